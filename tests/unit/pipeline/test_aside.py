"""Rows found wrong are remembered by what their document says, as long as the same code judges them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows import aside
from flows.check.rows import Offence
from flows.settings import Settings


def offence(row_id: str, doc_id: str = "doc_1", **row: object) -> Offence:
    return Offence("deal_reports", row_id, "value_in_bounds", doc_id, "5 > 4", json.dumps({"report_id": row_id} | row))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = Settings(tmp_path / "warehouse", tmp_path / "inbox")
    found.cache.mkdir(parents=True)
    return found


def test_nothing_is_known_at_first(settings: Settings) -> None:
    assert aside.known(settings, {"doc_1"}) == []


def test_what_was_found_is_known_in_the_next_run(settings: Settings) -> None:
    aside.remember(settings, [offence("b")])
    aside.remember(settings, [offence("a"), offence("b")])
    assert [row.row_id for row in aside.known(settings, {"doc_1"})] == ["a", "b"]


def test_rows_of_documents_that_are_gone_are_left_out(settings: Settings) -> None:
    aside.remember(settings, [offence("a", "doc_1"), offence("b", "doc_2")])
    assert [row.row_id for row in aside.known(settings, {"doc_2"})] == ["b"]


def test_what_other_documents_had_to_do_with_it_is_forgotten(settings: Settings) -> None:
    aside.remember(settings, [offence("a", deal_id="deal_1", amount_usd="5", value_text="$5")])
    (row,) = aside.known(settings, {"doc_1"})
    assert json.loads(row.row_json) == {"report_id": "a", "value_text": "$5"}


def test_new_code_judges_afresh(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    aside.remember(settings, [offence("a")])
    monkeypatch.setattr(aside, "code_version", lambda: "another")
    assert aside.known(settings, {"doc_1"}) == []


def test_new_judgements_of_people_count_too(settings: Settings) -> None:
    aside.remember(settings, [offence("a")])
    settings.overrides.mkdir()
    (settings.overrides / "reports.csv").write_text("wrong\n")
    assert aside.known(settings, {"doc_1"}) == []


@pytest.mark.parametrize(
    ("old", "new"), [(b"]\n", b""), (b"5 > 4", b"4 > 4"), (b'"a"', b'"c"'), (b"value", b"\xffalue")]
)
def test_a_memory_that_was_cut_off_or_changed_is_none(settings: Settings, old: bytes, new: bytes) -> None:
    aside.remember(settings, [offence("a")])
    (path,) = settings.cache.iterdir()
    damaged = path.read_bytes().replace(old, new)
    assert damaged != path.read_bytes()
    path.write_bytes(damaged)
    assert aside.known(settings, {"doc_1"}) == []
    aside.remember(settings, [offence("b")])
    assert [row.row_id for row in aside.known(settings, {"doc_1"})] == ["b"]
