"""No document can stop a run: the one that breaks its worker is named, its neighbours are read."""

from __future__ import annotations

import time
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


def test_batches_are_read_while_others_are_made_ready(tmp_path: Path) -> None:
    """By a worker that takes one after the other; each once, and told together with the rest."""
    batches: list[Batch] = []
    told: list[int] = []
    end = time.monotonic() + 30
    with Pool(1, LIMITS, READER) as pool:
        while sum(one.target.exists() for one in batches) < 2 and time.monotonic() < end:
            batches.append(batch(tmp_path / f"{len(batches)}", f"{len(batches)}"))
            pool.begin(batches[-1])
            time.sleep(0.1)
        outcome = pool.read([*batches, batch(tmp_path / "last", "last")], told.append)
    assert time.monotonic() < end
    assert [done.target.parent.name for done in outcome.done] == [*map(str, range(len(batches))), "last"]
    assert sum(told) == outcome.n_documents == len(batches) + 1


def test_a_document_that_breaks_a_worker_before_all_is_ready_is_named_too(tmp_path: Path) -> None:
    batches = [batch(tmp_path / name, name, f"beside {name}") for name in ("crash", "raise")]
    with Pool(2, LIMITS, READER) as pool:
        for one in batches:
            pool.begin(one)
        outcome = pool.read(batches)
    assert sorted(poison.doc_id for poison in outcome.poison) == ["doc crash", "doc raise"]
    assert sorted(name for done in outcome.done for name in read_ids(done)) == ["doc beside crash", "doc beside raise"]


def test_what_is_dropped_is_not_read_on(tmp_path: Path) -> None:
    """Its worker ends, and the next batches are read as if there had been none."""
    dropped, other = batch(tmp_path / "dropped", "hang"), batch(tmp_path / "other", "other")
    with Pool(1, LIMITS, READER) as pool:
        pool.begin(dropped)
        (worker,) = pool.workers
        pool.drop()
        assert not worker.process.is_alive()
        assert pool.read([other]).done == [other]


def test_workers_are_started_ahead_of_their_batches_and_no_more_than_may_be() -> None:
    with Pool(2, LIMITS, READER) as pool:
        assert len(pool.workers) == 1
        pool.staff(1)
        assert len(pool.workers) == 1
        pool.staff(5)
        assert len(pool.workers) == 2
