"""Deliveries, corrections, retractions, erasures, deaths, damage and rebuilding in any order, against a small model."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from flows import plain, rebuild, steps, withdraw
from flows.equipment import Equipment, _present
from flows.ingest.ledger import Ledger
from flows.publish import pointer
from flows.publish.lock import run_lock
from flows.publish.verify import verify
from flows.settings import Settings
from tests.fault.plainly import HerePool, OpenGate, nothing

N_RUNS, N_STEPS = (100, 40) if os.environ.get("FAULT_LONG") else (3, 10)  # a step takes a second
NAMES = st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt"])
PLACES = ("resolve_facts", "load_release", "check_release", "publish_release")


class Killed(BaseException):
    """Stands for the death of the process."""


class Warehouse(RuleBasedStateMachine):
    """The model: what each file of the inbox says, which words count no more, and what should be public."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.settings = Settings(self.root / "w", self.root / "inbox", workers=1)
        self.settings.inbox.mkdir()
        self.token = _present.set(Equipment(HerePool(nothing), OpenGate()))  # type: ignore[arg-type]
        self.files: dict[str, str] = {}
        self.retracted: set[str] = set()
        self.erased: set[str] = set()
        self.public: set[str] = set()
        self.n = 0

    def teardown(self) -> None:
        _present.reset(self.token)
        shutil.rmtree(self.root)

    def standing(self) -> set[str]:
        return set(self.files.values()) - self.retracted - self.erased

    @initialize()
    def first(self) -> None:
        self.deliver("a.txt")
        self.run()

    @rule(name=NAMES)
    def deliver(self, name: str) -> None:
        self.n += 1
        self.files[name] = f"Norway sold ship number {self.n} to Peru."
        (self.settings.inbox / name).write_text(self.files[name])

    @rule(name=NAMES)
    def deliver_again(self, name: str) -> None:
        """The same bytes under another name; for a name that had other words, a correction."""
        words = next(iter(self.files.values()))
        self.files[name] = words
        (self.settings.inbox / name).write_text(words)

    @rule()
    def run(self) -> None:
        with run_lock(self.settings.warehouse):
            plain.publish_anew(self.settings)
        self.public = self.standing()

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
        except Killed:
            pass
        finally:
            setattr(steps, place, real)
            steps.fail, steps.clean_up = fail, sweep
        if is_done and place == "publish_release":
            self.public = self.standing()

    @precondition(lambda self: self.public)
    @rule()
    def retract(self) -> None:
        words = sorted(self.public)[0]
        withdraw.retract(self.settings, self.document(words), "withdrawn")
        self.retracted.add(words)
        self.public = self.standing()

    @precondition(lambda self: self.public)
    @rule()
    def erase(self) -> None:
        words = sorted(self.public)[-1]
        withdraw.erase(self.settings, self.document(words))
        self.erased.add(words)
        self.public = self.standing()

    @rule(is_ledger_lost=st.booleans())
    def rebuild(self, is_ledger_lost: bool) -> None:
        if is_ledger_lost:
            self.settings.ledger.write_bytes(b"\xff" * 4096)
        rebuild.rebuild(self.settings)
        self.public = self.standing()

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
        with duckdb.connect(str(self.settings.latest.resolve() / "entente.duckdb"), read_only=True) as con:
            found = con.execute("select doc_id from documents where raw_text = ?", [words]).fetchall()
        return str(found[0][0])

    @invariant()
    def the_release_is_whole_and_holds_what_stands(self) -> None:
        release = pointer.current(self.settings.latest)
        if release is None:
            assert self.public == set()
            return
        assert verify(release) == []
        with duckdb.connect(str(release / "entente.duckdb"), read_only=True) as con:
            held = con.execute("select raw_text from documents").fetchall()
        assert sorted(words for (words,) in held) == sorted(self.public)

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


TestWarehouse = Warehouse.TestCase
TestWarehouse.settings = settings(
    max_examples=N_RUNS,
    stateful_step_count=N_STEPS,
    deadline=None,
    derandomize=not os.environ.get("FAULT_LONG"),
    database=None,
    suppress_health_check=list(HealthCheck),
)
