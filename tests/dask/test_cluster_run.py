"""A run whose articles are read on a cluster makes the release of one process, whoever dies meanwhile."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.contract import PUBLISHED, Layer
from flows.ingest.ledger import Ledger
from flows.version import reader_version
from tests.conftest import PROJECT, Entente, Made
from tests.dask.conftest import Cluster, await_, cluster_of

CONTENT = sorted(f"{name}.parquet" for name, table in PUBLISHED.items() if table.layer is Layer.PUBLISHED)


@dataclass(frozen=True)
class Ended:
    """A run that has ended."""

    warehouse: Path
    status: int
    said: str


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster_of(tmp_path_factory.mktemp("cluster")) as cluster:
        cluster.work("stays")
        cluster.work("falls", "--no-nanny")
        yield cluster


def begin(entente: Entente, cluster: Cluster, warehouse: Path) -> subprocess.Popen[str]:
    """A run over the bundled articles, under way."""
    command = entente.command("run", "--warehouse", warehouse, "--dask", cluster.address)
    return subprocess.Popen(
        command, cwd=PROJECT, env=entente.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def reads(worker: subprocess.Popen[bytes]) -> bool:
    """Whether a worker without a nanny has begun its first batch: it has started the process that reads."""
    children = Path(f"/proc/{worker.pid}/task").glob("*/children")
    pids = [pid for threads in children for pid in threads.read_text().split()]
    return any(b"flows.station" in Path(f"/proc/{pid}/cmdline").read_bytes() for pid in pids)


@pytest.fixture(scope="module")
def ended(entente: Entente, cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """A run over the bundled articles, in which one of two workers is killed as soon as it has begun a batch."""
    warehouse = tmp_path_factory.mktemp("run") / "warehouse"
    shutil.copytree(PROJECT / "warehouse" / "inbox", warehouse / "inbox")
    run = begin(entente, cluster, warehouse)
    falls = cluster.workers["falls"]
    await_(lambda: reads(falls) or run.poll() is not None, "a batch at the worker")
    os.kill(falls.pid, signal.SIGSTOP)  # it delivers nothing from here on
    with cluster.client() as client:
        at = {name: address for address, name in cluster.names(client).items()}
        assert len(client.processing()[at["falls"]]) == 1
    os.kill(falls.pid, signal.SIGKILL)
    said, _ = run.communicate()
    return Ended(warehouse, run.returncode, said)


def test_the_run_publishes(ended: Ended) -> None:
    assert ended.status == 0, ended.said
    assert "New release 0001-" in ended.said


@pytest.mark.parametrize("name", CONTENT)
def test_every_table_is_that_of_one_machine_to_the_byte(name: str, ended: Ended, bundled: Made) -> None:
    assert (ended.warehouse / "latest" / name).read_bytes() == (bundled.release / name).read_bytes()


def test_the_batch_of_the_killed_worker_went_to_the_other(ended: Ended, cluster: Cluster) -> None:
    with cluster.client() as client:
        assert list(cluster.names(client).values()) == ["stays"]
    log = (cluster.folder / "stays.log").read_text("utf-8")
    assert log.count("- Finished in state Completed()") == 2


def test_every_document_counts_once_and_no_other_part_stays(ended: Ended) -> None:
    with Ledger(ended.warehouse / "ledger.sqlite") as ledger:
        known = ledger.parts()
    assert {path.name for path in (ended.warehouse / "cache" / reader_version()).iterdir()} == known
    assert len(known) == 2
    assert list((ended.warehouse / "cache").glob(".*")) == []
