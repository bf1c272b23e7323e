"""A cluster that cannot be used says why before any work; documents and workers that fail cost no other document."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from distributed import Future

from flows import cluster as reading
from flows.cluster import Readers, n_slots
from flows.contract.frames import read_rows
from flows.errors import ConfigurationError, PipelineError
from flows.extract.workers import Outcome
from flows.settings import Settings
from flows.station import Terms
from tests.conftest import PROJECT
from tests.dask import deadly
from tests.dask.conftest import Cluster, cluster_of
from tests.unit.pipeline.test_workers import batch

ODD = "tests.unit.pipeline.odd_reader"


@dataclass
class Handed:
    """A batch handed to Dask without Prefect, whose tasks would need a flow."""

    wrapped_future: Future[Any]

    def result(self) -> Any:
        return self.wrapped_future.result()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One worker, started anew when it dies; a batch that it dies of is not tried again."""
    folder = tmp_path_factory.mktemp("cluster")
    with cluster_of(folder, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as cluster:
        cluster.work("one")
        yield cluster


def settings(cluster: Cluster, folder: Path) -> Settings:
    return Settings(folder / "warehouse", folder / "inbox", seconds_per_document=1.0, dask=cluster.address)


@contextmanager
def readers(cluster: Cluster, settings: Settings) -> Iterator[Readers]:
    with cluster.client() as client:

        def submit(source: str, target: str, terms: Terms) -> Any:
            odd = Terms(terms.code, terms.seconds, terms.seconds_per_10k_chars, terms.memory_mb, ODD)
            return Handed(client.submit(deadly.read, source, target, odd, pure=False))

        yield Readers(settings, submit)


def read(cluster: Cluster, folder: Path, *batches: tuple[str, ...]) -> Outcome:
    laid_out = []
    for n, texts in enumerate(batches):
        (folder / f"{n}").mkdir()
        laid_out.append(batch(folder / f"{n}", *texts))
    with readers(cluster, settings(cluster, folder)) as at_hand:
        return at_hand.read(laid_out)


def ids(outcome: Outcome) -> list[str]:
    parts = [read_rows(done.target / "documents.parquet", columns=["doc_id"]) for done in outcome.done]
    return sorted(row["doc_id"] for part in parts for row in part)


def test_a_document_that_ends_its_reader_is_refused_as_on_one_machine(cluster: Cluster, tmp_path: Path) -> None:
    outcome = read(cluster, tmp_path, ("before", "crash", "after"), ("hang", "beside"))
    assert {(poison.doc_id, poison.code) for poison in outcome.poison} == {
        ("doc crash", "E_CRASH"),
        ("doc hang", "E_TIMEOUT"),
    }
    assert ids(outcome) == ["doc after", "doc before", "doc beside"]


def test_a_document_that_ends_workers_is_found_and_refused(cluster: Cluster, tmp_path: Path) -> None:
    outcome = read(cluster, tmp_path, ("before", "kill the worker", "after"), ("beside",))
    assert [(poison.doc_id, poison.code) for poison in outcome.poison] == [("doc kill the worker", "E_CRASH")]
    assert outcome.poison[0].reason == "ended every worker of the Dask cluster that read it"
    assert ids(outcome) == ["doc after", "doc before", "doc beside"]


def test_a_batch_that_failed_is_tried_again(cluster: Cluster, tmp_path: Path) -> None:
    assert ids(read(cluster, tmp_path, ("fail once", "one"))) == ["doc fail once", "doc one"]


def test_a_batch_that_keeps_failing_ends_the_run_with_its_reason(cluster: Cluster, tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="could not be read on the Dask cluster: OSError: the disk is gone"):
        read(cluster, tmp_path, ("always fail",))


def test_the_slots_of_a_sound_cluster_are_counted(cluster: Cluster, tmp_path: Path) -> None:
    assert n_slots(settings(cluster, tmp_path)) == 1
    assert list((tmp_path / "warehouse" / "cache").iterdir()) == []


def test_a_worker_with_other_code_is_named(cluster: Cluster, tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "flows", tmp_path / "other" / "flows", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "other" / "flows" / "station.py").open("a") as module:
        module.write("# another version\n")
    other = cluster.work("other", path=tmp_path / "other")
    with pytest.raises(ConfigurationError, match="would read by other rules: code .* Install the same version there"):
        n_slots(settings(cluster, tmp_path))
    other.terminate()
    other.wait()


def test_a_scheduler_without_workers_is_told_what_to_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "REACH_SECONDS", 2.0)
    with cluster_of(tmp_path / "empty") as empty, pytest.raises(ConfigurationError, match="has no worker.*dask worker"):
        n_slots(settings(empty, tmp_path))


def test_what_is_no_scheduler_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "REACH_SECONDS", 2.0)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(ConfigurationError, match="No Dask scheduler answers at"):
            n_slots(Settings(tmp_path, tmp_path, dask=address))


def test_a_cluster_whose_workers_are_gone_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LOOK_SECONDS", 0.2)
    monkeypatch.setattr(reading, "PATIENCE", 1.0)
    with cluster_of(tmp_path / "empty") as empty, pytest.raises(PipelineError, match="has had no worker for 1 seconds"):
        read(empty, tmp_path, ("one",))


def test_a_cluster_whose_scheduler_is_gone_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LOOK_SECONDS", 0.2)
    laid_out = batch(tmp_path, "one")
    with cluster_of(tmp_path / "lost") as lost, readers(lost, settings(lost, tmp_path)) as at_hand:
        submit = at_hand.submit

        def submit_and_lose(source: str, target: str, terms: Terms) -> Any:
            handed = submit(source, target, terms)
            lost.scheduler.kill()
            lost.scheduler.wait()
            return handed

        at_hand.submit = submit_and_lose
        with pytest.raises(PipelineError, match="cannot go on: its scheduler .* nothing was published"):
            at_hand.read([laid_out])
