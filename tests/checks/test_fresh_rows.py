"""On top of a release that passed the same checks, those that judge a row by itself look only at what it lacks."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.check.declared import Sources, declared
from flows.check.fresh import is_of, narrowed
from flows.check.model import Check, CheckResult
from flows.check.request import Request
from flows.check.rows import offending_rows
from flows.model.vocabulary.runs import CheckSeverity

Rows = dict[str, list[dict[str, Any]]]
Judge = Callable[[Request], list[CheckResult]]
VERBATIM = "entity_mentions_span_is_verbatim"
CHECKS = {(suite, check.name): check for suite, checks in declared(Sources()).items() for check in checks}


@pytest.fixture
def request_of(
    tmp_path: Path, write_stage: Callable[..., Path], sound_rows: Callable[[], Rows]
) -> Callable[[str], Request]:
    """What the gate is asked of a release with a wrong mention that stood in the one before, or another mention."""

    def made(mention_id: str) -> Request:
        rows = sound_rows()
        rows["entity_mentions"][0]["span_text"] = "Nordland"
        before = write_stage(rows, tmp_path / "before")
        rows["entity_mentions"][0]["mention_id"] = mention_id
        staged, fresh = write_stage(rows, tmp_path / "staged"), tmp_path / "fresh.duckdb"
        offending_rows(staged, before=before, fresh=fresh)
        return Request(staged, before, fresh=fresh)

    return made


def closing(results: list[CheckResult]) -> list[tuple[str, list[str]]]:
    return [(result.expectation, result.examples) for result in results if result.closes_gate]


def test_what_stood_in_the_release_before_is_not_looked_at_again(
    request_of: Callable[[str], Request], judge: Judge, sound_rows: Callable[[], Rows]
) -> None:
    mention_id = sound_rows()["entity_mentions"][0]["mention_id"]
    request = request_of(mention_id)
    assert closing(judge(request)) == []
    assert closing(judge(replace(request, fresh=None))) == [(VERBATIM, [mention_id])]


def test_what_is_new_is_looked_at(request_of: Callable[[str], Request], judge: Judge) -> None:
    assert closing(judge(request_of("men_new"))) == [(VERBATIM, ["men_new"])]


def test_results_are_those_of_looking_at_all(request_of: Callable[[str], Request], judge: Judge) -> None:
    request = request_of("men_new")
    assert judge(request) == judge(replace(request, fresh=None))


def test_what_was_taken_from_another_file_or_one_that_changed_since_is_not_used(
    request_of: Callable[[str], Request],
) -> None:
    request = request_of("men_new")
    assert is_of(request.fresh, request.database)
    os.utime(request.database, ns=(0, request.database.stat().st_mtime_ns + 1))
    assert not is_of(request.fresh, request.database)
    assert not is_of(None, request.database)


@pytest.mark.parametrize(
    ("suite", "name"),
    [
        ("entity_mentions", "keys_are_unique"),
        ("entity_mentions", "entity_id_is_found"),
        ("deal_reports", "codes_are_known"),
        ("deal_reports", "deal_reports_stand_in_read_text"),
        ("agreement_reports", "agreement_reports_follow_signing"),
        ("documents", "documents_are_measured"),
    ],
)
def test_what_no_row_answers_by_itself_is_asked_of_all(suite: str, name: str) -> None:
    with duckdb.connect() as con:
        assert narrowed(con, CHECKS[suite, name]) == CHECKS[suite, name]


def test_what_need_not_have_passed_before_is_asked_of_all() -> None:
    check: Check = replace(CHECKS["entity_mentions", VERBATIM], severity=CheckSeverity.WARNING.value)
    with duckdb.connect() as con:
        assert narrowed(con, check) == check
        assert narrowed(con, CHECKS["entity_mentions", VERBATIM]) != check
