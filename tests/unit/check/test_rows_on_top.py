"""Of mentions, only those are looked at that a release which passed the same rules does not hold."""

from __future__ import annotations

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


def database(path: Path, *mentions: dict[str, Any], text: str = TEXT, sha256: str = "a") -> Path:
    with duckdb.connect(str(path)) as con:
        for table in PUBLISHED.values():
            lines = [x.replace(" not null", "") for x in create_table(table, "main").splitlines() if "primary" not in x]
            con.execute("\n".join(lines).replace(",\n)", "\n)"))
        document = {"doc_id": "doc_a", "raw_text": text, "content_sha256": sha256, "n_chars": len(text)}
        for name, row in [("documents", document), *(("entity_mentions", mention) for mention in mentions)]:
            con.table(quoted(name)).insert([row.get(column) for column in PUBLISHED[name].column_names])
    return path


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A release that passed, so that a mention that is wrong in it shows whether it is looked at."""
    return database(tmp_path / "before.duckdb", WRONG)


def found(path: Path, before: Path | None) -> list[str]:
    return [offence.row_id for offence in offending_rows(path, before=before)]


def test_a_mention_that_the_release_before_holds_is_left_to_the_gate(tmp_path: Path, before: Path) -> None:
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
