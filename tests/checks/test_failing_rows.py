"""Each failing-row query lets the sound release pass and finds what is broken in a release broken for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.check.declared import Sources
from flows.check.queries import read_all
from flows.check.request import Request
from flows.check.scratch import build

RULES = {check.name: check for check in read_all(Sources().queries)}
Rows = dict[str, list[dict[str, Any]]]
Change = Callable[[Rows], object]


def change(table: str, **values: Any) -> Change:
    return lambda rows: rows[table][0].update(values)


def both(table: str, **values: Any) -> Change:
    return lambda rows: [row.update(values) for row in rows[table]]


def add(table: str, **values: Any) -> Change:
    return lambda rows: rows.setdefault(table, []).append(values)


def drop(table: str) -> Change:
    return lambda rows: rows[table].pop(0)


EURO = {"currency": "EUR", "fx_rate": Decimal("1.2"), "fx_date": date(2020, 5, 5)}
EURO |= {"amount_usd": Decimal("36000000"), "usd_lower": Decimal("30000000"), "usd_upper": Decimal("42000000")}


def rates(rows: Rows, *currencies: tuple[str, str]) -> None:
    rows["fx_rates"] = [
        {"rate_date": date(2020, 5, 5), "currency": code, "eur_rate": Decimal(rate), "source": "ECB"}
        for code, rate in currencies
    ]


def euro(table: str, rate: str) -> Change:
    def apply(rows: Rows) -> None:
        rows[table][0].update(EURO)
        rates(rows, ("USD", rate))

    return apply


def dropped_segment(rows: Rows) -> None:
    for segment in rows["document_segments"]:
        segment |= {"action": "drop", "drop_reason": "caption"}


def many_quarantined(rows: Rows) -> None:
    rows["quarantined_rows"] = [
        {"table": "deal_reports", "row_id": f"r{n}", "broken_rule": "x", "row_json": "{}"} for n in range(21)
    ]


def conflict(**values: Any) -> Change:
    base = {"conflict_id": "c", "fact_type": "deal", "fact_id": "deal_1", "field": "amount"}
    base |= {"report_a": "dealrep_1", "report_b": "dealrep_1", "severity": "minor", "status": "open"}
    return add("conflicts", **(base | values))


def supersedes_later(rows: Rows) -> None:
    rows["documents"].append(
        rows["documents"][0] | {"doc_id": "doc_b", "supersedes_doc_id": rows["documents"][0]["doc_id"]}
    )


BROKEN: list[tuple[str, Change]] = [
    ("agreement_parties_match_laterality", drop("agreement_parties")),
    ("agreement_parties_match_laterality", change("agreements", laterality="multilateral")),
    ("agreement_parties_match_laterality", change("agreements", laterality="unilateral")),
    ("agreement_report_parties_name_states_as_countries", change("agreement_report_parties", entity_id="gov:SWE")),
    ("agreement_report_parties_span_is_verbatim", change("agreement_report_parties", party_text="Westland")),
    ("agreement_reports_evidence_is_verbatim", change("agreement_reports", evidence_text="The two states met.")),
    (
        "agreement_reports_follow_signing",
        change("agreement_reports", report_status="in_force", date_latest=date(2020, 5, 3)),
    ),
    ("agreement_reports_sign_before_print", change("agreement_reports", date_earliest=date(2020, 5, 6))),
    ("agreement_reports_span_is_verbatim", change("agreement_reports", span_end=5, span_start=5, span_text="")),
    ("agreement_reports_stand_in_read_text", dropped_segment),
    ("agreement_reports_words_stand_in_evidence", change("agreement_reports", evidence_end=1)),
    ("agreements_are_asserted", change("agreement_reports", is_negated=True)),
    ("agreements_count_their_reports", change("agreements", n_documents=2)),
    ("agreements_count_their_reports", change("agreement_reports", agreement_id=None)),
    ("agreements_days_follow_their_life", change("agreements", date_in_force_latest=date(2020, 5, 3))),
    ("agreements_days_follow_their_life", change("agreements", date_signed_earliest=date(2020, 5, 6))),
    ("conflicts_find_their_reports", conflict(report_b="dealrep_9")),
    ("conflicts_find_their_reports", conflict(fact_id="deal_9")),
    ("deal_parties_differ", both("deal_parties", entity_id="country:SWE")),
    ("deal_report_parties_differ", both("deal_report_parties", entity_id="country:SWE")),
    ("deal_report_parties_name_states_as_countries", change("deal_report_parties", country_code="NOR")),
    ("deal_report_parties_span_is_verbatim", change("deal_report_parties", span_start=1)),
    ("deal_reports_dollars_follow_the_rate", change("deal_reports", amount_usd=Decimal("30000000.02"))),
    ("deal_reports_dollars_follow_the_rate", change("deal_reports", **(EURO | {"amount_usd": Decimal("36000000.02")}))),
    ("deal_reports_dollars_follow_the_rate", change("deal_reports", **(EURO | {"usd_upper": Decimal("41000000")}))),
    ("deal_reports_dollars_follow_the_rate", change("deal_reports", **(EURO | {"fx_rate": None}))),
    ("deal_reports_evidence_is_verbatim", change("deal_reports", evidence_start=1)),
    ("deal_reports_minor_units_follow", change("deal_reports", amount_minor=3_000_000_001)),
    ("deal_reports_minor_units_follow", change("deal_reports", amount_minor=None)),
    ("deal_reports_minor_units_follow", change("deal_reports", currency="JPY")),
    ("deal_reports_rate_is_on_record", change("deal_reports", **EURO)),
    ("deal_reports_rate_is_on_record", euro("deal_reports", "1.3")),
    ("deal_reports_span_is_verbatim", change("deal_reports", span_text="$31 million")),
    ("deal_reports_stand_in_read_text", dropped_segment),
    ("deal_reports_value_lies_in_bounds", change("deal_reports", amount_lower=Decimal("31000000"))),
    ("deal_reports_value_lies_in_bounds", change("deal_reports", currency=None)),
    ("deal_reports_words_stand_in_evidence", change("deal_reports", evidence_end=1)),
    ("deals_add_up_once", change("deals", deal_form="flow")),
    ("deals_add_up_once", change("deals", deal_status="planned")),
    ("deals_add_up_once", change("deals", overlaps_deal_id="deal_2")),
    ("deals_are_asserted", change("deal_reports", is_hypothetical=True)),
    ("deals_count_their_reports", change("deals", n_reports=2)),
    ("deals_count_their_reports", add("deals", deal_id="deal_2", n_reports=0, n_documents=0)),
    ("deals_dollars_follow_the_rate", change("deals", amount_usd=Decimal("30000000.02"))),
    ("deals_minor_units_follow", change("deals", amount_minor=30_000_000)),
    ("deals_rate_is_on_record", euro("deals", "1.3")),
    ("deals_value_comes_from_their_report", change("deals", value_basis_report_id=None)),
    ("deals_value_comes_from_their_report", change("deals", value_basis_report_id="dealrep_9")),
    ("deals_value_lies_in_bounds", change("deals", usd_upper=Decimal("1"))),
    ("document_segments_lie_in_text", change("document_segments", span_end=90)),
    ("document_segments_lie_in_text", both("document_segments", span_end=9_999)),
    ("documents_are_measured", change("documents", n_chars=3)),
    ("documents_are_measured", change("documents", content_sha256="0" * 64)),
    ("documents_are_measured", change("documents", n_segments_dropped=1)),
    ("documents_supersede_in_order", supersedes_later),
    ("entities_are_their_own_alias", drop("entity_aliases")),
    ("entities_country_is_in_the_id", change("entities", country_code=None)),
    ("entity_mentions_span_is_verbatim", change("entity_mentions", span_text="norland")),
    ("few_rows_are_quarantined", many_quarantined),
    ("reconciliations_cover_facts", drop("reconciliations")),
    ("reconciliations_cover_facts", change("reconciliations", judgement="unsure")),
    ("reconciliations_find_both_ends", change("reconciliations", report_id="dealrep_9")),
    ("reconciliations_find_both_ends", change("reconciliations", fact_id="deal_9")),
]

SOUND: list[tuple[str, Change]] = [
    (
        "deals_are_asserted",
        lambda rows: (rows["deal_reports"][0].update(is_negated=True), rows["deals"][0].update(deal_status="denied")),
    ),
    ("deal_reports_rate_is_on_record", euro("deal_reports", "1.2")),
    ("deal_reports_dollars_follow_the_rate", change("deal_reports", **EURO)),
    ("deal_reports_minor_units_follow", change("deal_reports", currency="JPY", amount_minor=30_000_000)),
    ("deal_reports_minor_units_follow", change("deal_reports", currency="KWD", amount_minor=30_000_000_005)),
    (
        "deal_reports_value_lies_in_bounds",
        change("deal_reports", amount=None, amount_lower=None, amount_usd=None, usd_lower=None),
    ),
    ("agreement_parties_match_laterality", change("agreements", laterality=None)),
    ("agreements_days_follow_their_life", change("documents", published_latest=None)),
    ("few_rows_are_quarantined", lambda rows: (many_quarantined(rows), rows["quarantined_rows"].pop())),
    ("documents_supersede_in_order", lambda rows: (supersedes_later(rows), rows["documents"][1].update(version_no=2))),
]


@pytest.fixture(scope="module")
def figures(
    tmp_path_factory: pytest.TempPathFactory, sound_rows: Callable[[], Rows], write_stage: Callable[..., Path]
) -> Path:
    """The gate's own database for a release without a predecessor."""
    folder = tmp_path_factory.mktemp("figures")
    build(Request(write_stage(sound_rows(), folder / "staged")), RULES.values(), folder / "gate.duckdb")
    return folder / "gate.duckdb"


