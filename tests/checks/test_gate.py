"""The whole gate on whole releases: sound ones pass, and every declared check is seen to fail once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.check.condensed import CODE_LISTS
from flows.check.declared import JUDGED, Sources, declared
from flows.check.model import Check, CheckResult
from flows.check.request import Request
from flows.check.scratch import build
from flows.contract import Column, Table, Type
from flows.model.vocabulary.runs import CheckOutcome

Rows = dict[str, list[dict[str, Any]]]
Judge = Callable[[Request], list[CheckResult]]
Stage = Callable[..., Path]

CHECKS = [(suite, n, check) for suite, checks in declared(Sources()).items() for n, check in enumerate(checks, start=1)]
OTHERWISE = {Type.DATE: date(1990, 1, 1), Type.BOOLEAN: True}


def nulls() -> Rows:
    """A row of NULLs in every table."""
    return {name: [{}] for name in JUDGED}


def wild(table: Table) -> dict[str, Any]:
    """A row whose codes are in no list, whose numbers are out of range and whose keys lead nowhere."""
    return {column.name: _wild(table, column) for column in table.columns} | {
        f"{name.removesuffix('_edtf')}_earliest": date(2001, 1, 1)
        for name in table.column_names
        if name.endswith("_edtf")
    }


def _wild(table: Table, column: Column) -> Any:
    if column.type is Type.TEXT:
        return "ZZZ" if column.standard in CODE_LISTS else f"{table.name}.{column.name}"
    if column.minimum is not None:
        return Decimal(column.minimum) - 1
    return OTHERWISE.get(column.type, 0)


def empty_texts(table: Table) -> dict[str, Any]:
    """A row of empty texts and of the least numbers."""
    return {column.name: "" if column.type is Type.TEXT else column.minimum for column in table.columns}


def long_texts(table: Table) -> dict[str, Any]:
    """A row of endless texts and of greater numbers than can be."""
    big = {Type.TEXT: "x" * 1000, Type.MONEY: Decimal(10) ** 13, Type.DOUBLE: 2.0, Type.PERCENT: Decimal(101)}
    return {column.name: big.get(column.type) for column in table.columns}


def crossed(rows: Rows) -> Rows:
    """The sound release with pairs of columns the wrong way round."""
    later = {"first_reported": date(2021, 1, 1)}
    for table in ("deals", "agreements"):
        rows[table][0] |= later | {"n_reports": 1, "n_documents": 2}
    rows["deals"][0]["n_outlets"] = 3
    rows["entities"][0] |= {"mention_count": 1, "doc_count": 2}
    rows["agreement_packages"] = [
        {
            "package_id": "p",
            "title": "t",
            "stated_count": 1,
            "named_members": 2,
            "inferred_members": 0,
            "report_id": "r",
        }
    ]
    rows["fx_rates"] = [
        {"rate_date": date(1998, 1, 1), "currency": "USD", "eur_rate": Decimal(0), "source": "s"},
    ]
    for table, names in (
        ("document_segments", ("span",)),
        ("entity_mentions", ("span",)),
        ("deal_reports", ("span", "evidence")),
        ("agreement_reports", ("span", "evidence")),
    ):
        for row in rows[table]:
            row |= {f"{name}_end": row[f"{name}_start"] for name in names}
    for segment in rows["document_segments"]:
        segment["action"] = "drop"
    rows["documents"][0] |= {"n_chars": 0}
    return rows


@pytest.fixture(scope="session")
def judged(
    tmp_path_factory: pytest.TempPathFactory, judge: Judge, write_stage: Stage, sound_rows: Callable[[], Rows]
) -> Callable[[str], dict[tuple[str, int], CheckResult]]:
    """Results by suite and number for each of a few broken releases, judged when first asked for."""
    makers: dict[str, Callable[[], Rows]] = {
        "sound": sound_rows,
        "empty": dict,
        "nulls": nulls,
        "wild": lambda: {name: [wild(table), wild(table)] for name, table in JUDGED.items()},
        "empty texts": lambda: {name: [empty_texts(table)] for name, table in JUDGED.items()},
        "long texts": lambda: {name: [long_texts(table)] for name, table in JUDGED.items()},
        "crossed": lambda: crossed(sound_rows()),
        "other columns": sound_rows,
    }
    known: dict[str, dict[tuple[str, int], CheckResult]] = {}

    def of(name: str) -> dict[tuple[str, int], CheckResult]:
        if name not in known:
            database = write_stage(makers[name](), tmp_path_factory.mktemp("gate") / "staged")
            if name == "other columns":
                with duckdb.connect(str(database)) as con:
                    for table in JUDGED:
                        con.execute("alter table " + table + " add column surprise varchar")
            known[name] = {(r.suite, r.check_no): r for r in judge(Request(database))}
        return known[name]

    return of


CONDENSED = {
    "required_columns_are_filled": "nulls",
    "texts_are_not_blank": "empty texts",
    "vocabularies_are_closed": "wild",
    "numbers_lie_in_range": "wild",
    "codes_are_known": "wild",
    "dates_parse": "wild",
    "days_are_in_order": "wild",
}


@pytest.fixture(scope="session")
def wild_stages(tmp_path_factory: pytest.TempPathFactory, write_stage: Stage) -> Callable[[str], tuple[Path, Path]]:
    """The staged database of a release broken in every column, and the gate's own database for it."""
    makers = {
        "nulls": nulls,
        "wild": lambda: {name: [wild(table)] for name, table in JUDGED.items()},
        "empty texts": lambda: {name: [empty_texts(table)] for name, table in JUDGED.items()},
    }
    made: dict[str, tuple[Path, Path]] = {}

    def of(name: str) -> tuple[Path, Path]:
        if name not in made:
            folder = tmp_path_factory.mktemp("columns")
            staged = write_stage(makers[name](), folder / "staged", with_parquet=False)
            build(Request(staged), [], folder / "gate.duckdb")
            made[name] = staged, folder / "gate.duckdb"
        return made[name]

    return of


