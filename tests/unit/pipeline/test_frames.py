"""Rows of contract tables on disk."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from flows.contract.frames import read_frames, read_parts, read_rows, write_frames, write_tables
from flows.contract.parts import PARTS
from flows.errors import ContractError


def report(doc: str, no: int) -> dict[str, str]:
    return {"report_id": f"rep_{doc}{no}", "doc_id": doc}


def part(folder: Path, *docs: str) -> Path:
    """A part of documents that report one deal each, with one party."""
    empty: dict[str, list[dict[str, str]]] = {name: [] for name in PARTS}
    rows = {
        "documents": [{"doc_id": doc} for doc in docs],
        "deal_reports": [report(doc, 1) for doc in docs],
        "deal_report_parties": [{"report_id": f"rep_{doc}1", "party_text": doc} for doc in docs],
    }
    write_tables(empty | rows, folder)
    return folder


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    write_tables({"deal_reports": [report("a", 1)]}, tmp_path / "part")
    (row,) = read_rows(tmp_path / "part" / "deal_reports.parquet")
    assert (row["report_id"], row["doc_id"], row["amount"]) == ("rep_a1", "a", None)


def test_a_column_that_no_table_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="colour"):
        write_tables({"documents": [{"colour": "red"}]}, tmp_path / "part")


def test_a_folder_that_could_not_be_written_leaves_nothing(tmp_path: Path) -> None:
    class Refused(pl.DataFrame):
        def write_parquet(self, *_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_frames({"a": pl.DataFrame({"n": [1]}), "b": Refused()}, tmp_path / "staging")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    write_frames({"old": pl.DataFrame({"n": [1]})}, tmp_path / "staging")
    write_frames({"new": pl.DataFrame({"n": [2]})}, tmp_path / "staging")
    assert {name: frame["n"].to_list() for name, frame in read_frames(tmp_path / "staging").items()} == {"new": [2]}


def test_what_a_cut_off_write_left_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / ".staging.tmp").mkdir()
    (tmp_path / ".staging.tmp" / "half.parquet").write_bytes(b"PAR1")
    write_frames({"whole": pl.DataFrame({"n": [1]})}, tmp_path / "staging")
    assert set(read_frames(tmp_path / "staging")) == {"whole"}


def test_parts_are_read_for_the_wanted_documents_only(tmp_path: Path) -> None:
    folders = [part(tmp_path / "one", "a", "b"), part(tmp_path / "two", "c")]
    found = read_parts(folders, {"a", "c"})
    assert found["documents"]["doc_id"].to_list() == ["a", "c"]
    assert found["deal_report_parties"]["party_text"].to_list() == ["a", "c"]


def test_no_parts_at_all_are_empty_tables() -> None:
    assert {name: rows.height for name, rows in read_parts([], set()).items()} == dict.fromkeys(PARTS, 0)
