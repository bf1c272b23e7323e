"""No document can stop a run: the one that breaks its worker is named, its neighbours are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.contract.frames import read_rows, write_tables
from flows.extract.workers import Batch, Limits, Outcome, Pool
from flows.model.document import Document, Segment
from flows.model.records import document_row, segment_rows
from flows.model.vocabulary.articles import SegmentAction, Zone

READER = "tests.unit.pipeline.odd_reader"
LIMITS = Limits(seconds=lambda _: 1.0, memory=256 * 2**20)
CODES = {"crash": "E_CRASH", "hang": "E_TIMEOUT", "eat memory": "E_OOM", "raise": "E_CRASH"}


def batch(folder: Path, *texts: str) -> Batch:
    """Documents named by their texts, laid out as ingest does."""
    documents = [
        Document(
            doc_id=f"doc {text}",
            file_name=f"{text}.txt",
            content_sha256="",
            raw_text=text,
            segments=(Segment(0, len(text), Zone.BODY, SegmentAction.KEEP),),
        )
        for text in texts
    ]
    rows = {
        "documents": [document_row(document) for document in documents],
        "document_segments": [row for document in documents for row in segment_rows(document)],
    }
    write_tables(rows, folder / "source")
    return Batch(folder / "source", folder / "target")


def read_ids(done: Batch) -> list[str]:
    return [row["doc_id"] for row in read_rows(done.target / "documents.parquet", columns=["doc_id"])]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Two batches, each with documents that break what reads them."""
    first = batch(tmp_path_factory.mktemp("first"), "before", "crash", "between", "hang", "after")
    second = batch(tmp_path_factory.mktemp("second"), "raise", "eat memory", "beside")
    with Pool(2, LIMITS, READER) as pool:
        return pool.read([first, second])


@pytest.mark.parametrize(("text", "code"), CODES.items())
def test_a_document_that_breaks_its_worker_is_named_with_a_code(text: str, code: str, outcome: Outcome) -> None:
    assert [poison.code for poison in outcome.poison if poison.doc_id == f"doc {text}"] == [code]


def test_its_neighbours_are_read(outcome: Outcome) -> None:
    read = sorted(name for done in outcome.done for name in read_ids(done))
    assert read == ["doc after", "doc before", "doc beside", "doc between"]
    assert outcome.n_documents == 4


def test_what_a_rule_raised_is_told(outcome: Outcome) -> None:
    assert [poison.reason for poison in outcome.poison if poison.doc_id == "doc raise"] == ["KeyError: 'no such rule'"]


def test_batches_done_are_told_as_they_end(tmp_path: Path) -> None:
    batches = [batch(tmp_path / name, name, f"{name} again") for name in ("one", "two")]
    told: list[int] = []
    with Pool(1, LIMITS, READER) as pool:
        pool.read(batches, told.append)
    assert told == [2, 2]


def test_a_reader_that_cannot_start_ends_the_run(tmp_path: Path) -> None:
    with (
        Pool(1, LIMITS, "tests.unit.pipeline.no_such_reader") as pool,
        pytest.raises(RuntimeError, match="cannot start"),
    ):
        pool.read([batch(tmp_path, "anything")])
