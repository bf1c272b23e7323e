"""Rules about a row and its document look only at what a release which passed the same rules does not hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.check.rows import offending_rows
from flows.contract import PUBLISHED
from flows.contract.ddl import create_table, quoted

TEXT = "Norland met Sudland."
MENTION = {
    "mention_id": "men_a",
    "doc_id": "doc_a",
    "sentence_no": 0,
    "span_start": 0,
    "span_end": 7,
    "span_text": "Norland",
    "zone": "body",
    "mention_kind": "name",
    "confidence": 0.9,
    "in_dropped_segment": False,
}
WRONG = MENTION | {"span_text": "Nordland"}


REPORT = {
    "report_id": "agrrep_a",
    "agreement_id": "agr_a",
    "doc_id": "doc_a",
    "span_start": 8,
    "span_end": 11,
    "span_text": "met",
    "evidence_start": 0,
    "evidence_end": 20,
    "evidence_text": TEXT,
    "instrument_type": "treaty",
    "report_status": "signed",
    "is_subject_act": False,
    "date_edtf": "2020-05-05",
    "date_precision": "day",
    "date_earliest": date(2020, 5, 5),
    "date_latest": date(2020, 5, 5),
    "attribution": "narration",
    "is_negated": False,
    "is_hypothetical": False,
    "rule": "signing",
    "confidence": 0.9,
}
PARTY = {
    "report_id": "agrrep_a",
    "party_role": "party",
    "party_text": "Norland",
    "span_start": 0,
    "span_end": 7,
    "basis": "stated",
}
Rows = dict[str, dict[str, Any]]


def database(
    path: Path, *mentions: dict[str, Any], text: str = TEXT, sha256: str = "a", day: date | None = None, **rows: Any
) -> Path:
    with duckdb.connect(str(path)) as con:
        for table in PUBLISHED.values():
            lines = [x.replace(" not null", "") for x in create_table(table, "main").splitlines() if "primary" not in x]
            con.execute("\n".join(lines).replace(",\n)", "\n)"))
        document = {"doc_id": "doc_a", "raw_text": text, "content_sha256": sha256, "n_chars": len(text)}
        document |= {"published_latest": day}
        told = [("entity_mentions", mention) for mention in mentions]
        for name, row in [("documents", document), *told, *rows.items()]:
            con.table(quoted(name)).insert([row.get(column) for column in PUBLISHED[name].column_names])
    return path


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A release that passed, so that a mention that is wrong in it shows whether it is looked at."""
    return database(tmp_path / "before.duckdb", WRONG)


def found(path: Path, before: Path | None) -> list[str]:
    return [offence.row_id for offence in offending_rows(path, before=before)]


def test_a_mention_that_the_release_before_holds_is_not_looked_at(tmp_path: Path, before: Path) -> None:
    now = database(tmp_path / "now.duckdb", WRONG)
    assert found(now, before) == []
    assert found(now, None) == ["men_a"]


@pytest.mark.parametrize("changed", [{"mention_id": "men_b"}, {"span_start": 1}, {"confidence": 0.8}])
def test_one_that_is_new_or_changed_is_looked_at(tmp_path: Path, before: Path, changed: dict[str, Any]) -> None:
    now = database(tmp_path / "now.duckdb", MENTION, WRONG | changed)
    assert found(now, before) == [(WRONG | changed)["mention_id"]]


@pytest.mark.parametrize("changed", [{"sha256": "b"}, {"text": TEXT + " Again."}])
def test_one_of_another_text_is_looked_at(tmp_path: Path, before: Path, changed: dict[str, str]) -> None:
    assert found(database(tmp_path / "now.duckdb", WRONG, **changed), before) == ["men_a"]


def test_an_offence_on_top_of_a_release_keeps_the_whole_row(tmp_path: Path, before: Path) -> None:
    now = database(tmp_path / "now.duckdb", WRONG | {"mention_id": "men_b"})
    (offence,) = offending_rows(now, before=before)
    assert (offence.table, offence.broken_rule) == ("entity_mentions", "entity_mentions_span_is_verbatim")
    assert '"span_text": "Nordland"' in offence.row_json


def broken(folder: Path, before: Rows, now: Rows, **document: Any) -> list[str]:
    """Names of the rules that are found broken in a release of some rows on top of another."""
    earlier = database(folder / "before.duckdb", **before)
    found = offending_rows(database(folder / "now.duckdb", **now, **document), before=earlier)
    return [offence.broken_rule for offence in found]


SOUND = {"agreement_reports": REPORT, "agreement_report_parties": PARTY}
MISREAD = SOUND | {"agreement_reports": REPORT | {"span_text": "meets"}}


def test_a_report_that_the_release_before_holds_is_not_looked_at(tmp_path: Path) -> None:
    assert broken(tmp_path, MISREAD, MISREAD) == []


@pytest.mark.parametrize(
    "changed", [{"confidence": 0.8}, {"report_id": "agrrep_b"}, {"agreement_id": "agr_b"}], ids=["value", "id", "fact"]
)
def test_one_that_is_new_or_changed_is_looked_at_too(tmp_path: Path, changed: dict[str, Any]) -> None:
    now = {"agreement_reports": MISREAD["agreement_reports"] | changed}
    assert broken(tmp_path, MISREAD, now) == ["agreement_reports_span_is_verbatim"]


def test_a_report_is_looked_at_with_all_its_parties_where_one_changed(tmp_path: Path) -> None:
    now = MISREAD | {"agreement_report_parties": PARTY | {"party_text": "Nordland"}}
    rules = ["agreement_report_parties_span_is_verbatim", "agreement_reports_span_is_verbatim"]
    assert broken(tmp_path, MISREAD, now) == rules


def test_a_report_is_looked_at_again_where_its_article_turns_out_to_be_older(tmp_path: Path) -> None:
    assert broken(tmp_path, SOUND, SOUND, day=date(2020, 5, 4)) == ["agreement_reports_sign_before_print"]


def test_a_rule_about_a_fact_looks_at_all_its_reports(tmp_path: Path) -> None:
    before = {"agreement_reports": REPORT | {"report_status": "terminated"}}
    agreement = {"agreement_id": "agr_a", "date_signed_earliest": date(2021, 1, 1)}
    assert broken(tmp_path, before, before | {"agreements": agreement}) == ["agreement_reports_follow_signing"]
