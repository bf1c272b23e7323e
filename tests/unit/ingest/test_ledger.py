from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.ingest.inbox import Found, scan
from flows.ingest.ledger import Ledger
from flows.ingest.raw import sha256_of


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.sqlite") as opened:
        yield opened


def found(name: str, size: int = 3, mtime_ns: int = 7) -> Found:
    return Found(name, name, size, mtime_ns)


def test_a_delivered_file_is_seen(ledger: Ledger) -> None:
    ledger.delivered(found("a.txt"), "aa")
    assert ledger.unseen([found("a.txt"), found("b.txt")]) == [found("b.txt")]


@pytest.mark.parametrize("changed", [found("a.txt", size=4), found("a.txt", mtime_ns=8)])
def test_a_file_of_other_size_or_time_is_unseen(ledger: Ledger, changed: Found) -> None:
    ledger.delivered(found("a.txt"), "aa")
    assert ledger.unseen([changed]) == [changed]


def test_a_touched_file_with_the_same_bytes_is_seen(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.txt"
    path.write_bytes(b"text")
    (entry,) = scan(tmp_path / "in")
    ledger.delivered(entry, sha256_of(tmp_path / "in", entry, 100))
    os.utime(path, ns=(5, 5))
    assert ledger.unseen(scan(tmp_path / "in"), tmp_path / "in") == []


def test_trouble_that_may_pass_is_tried_again(ledger: Ledger) -> None:
    ledger.delivered(found("a.txt"), None, "E_PARTIAL")
    assert ledger.unseen([found("a.txt")]) == [found("a.txt")]


def test_a_new_document_is_accepted_once(ledger: Ledger) -> None:
    assert ledger.accept("doc_1", "b.txt", "aa") is None
    known = ledger.accept("doc_1", "c.txt", "aa")
    assert known is not None
    assert (known.state, known.file_name) == ("accepted", "b.txt")


def test_a_document_bears_the_smallest_name_of_its_copies(ledger: Ledger) -> None:
    ledger.accept("doc_1", "b.txt", "aa")
    ledger.accept("doc_1", "a.txt", "aa")
    assert [entry.file_name for entry in ledger.documents()] == ["a.txt"]


def test_documents_are_listed_by_state(ledger: Ledger) -> None:
    for doc_id in ("doc_1", "doc_2"):
        ledger.accept(doc_id, f"{doc_id}.txt", doc_id)
    ledger.mark(["doc_2"], "extracted", part="p1", extractor_version="v1")
    assert [entry.doc_id for entry in ledger.documents("accepted")] == ["doc_1"]
    assert [(entry.part, entry.extractor_version) for entry in ledger.documents("extracted")] == [("p1", "v1")]


def test_the_part_stays_when_only_the_state_changes(ledger: Ledger) -> None:
    ledger.accept("doc_1", "a.txt", "aa")
    ledger.mark(["doc_1"], "extracted", part="p1", extractor_version="v1")
    ledger.mark(["doc_1"], "published")
    assert [entry.part for entry in ledger.documents("published")] == ["p1"]


def test_an_unknown_state_is_refused(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="unknown state"):
        ledger.mark([], "finished")


def test_a_reject_is_forgotten_once_its_file_is_accepted(ledger: Ledger) -> None:
    ledger.quarantine("a.txt", None, "E_EMPTY", "No text.")
    ledger.accept("doc_1", "a.txt", "aa")
    assert ledger.rejects() == []


def test_counts_name_every_state_and_the_rejects(ledger: Ledger) -> None:
    ledger.accept("doc_1", "a.txt", "aa")
    ledger.quarantine("b.txt", None, "E_EMPTY", "No text.")
    assert ledger.counts() == {"accepted": 1, "rejected": 1}


def test_a_failed_transaction_leaves_nothing(ledger: Ledger) -> None:
    def fail() -> None:
        with ledger.transaction():
            ledger.accept("doc_1", "a.txt", "aa")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert ledger.documents() == []


def test_what_was_acknowledged_outlives_a_kill(tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from flows.ingest.ledger import Ledger\n"
        "ledger = Ledger(Path(sys.argv[1])).__enter__(); ledger.accept('doc_1', 'a.txt', 'aa')\n"
        "with ledger.transaction():\n"
        "    ledger.accept('doc_2', 'b.txt', 'bb'); os.kill(os.getpid(), 9)\n"
    )
    path = tmp_path / "ledger.sqlite"
    assert subprocess.run([sys.executable, "-c", script, str(path)], check=False).returncode == -signal.SIGKILL
    with Ledger(path) as ledger:
        assert [entry.doc_id for entry in ledger.documents()] == ["doc_1"]
        ledger.accept("doc_3", "c.txt", "cc")
    assert [file.name for file in tmp_path.iterdir()] == ["ledger.sqlite"]
