"""`entente explain`: a fact and what it rests on, by the start of its id."""

from __future__ import annotations

import duckdb
import pytest

from flows.commands.explain import distinct, explanation, print_explanation
from flows.errors import InputError
from flows.settings import Settings


def test_an_id_that_no_fact_has_is_told_with_a_way_on(settings: Settings) -> None:
    with pytest.raises(InputError, match="'deal_ffff'") as unknown:
        explanation(settings, "deal_ffff")
    assert unknown.value.next_step == 'Ids: entente sql "select deal_id, deal_name from v_deals"'


def test_a_start_that_several_ids_have_is_told_with_them(settings: Settings) -> None:
    with pytest.raises(InputError, match="2 facts .* deal_aaaaaa1111111111, deal_aaaaaa2222222222"):
        explanation(settings, "deal_aaaaaa")


@pytest.mark.parametrize("start", ["deal_aaaaaa1", "deal_aaaaaa1111111111"])
def test_a_fact_comes_with_its_reports(start: str, settings: Settings) -> None:
    found = explanation(settings, start)
    assert found["title"] == "ferries from Sudland to Norland"
    assert [report["file_name"] for report in found["reports"]] == ["ferries.txt"]


def test_agreements_are_explained_too(settings: Settings) -> None:
    assert explanation(settings, "agreement_b")["status"] == "in_force"


def test_a_person_sees_the_sentence_and_who_says_so(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    print_explanation(settings, "deal_aaaaaa1", as_json=False)
    said = capsys.readouterr().out
    assert "Norland bought twelve ferries from Sudland" in said
    assert "=cmd() · 2021 · agreed" in said
    assert "said by its ministry · 90 % confidence" in said
    assert "agreed · $30M (told by =cmd())" in said


def test_the_words_of_the_report_are_marked(settings: Settings) -> None:
    (report,) = explanation(settings, "deal_aaaaaa1")["reports"]
    assert report["evidence_text"][report["mark_start"] : report["mark_end"]] == "bought twelve ferries"


def test_an_entity_is_explained_by_its_mentions(settings: Settings) -> None:
    with duckdb.connect(str((settings.latest / "entente.duckdb").resolve())) as con:
        con.execute(
            "insert into entities by name select 'person:a' as entity_id, 'Ada' as name, 'person' as entity_type"
        )
        con.execute(
            "insert into entity_mentions by name select 'm' as mention_id, 'doc_1' as doc_id, 'person:a' as entity_id,"
            " 0 as span_start, 8 as span_end, 'Norland ' as span_text, 'name' as mention_kind,"
            " false as in_dropped_segment, 'exact' as resolution_method"
        )
    found = explanation(settings, "person:a")
    assert [mention["file_name"] for mention in found["mentions"]] == ["ferries.txt"]


def test_a_retired_id_leads_to_its_heir(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with duckdb.connect(str((settings.latest / "entente.duckdb").resolve())) as con:
        con.execute(
            "insert into id_redirects by name select 'deal_0ld' as old_id, 'deal_aaaaaa1111111111' as new_id,"
            " 'merged' as reason union all by name select 'deal_lost' as old_id, 'retracted' as reason"
        )
    print_explanation(settings, "deal_0ld", as_json=False)
    assert "deal_0ld is part of it now: merged" in capsys.readouterr().out
    with pytest.raises(InputError, match="deal_lost is gone: retracted"):
        explanation(settings, "deal_lost")


def test_what_looks_the_same_is_shown_once_in_its_order() -> None:
    told = [{"evidence_text": "a", "n": 1}, {"evidence_text": "b", "n": 2}, {"evidence_text": "a", "n": 3}]
    assert [row["n"] for row in distinct(told)] == [1, 2]


def test_a_person_sees_the_value_as_told_and_whether_it_is_signed(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with duckdb.connect(str((settings.latest / "entente.duckdb").resolve())) as con:
        con.execute(
            "update deal_reports set qualifier_text = 'nearly', value_text = '$30m',"
            " evidence_text = 'Norland bought twelve ferries from Sudland; the contract was signed on Monday'"
        )
    print_explanation(settings, "deal_aaaaaa1", as_json=False)
    said = capsys.readouterr().out
    assert "agreed, signed · $30M" in said
    assert "agreed, signed · nearly $30m" in said
