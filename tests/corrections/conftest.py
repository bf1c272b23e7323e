"""A newsroom: a warehouse with an inbox, taken to a release by the plain stages, with one warm worker for all tests."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from flows.check import CheckResult, Verdict
from flows.check.request import Request
from flows.equipment import Equipment, _present
from flows.extract.workers import Limits, Pool
from flows.ingest.inbox import scan
from flows.ingest.ledger import Ledger
from flows.ingest.run import accept
from flows.operations import OPERATIONS
from flows.plain import publish_anew
from flows.publish import manifest
from flows.publish.lock import run_lock
from flows.settings import Settings

FERRIES = """\
Norway buys ferries
By Anna Holm
Northern Courier, 3 May 2021

BERGEN - Norway agreed on Monday to buy four ferries from Italy for $80 million, the Norwegian transport ministry said.
"""
FERRIES_AGAIN = """\
Italy sells ferries
Adriatic Post, 4 May 2021

ROME - Italy will sell four ferries to Norway for $85 million under a contract signed on Monday, a minister said.
"""
FISHERIES = """\
Chile and Peru sign fisheries agreement
Pacific Herald, 6 May 2021

LIMA - Chile and Peru signed an agreement on fisheries in Lima on Wednesday, the Peruvian foreign ministry said.
"""
LOCOMOTIVES = """\
Kenya orders locomotives
Rail Gazette, 12 June 2020

NAIROBI - Kenya has ordered twelve locomotives from Spain for $60 million, the railway company said on Thursday.
"""
BUNDLE = {"a.txt": FERRIES, "b.txt": FERRIES_AGAIN, "c.txt": FISHERIES, "d.txt": LOCOMOTIVES}


class NearGate:
    """The gate's checks in this process, where Great Expectations is imported but once."""

    def judge(
        self, database: Path, previous: Path | None = None, *, withdrawn: Any = (), fresh: Path | None = None
    ) -> Verdict:
        request = Request(database.absolute(), previous and previous.resolve(), tuple(withdrawn), fresh=fresh)
        with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
            warnings.simplefilter("ignore")
            from flows.check import engine

            results = engine.judge(request, Path(folder) / "gate.duckdb")["results"]
        return Verdict(tuple(r if isinstance(r, CheckResult) else CheckResult(**r) for r in results))


class OpenGate:
    """Lets everything pass: for tests that are not about the gate."""

    def judge(self, *_: Any, **__: Any) -> Verdict:
        return Verdict(())


class Newsroom:
    """A warehouse and its inbox."""

    def __init__(self, root: Path) -> None:
        self.settings = Settings(root, root / "inbox", workers=1)

    def deliver(self, **files: str) -> None:
        """Write files into the inbox: `a_txt` is a.txt."""
        self.settings.inbox.mkdir(parents=True, exist_ok=True)
        for key, text in files.items():
            (self.settings.inbox / key.replace("_", ".")).write_text(text, "utf-8")

    def take_in(self) -> None:
        """Accept what lies in the inbox, without publishing."""
        with run_lock(self.settings.warehouse), Ledger(self.settings.ledger) as ledger:
            accept(self.settings, ledger, ledger.unseen(scan(self.settings.inbox)))

    def publish(self) -> Path | None:
        with run_lock(self.settings.warehouse):
            return publish_anew(self.settings)

    def content(self) -> dict[str, str]:
        """Hash by name of the public tables that depend on documents alone."""
        files = manifest.read(self.settings.latest)["files"]
        return {
            name: file["sha256"]
            for name, file in files.items()
            if name.endswith(".parquet") and name.removesuffix(".parquet") not in OPERATIONS
        }

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the public release."""
        import duckdb

        with duckdb.connect(str(self.settings.latest.resolve() / "entente.duckdb"), read_only=True) as con:
            rows: list[tuple[Any, ...]] = con.execute(query).fetchall()
        return rows


@pytest.fixture(scope="session")
def at_work() -> Iterator[Any]:
    """Makes the stages use one warm worker, and the gate given."""
    with Pool(1, Limits(seconds=lambda n: 60.0, memory=2**30)) as pool:

        @contextmanager
        def work(gate: Any = None) -> Iterator[None]:
            token = _present.set(Equipment(pool, gate or OpenGate()))
            try:
                yield
            finally:
                _present.reset(token)

        yield work


@pytest.fixture(scope="session")
def make_newsroom() -> type[Newsroom]:
    """A newsroom at a folder."""
    return Newsroom


@pytest.fixture(scope="session")
def bundle(at_work: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the four articles. Only copy it."""
    newsroom = Newsroom(tmp_path_factory.mktemp("bundle") / "w")
    newsroom.deliver(**{name.replace(".", "_"): text for name, text in BUNDLE.items()})
    with at_work(NearGate()):
        newsroom.publish()
    return newsroom.settings.warehouse


@pytest.fixture
def gate(request: pytest.FixtureRequest) -> Any:
    """An open gate, or the near one for tests that say `@pytest.mark.parametrize("gate", ["near"], indirect=True)`."""
    return NearGate() if getattr(request, "param", "open") == "near" else OpenGate()


@pytest.fixture
def newsroom(at_work: Any, gate: Any, tmp_path: Path) -> Iterator[Newsroom]:
    """An empty warehouse."""
    with at_work(gate):
        yield Newsroom(tmp_path / "w")


@pytest.fixture
def published(at_work: Any, gate: Any, bundle: Path, tmp_path: Path) -> Iterator[Newsroom]:
    """A copy of the warehouse of the four articles."""
    with at_work(gate):
        yield Newsroom(shutil.copytree(bundle, tmp_path / "p", symlinks=True))


@pytest.fixture
def without(newsroom: Newsroom) -> Any:
    """The content of a release of the bundle without some of its files."""

    def content(*names: str) -> dict[str, str]:
        kept = {name.replace(".", "_"): text for name, text in BUNDLE.items() if name not in names}
        newsroom.deliver(**kept)
        newsroom.publish()
        return newsroom.content()

    return content
