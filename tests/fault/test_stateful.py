"""Deliveries, corrections, retractions, erasures, deaths, damage and rebuilding in any order, against a small model."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb
import polars as pl
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from flows import load, operations, plain, rebuild, steps, withdraw
from flows.check import suites
from flows.contract.frames import read_parts
from flows.equipment import Equipment, _present
from flows.ingest.ledger import Ledger
from flows.publish import pointer
from flows.publish.lock import run_lock
from flows.publish.stage import open_stage
from flows.publish.verify import verify
from flows.report.page import write as page
from flows.settings import Settings
from tests.fault.plainly import HerePool, OpenGate, nothing

IS_LONG = bool(os.environ.get("FAULT_LONG"))
NAMES = st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt"])
PLACES = ("resolve_facts", "load_release", "check_release", "publish_release")


def said(n: int) -> str:
    return f"Norway sold ship number {n:04d} to Peru."


class Killed(BaseException):
    """Stands for the death of the process."""


def with_documents_alone(run: steps.Run) -> dict[str, int]:
    """Stands for resolving and loading, which take most of a run's time: the release has one table, of the readings."""
    entries = steps._read_entries(run)
    folders = [run.parts / part for part in sorted({str(entry.part) for entry in entries})]
    rows = read_parts(folders, {entry.doc_id for entry in entries})["documents"]
    rows.write_parquet(open_stage(run.settings.releases, run.run_id) / "documents.parquet")
    return {"documents": rows.height}