@pytest.mark.parametrize(
    "check",
    [check for _, _, check in CHECKS if check.name in CONDENSED],
    ids=[f"{suite}-{check.name}" for suite, _, check in CHECKS if check.name in CONDENSED],
)
def test_a_condensed_check_sees_every_column(check: Check, wild_stages: Callable[[str], tuple[Path, Path]]) -> None:
    staged, gate = wild_stages(CONDENSED[check.name])
    with duckdb.connect(str(staged), read_only=True) as con:
        con.execute("attach ? as gate (read_only)", [str(gate)])
        (detail,) = {row[1] for row in con.execute(check.query).fetchall()}
    assert detail == check.reason.split(": ")[1]


Judged = Callable[[str], dict[tuple[str, int], CheckResult]]
BROKEN = ("nulls", "wild", "empty texts", "long texts", "crossed", "other columns", "empty")
QUERIES = {path.stem for path in Sources().queries.glob("*.sql")}  # each has tests of its own
SEEN = [(suite, n, check.name) for suite, n, check in CHECKS if check.name not in QUERIES]


@pytest.mark.parametrize(("suite", "n", "name"), SEEN, ids=[f"{s}-{n}-{name}" for s, n, name in SEEN])
def test_every_expectation_is_seen_to_fail(judged: Judged, suite: str, n: int, name: str) -> None:
    assert any(judged(broken)[suite, n].outcome == CheckOutcome.FAILED for broken in BROKEN)


def test_no_check_crashes_on_broken_data(judged: Judged) -> None:
    crashed = {
        (broken, result.suite, result.expectation, result.observed)
        for broken in BROKEN
        for result in judged(broken).values()
        if result.outcome == CheckOutcome.CRASHED
    }
    assert crashed == set()


def test_a_sound_release_passes(judged: Judged) -> None:
    closing = [result for result in judged("sound").values() if result.closes_gate]
    assert closing == []


def test_every_declared_check_has_a_result(judged: Judged) -> None:
    assert list(judged("sound")) == [(suite, n) for suite, n, _ in CHECKS]


def test_an_empty_release_is_refused_and_says_where_rows_are_missing(judged: Judged) -> None:
    closing = {result.suite for result in judged("empty").values() if result.closes_gate}
    assert closing == {"documents", "document_segments", "catalog"}


def test_an_empty_table_that_may_be_empty_is_not_evaluated(judged: Judged) -> None:
    found = [
        r for (suite, _), r in judged("empty").items() if suite == "conflicts" and r.expectation.endswith("_filled")
    ]
    assert [(r.outcome, r.success, r.observed) for r in found] == [("not_evaluated", None, "no rows")]


def test_nothing_but_table_rules_passes_over_nothing(judged: Judged) -> None:
    passed = {r.expectation for r in judged("empty").values() if r.outcome == CheckOutcome.PASSED}
    assert passed == {"expect_table_columns_to_match_ordered_list"}


def test_an_all_null_column_that_must_be_filled_is_refused(judged: Judged) -> None:
    closing = {r.expectation for r in judged("nulls").values() if r.closes_gate and r.suite == "deals"}
    assert "required_columns_are_filled" in closing


def test_an_all_null_column_is_not_evaluated_rather_than_passed(judged: Judged) -> None:
    found = [r for r in judged("nulls").values() if (r.suite, r.column) == ("deals", "amount_usd")]
    assert [(r.outcome, r.success, r.n_evaluated) for r in found] == [("not_evaluated", None, 0)]


def test_comparisons_wait_for_a_release_to_compare_with(judged: Judged) -> None:
    needing = [(suite, n) for suite, n, check in CHECKS if check.needs]
    assert {judged("sound")[key].outcome for key in needing} == {"not_evaluated"}


def test_failures_name_the_offending_keys(judged: Judged) -> None:
    found = {r.expectation: r.examples for r in judged("crossed").values() if r.suite == "entities" and r.examples}
    assert found["expect_column_pair_values_a_to_be_greater_than_b"] == ["country:NOR"]


def test_failures_never_carry_article_text(judged: Judged) -> None:
    said = " ".join(f"{result.observed} {result.examples}" for result in judged("wild").values())
    texts = ("documents.raw_text", "deal_reports.evidence_text", "deal_reports.span_text")
    assert [words for words in texts if words in said] == []


def test_against_its_predecessor_an_equal_release_passes(
    tmp_path: Path, judge: Judge, write_stage: Stage, sound_rows: Callable[[], Rows]
) -> None:
    before = write_stage(sound_rows(), tmp_path / "before")
    results = judge(Request(write_stage(sound_rows(), tmp_path / "staged"), before, fresh_since=date(2020, 1, 1)))
    needing = {(suite, n) for suite, n, check in CHECKS if check.needs}
    assert {r.outcome for r in results if (r.suite, r.check_no) in needing} == {"passed"}
