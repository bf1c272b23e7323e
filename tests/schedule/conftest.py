"""Schedules are kept when named only (`make test-schedule`): a server, a worker and its runs take minutes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
import yaml

from flows.operate import journal
from flows.operate.journal import Attempt
from tests.conftest import PROJECT, Entente
from tests.flow.conftest import FERRIES, FISHERIES, Api

DEADLINE = 150.0  # seconds for any one thing to happen on a busy machine; it takes 30 at most on an idle one
Found = TypeVar("Found")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    named = (Path(argument.split("::")[0]).parts for argument in config.args)
    return None if any("schedule" in parts for parts in named) else True


def await_(look: Callable[[], Found | None], what: str, process: subprocess.Popen[bytes] | None = None) -> Found:
    """What `look` finds in the end, while the process that is to bring it about lives."""
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end and (process is None or process.poll() is None):
        found = look()
        if found:
            return found
        time.sleep(0.2)
    pytest.fail(f"{what}: not within {DEADLINE:.0f} s")


def first(warehouse: Path, **wanted: Any) -> Attempt | None:
    """The first scheduled run of the journal that is as wanted."""
    for attempt in journal.read(warehouse):
        if all(getattr(attempt, name) == value for name, value in wanted.items()):
            return attempt
    return None


@contextmanager
def living(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process while the block runs; told to end then, and its whole group made to if it does not."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=PROJECT, env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@dataclass(frozen=True)
class Site:
    """A warehouse with an inbox, and a folder for what is said about its runs."""

    root: Path

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def inbox(self) -> Path:
        return self.warehouse / "inbox"

    @property
    def sound(self) -> Path:
        """The warehouse as it was before an article was lost."""
        return self.root / "sound"

    @property
    def mail(self) -> Path:
        return self.root / "mail"

    def environment(self, entente: Entente) -> dict[str, str]:
        told = {
            "ENTENTE_ALERT_MAIL": str(self.mail),
            "PREFECT_HOME": str(self.root / "home"),
            "PYTHONPATH": str(PROJECT),
        }
        quick = {"PREFECT_WORKER_QUERY_SECONDS": "1", "PREFECT_LOGGING_LEVEL": "WARNING", "NO_COLOR": "1"}
        return entente.environment() | told | quick


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A warehouse whose inbox holds two articles and that nothing has run on yet."""
    site = Site(tmp_path_factory.mktemp("site"))
    site.inbox.mkdir(parents=True)
    (site.inbox / "ferries.txt").write_text(FERRIES, "utf-8")
    (site.inbox / "fisheries.txt").write_text(FISHERIES, "utf-8")
    return site


@pytest.fixture(scope="session")
def api(prefect_server: str) -> Api:
    return Api(prefect_server)


@pytest.fixture(scope="session")
def entente(prefect_server: str) -> Entente:
    return Entente(prefect_server)


def prefect(environment: dict[str, str], *words: str) -> None:
    """Prefect's own command, as a person types it."""
    command = [sys.executable, "-m", "prefect", "--no-prompt", *words]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def deployments_for(site: Site, interval: float) -> Path:
    """The project's prefect.yaml with this site's folders and a publishing schedule that does not keep one waiting."""
    content = yaml.safe_load((PROJECT / "prefect.yaml").read_text("utf-8"))
    for deployment in content["deployments"]:
        deployment["parameters"]["warehouse"] = str(site.warehouse)
        if "inbox" in deployment["parameters"]:
            deployment["parameters"]["inbox"] = str(site.inbox)
        if deployment["name"] == "publish":
            deployment["schedules"] = [{"interval": interval}]
    path = site.root / "prefect.yaml"
    path.write_text(yaml.safe_dump(content), "utf-8")
    return path
