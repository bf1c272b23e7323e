"""Words that a release by the same code held at the same place of the same text are not looked up again; no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.check.declared import Sources
from flows.check.queries import read_all
from flows.check.request import Request
from flows.check.scratch import build

RULES = {check.name: check for check in read_all(Sources().queries) if check.name.endswith("_is_verbatim")}
WRONG: dict[str, dict[str, Any]] = {
    "agreement_report_parties_span_is_verbatim": {"party_text": "Westland"},
    "agreement_reports_evidence_is_verbatim": {"evidence_text": "The two states met."},
    "agreement_reports_span_is_verbatim": {"span_text": "met"},
    "deal_report_parties_span_is_verbatim": {"span_start": 1},
    "deal_reports_evidence_is_verbatim": {"evidence_start": 1},
    "deal_reports_span_is_verbatim": {"span_text": "$31 million"},
    "entity_mentions_span_is_verbatim": {"span_text": "norland"},
}
Rows = dict[str, list[dict[str, Any]]]
Find = Callable[..., int]


@pytest.fixture
def find(tmp_path: Path, sound_rows: Callable[[], Rows], write_stage: Callable[..., Path]) -> Find:
    """Number of rows that a rule finds in the sound release with changes, on top of one with others."""

    def stage(name: str, changes: dict[str, dict[str, Any]]) -> Path:
        rows = sound_rows()
        for table, values in changes.items():
            rows[table][0].update(values)
        return write_stage(rows, tmp_path / name, with_parquet=False)

    def run(rule: str, now: dict[str, Any], before: dict[str, Any], *, is_vouched: bool = True) -> int:
        gate = tmp_path / "gate.duckdb"
        staged = stage("staged", now)
        build(Request(staged, stage("previous", before), is_vouched=is_vouched), RULES.values(), gate)
        with duckdb.connect(str(staged), read_only=True) as con:
            con.execute("attach ? as gate (read_only)", [str(gate)])
            return len(con.execute(RULES[rule].query).fetchall())

    return run


def broken(rule: str) -> dict[str, Any]:
    return {RULES[rule].suite: WRONG[rule]}


def test_every_rule_about_words_is_tried() -> None:
    assert set(WRONG) == set(RULES)


@pytest.mark.parametrize("rule", WRONG)
def test_words_that_are_new_are_looked_up(find: Find, rule: str) -> None:
    assert find(rule, now=broken(rule), before={}) >= 1


@pytest.mark.parametrize("rule", WRONG)
def test_words_of_a_text_that_is_new_are_looked_up(find: Find, rule: str) -> None:
    assert find(rule, now={"documents": {"raw_text": "Nothing of it."}}, before={}) >= 1


@pytest.mark.parametrize("rule", WRONG)
def test_words_that_a_release_held_are_passed_over_where_the_same_code_made_it(find: Find, rule: str) -> None:
    assert find(rule, now=broken(rule), before=broken(rule)) == 0


@pytest.mark.parametrize("rule", WRONG)
def test_words_that_a_release_by_other_code_held_are_looked_up(find: Find, rule: str) -> None:
    assert find(rule, now=broken(rule), before=broken(rule), is_vouched=False) >= 1


def test_two_that_changed_places_are_looked_up(find: Find) -> None:
    """What an article's words add up to must not stay the same when they are mixed up."""
    rule = "deal_reports_span_is_verbatim"
    now, before = {"span_start": 0, "span_end": 7}, {"span_start": 7, "span_end": 0}
    assert find(rule, now={"deal_reports": now}, before={"deal_reports": before}) >= 1