@pytest.fixture
def offenders(
    tmp_path: Path, sound_rows: Callable[[], Rows], write_stage: Callable[..., Path], figures: Path
) -> Callable[..., list[Any]]:
    """Rows that a rule returns for the sound release with changes, compared with the release `before` it."""

    def stage(name: str, change: Change) -> Path:
        rows = sound_rows()
        change(rows)
        return write_stage(rows, tmp_path / name, with_parquet=False)

    def run(rule: str, change: Change, before: Change | None = None, **request: Any) -> list[Any]:
        staged, gate = stage("staged", change), figures
        if before is not None or request:
            gate = tmp_path / "gate.duckdb"
            build(Request(staged, before and stage("previous", before), **request), RULES.values(), gate)
        with duckdb.connect(str(staged), read_only=True) as con:
            con.execute("attach ? as gate (read_only)", [str(gate)])
            return con.execute(RULES[rule].query).fetchall()

    return run


@pytest.mark.parametrize(("rule", "broken"), BROKEN, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(BROKEN)])
def test_a_broken_row_is_found(offenders: Callable[..., list[Any]], rule: str, broken: Change) -> None:
    assert len(offenders(rule, broken)) >= 1


@pytest.mark.parametrize(("rule", "variant"), SOUND, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(SOUND)])
def test_a_sound_variant_passes(offenders: Callable[..., list[Any]], rule: str, variant: Change) -> None:
    assert offenders(rule, variant) == []


