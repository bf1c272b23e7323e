"""A worker of a cluster reads a batch as this machine would, and says what keeps it from doing so."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows import station
from flows.contract.frames import read_rows
from flows.errors import PipelineError
from flows.station import Delivery, StationLost, Terms, close_idle, facts, libraries, read_batch
from flows.version import code_version
from tests.unit.pipeline.test_workers import batch

ODD = "tests.unit.pipeline.odd_reader"
TERMS = Terms(code_version(), seconds=1.0, seconds_per_10k_chars=1.0, memory_mb=256, reader=ODD)


@pytest.fixture(scope="module", autouse=True)
def _tidy() -> Iterator[None]:
    yield
    close_idle()


def read(folder: Path, *texts: str, terms: Terms = TERMS) -> Delivery:
    source, target = batch(folder, *texts)
    return read_batch(str(source), str(target), terms)


def ids(done: Delivery) -> list[str]:
    return [row["doc_id"] for row in read_rows(Path(done.target) / "documents.parquet", columns=["doc_id"])]


def processes() -> set[int]:
    """Processes that read for this one: its children that are stations."""
    children = Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split()
    return {int(pid) for pid in children if b"flows.station" in Path(f"/proc/{pid}/cmdline").read_bytes()}


def test_documents_that_break_their_process_are_named_and_their_neighbours_are_read(tmp_path: Path) -> None:
    done = read(tmp_path, "before", "crash", "between", "hang", "after")
    assert {(doc_id, code) for doc_id, code, _ in done.poison} == {("doc crash", "E_CRASH"), ("doc hang", "E_TIMEOUT")}
    assert (sorted(ids(done)), done.n_documents) == (["doc after", "doc before", "doc between"], 3)


def test_a_batch_that_is_read_twice_leaves_a_part_of_each_try(tmp_path: Path) -> None:
    first, second = (read(tmp_path, "one") for _ in range(2))
    assert first.target != second.target
    assert ids(first) == ids(second) == ["doc one"]


def test_the_next_batch_finds_the_process_warm(tmp_path: Path) -> None:
    read(tmp_path, "one")
    before = processes()
    read(tmp_path, "two")
    assert processes() == before


def test_a_process_that_was_killed_is_told_of_and_another_takes_its_place(tmp_path: Path) -> None:
    read(tmp_path, "one")
    (waiting,) = station._idle[TERMS]
    os.kill(waiting._process.pid, signal.SIGSTOP)  # so that it is found alive
    threading.Timer(0.2, os.kill, (waiting._process.pid, signal.SIGKILL)).start()
    with pytest.raises(StationLost, match="ended with -9"):
        read(tmp_path, "two")
    assert ids(read(tmp_path, "three")) == ["doc three"]


def test_other_code_reads_nothing(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="has other code of Entente"):
        read(tmp_path, "one", terms=replace(TERMS, code="0123456789abcdef"))


def test_a_reader_that_cannot_start_is_told_with_the_machine(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=f"{socket.gethostname()} cannot read: RuntimeError: a worker cannot"):
        read(tmp_path, "one", terms=replace(TERMS, reader="tests.unit.pipeline.no_such_reader"))


def test_a_worker_says_what_it_reads_by(tmp_path: Path) -> None:
    probe = tmp_path / "probe"
    probe.write_text("said", "utf-8")
    told = facts(str(probe), "said", "")
    assert (told["code"], told["libraries"]) == (code_version(), libraries())
    assert (told["folder"], told["server"]) == ("", "")
    assert len(list(tmp_path.glob("probe-*"))) == 1


@pytest.mark.parametrize(("place", "said"), [("nowhere/probe", "No such file"), ("probe", "holds something else")])
def test_a_worker_that_does_not_see_the_run_says_so(tmp_path: Path, place: str, said: str) -> None:
    (tmp_path / "probe").write_text("of another run", "utf-8")
    assert said in facts(str(tmp_path / place), "said", "")["folder"]


def test_a_worker_that_does_not_reach_the_server_says_so(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        api = f"http://127.0.0.1:{server.getsockname()[1]}/api"
        assert facts(str(tmp_path), "", api)["server"] == ""
    assert "refused" in facts(str(tmp_path), "", api)["server"]