class Warehouse(RuleBasedStateMachine):
    """The model: what each file of the inbox says, which words were taken in under which name, and what is public.

    Of the stages, those between reading and checking are left out: taking in, readings, publishing, recovery,
    retraction, erasure and rebuilding are as they always are.
    """

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.settings = Settings(self.root / "w", self.root / "inbox", workers=1)
        self.settings.inbox.mkdir()
        self.token = _present.set(Equipment(HerePool(nothing), OpenGate()))  # type: ignore[arg-type]
        self.stood_in = ExitStack()
        self.stand_in()
        self.files: dict[str, str] = {}
        self.seen: dict[str, str] = {}  # what each file said when it was last taken in, or refused
        self.bearers: dict[str, set[str]] = {}  # names of the files that hold words, or held them before refused ones
        self.retracted: set[str] = set()
        self.erased: set[str] = set()
        self.public: set[str] = set()
        self.n = 0

    def stand_in(self) -> None:
        for module, name, instead in (
            (operations, "version", cache(operations.version)),
            (steps, "resolve_facts", lambda _: {}),
            (steps, "load_release", with_documents_alone),
            (steps, "set_aside_misread_rows", lambda _: 0),
            (steps, "write_page", lambda *_: None),
            (operations, "rows", lambda *_: {}),
            (load, "history", lambda *_: {}),
            (load, "append", lambda *_: None),
        ):
            self.stood_in.enter_context(mock.patch.object(module, name, instead))

    def teardown(self) -> None:
        self.stood_in.close()
        _present.reset(self.token)
        shutil.rmtree(self.root)

    def take_in(self) -> None:
        for name, words in sorted(self.files.items()):
            if self.seen.get(name) == words:
                continue
            self.seen[name] = words
            if words in self.erased:  # it is refused, and what the file held before stays
                continue
            for names in self.bearers.values():
                names.discard(name)
            self.bearers.setdefault(words, set()).add(name)

    def standing(self) -> set[str]:
        return {words for words, names in self.bearers.items() if names} - self.retracted - self.erased

    def published(self) -> None:
        self.take_in()
        self.public = self.standing()

    @initialize()
    def first(self) -> None:
        self.deliver("a.txt")
        self.run()

    @rule(name=NAMES)
    def deliver(self, name: str) -> None:
        self.n += 1
        self.files[name] = said(self.n)
        (self.settings.inbox / name).write_text(self.files[name])

    @rule(name=NAMES, which=st.integers(0, 100))
    def deliver_again(self, name: str, which: int) -> None:
        """Words that were delivered before, under any name; for a name that had others, a correction."""
        self.files[name] = said(1 + which % self.n)
        (self.settings.inbox / name).write_text(self.files[name])

    @rule()
    def run(self) -> None:
        with run_lock(self.settings.warehouse):
            plain.publish_anew(self.settings)
        self.published()

    @rule(place=st.sampled_from(PLACES), is_done=st.booleans())
    def run_and_die(self, place: str, is_done: bool) -> None:
        """The process dies right before or after a stage; nothing of its own clean-up is done."""
        real, fail, sweep = getattr(steps, place), steps.fail, steps.clean_up

        def dying(*arguments: Any, **named: Any) -> Any:
            if is_done:
                real(*arguments, **named)
            raise Killed

        setattr(steps, place, dying)
        steps.fail = steps.clean_up = lambda *_: None
        try:
            with run_lock(self.settings.warehouse):
                plain.publish_anew(self.settings)
            is_dead = False  # nothing stood any more, so no release was made
        except Killed:
            is_dead = True
        finally:
            setattr(steps, place, real)
            steps.fail, steps.clean_up = fail, sweep
        self.take_in()
        if not is_dead or (is_done and place == "publish_release"):
            self.public = self.standing()

    @precondition(lambda self: self.public & self.standing())
    @rule()
    def retract(self) -> None:
        words = min(self.public & self.standing())
        withdraw.retract(self.settings, self.document(words), "withdrawn")
        self.retracted.add(words)
        self.published()

    @precondition(lambda self: self.public)
    @rule()
    def erase(self) -> None:
        words = max(self.public)
        withdraw.erase(self.settings, self.document(words))
        self.erased.add(words)
        self.published()

    @rule(is_ledger_lost=st.booleans())
    def rebuild(self, is_ledger_lost: bool) -> None:
        if is_ledger_lost:
            self.settings.ledger.write_bytes(b"\xff" * 4096)
            self.bearers = {words: names for words, names in self.bearers.items() if words in self.public}
            self.seen = {}
        rebuild.rebuild(self.settings)
        self.published()

    @precondition(lambda self: self.public)
    @rule()
    def damage(self) -> None:
        """A published file loses its end; the next run neither builds on it nor minds it."""
        release = self.settings.latest.resolve()
        release.chmod(0o755)
        content = (release / "documents.parquet").read_bytes()
        (release / "documents.parquet").unlink()
        (release / "documents.parquet").write_bytes(content[: len(content) // 2])
        release.chmod(0o555)
        self.run()

    def document(self, words: str) -> str:
        rows = pl.read_parquet(self.settings.latest / "documents.parquet")
        return str(rows.filter(pl.col("raw_text") == words)["doc_id"].item())

    def held(self, release: Path) -> list[str]:
        """Words that a release holds."""
        return sorted(pl.read_parquet(release / "documents.parquet")["raw_text"])

    @invariant()
    def the_release_is_whole_and_holds_what_stands(self) -> None:
        release = pointer.current(self.settings.latest)
        if release is None:
            assert self.public == set()
            return
        assert verify(release) == []
        assert self.held(release) == sorted(self.public)

    @invariant()
    def what_was_erased_is_nowhere(self) -> None:
        forms = [form for words in self.erased for form in (words.encode(), json.dumps(words).encode())]
        files = [path for path in self.settings.warehouse.rglob("*") if path.is_file()] if forms else []
        assert [path for path in files if any(form in path.read_bytes() for form in forms)] == []

    @invariant()
    def nothing_is_lost(self) -> None:
        if self.settings.ledger.exists():
            with Ledger(self.settings.ledger) as ledger:
                assert ledger.problems() == []


class WholeWarehouse(Warehouse):
    """The same with all stages; what they read and parse anew in every run is read once."""

    def stand_in(self) -> None:
        every, template = suites.read_all, page._template
        read_all = cache(lambda folder: tuple(every(folder)))
        self.stood_in.enter_context(mock.patch.object(suites, "read_all", read_all))
        self.stood_in.enter_context(mock.patch.object(page, "_template", cache(template)))

    def held(self, release: Path) -> list[str]:
        with duckdb.connect(str(release / "entente.duckdb"), read_only=True) as con:
            found = con.execute("select raw_text from documents").fetchall()
        return sorted(words for (words,) in found)


def tried(machine: type[Warehouse], n_runs: int, n_steps: int, number: int) -> None:
    run_state_machine_as_test(
        seed(number)(machine),
        settings=settings(
            max_examples=n_runs,
            stateful_step_count=n_steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=tuple(Phase) if IS_LONG else (Phase.generate,),  # to shorten a failing run takes minutes
        ),
    )


def test_in_any_order_nothing_is_lost_and_nothing_comes_back() -> None:
    tried(Warehouse, *((500, 100) if IS_LONG else (100, 40)), number=5)


def test_nor_where_all_stages_are_gone_through() -> None:
    tried(WholeWarehouse, *((100, 40) if IS_LONG else (10, 20)), number=6)