def nothing(rows: Rows) -> None:
    """Leaves the release as it is."""


def without_document(rows: Rows) -> None:
    rows["documents"].append(rows["documents"][0] | {"doc_id": "doc_gone"})


def test_a_document_that_vanished_is_found(offenders: Callable[..., list[Any]]) -> None:
    assert [row[0] for row in offenders("documents_are_kept", nothing, without_document)] == ["doc_gone"]


def test_a_withdrawn_document_may_go(offenders: Callable[..., list[Any]]) -> None:
    assert offenders("documents_are_kept", nothing, without_document, withdrawn=("doc_gone",)) == []


def test_a_superseded_document_may_go(offenders: Callable[..., list[Any]]) -> None:
    replaced = change("documents", supersedes_doc_id="doc_gone")
    assert offenders("documents_are_kept", replaced, without_document) == []


@pytest.mark.parametrize(("usd", "n_rows"), [("24000000", 0), ("23999999", 1), ("36000000", 0), ("36000001", 1)])
def test_the_additive_sum_may_move_by_a_fifth(offenders: Callable[..., list[Any]], usd: str, n_rows: int) -> None:
    moved = change("deals", amount_usd=Decimal(usd))
    assert len(offenders("deals_sum_is_steady", moved, nothing)) == n_rows


@pytest.mark.parametrize(("since", "n_rows"), [(date(2020, 5, 5), 0), (date(2020, 5, 6), 1)])
def test_a_feed_that_fell_silent_is_found(offenders: Callable[..., list[Any]], since: date, n_rows: int) -> None:
    assert len(offenders("documents_are_fresh", nothing, fresh_since=since)) == n_rows


def mentions(kind: str | None) -> Change:
    def apply(rows: Rows) -> None:
        base = rows["entity_mentions"][0] | {"resolution_method": kind}
        rows["entity_mentions"] = [base | {"mention_id": f"men_{n}"} for n in range(20)]

    return apply


def test_a_column_that_empties_is_found(offenders: Callable[..., list[Any]]) -> None:
    found = offenders("columns_stay_filled", mentions(None), mentions("exact"))
    assert [row[0] for row in found] == ["entity_mentions.resolution_method"]


def test_a_check_that_disappears_is_found(offenders: Callable[..., list[Any]]) -> None:
    ran = add("dq_results", suite="deals", expectation="deals_never_rhyme")
    assert [row[0] for row in offenders("checks_are_kept", nothing, ran)] == ["deals.deals_never_rhyme"]


def test_rows_that_were_not_loaded_as_staged_are_found(
    tmp_path: Path, sound_rows: Callable[[], Rows], write_stage: Callable[..., Path]
) -> None:
    staged = write_stage(sound_rows(), tmp_path / "staged")
    with duckdb.connect(str(staged)) as con:
        con.execute("update entities set mention_count = 2 where entity_id = 'country:NOR'")
    (tmp_path / "staged" / "deals.parquet").unlink()
    build(Request(staged), RULES.values(), tmp_path / "gate.duckdb")
    with duckdb.connect(str(tmp_path / "gate.duckdb"), read_only=True) as con:
        found = con.execute("select table_name from loads where not is_same order by 1").fetchall()
    assert found == [("deals",), ("entities",)]


def test_every_query_has_been_seen_to_find_something() -> None:
    elsewhere = {
        "documents_are_kept",
        "deals_sum_is_steady",
        "documents_are_fresh",
        "columns_stay_filled",
        "checks_are_kept",
        "loaded_rows_are_the_staged_rows",
    }
    assert {rule for rule, _ in BROKEN} | elsewhere == set(RULES)
