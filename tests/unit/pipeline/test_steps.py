"""The steps of a run, with made-up workers and a made-up gate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from flows import steps
from flows.batches import doc_ids
from flows.check import Verdict
from flows.errors import GateClosed
from flows.extract.workers import Batch, Outcome, Poison
from flows.ingest.ledger import Ledger
from flows.publish.stage import open_stage
from flows.settings import Settings
from flows.steps import Run


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "warehouse", tmp_path / "inbox")


@pytest.fixture
def run(settings: Settings) -> Run:
    return Run.begin(settings)


class FakePool:
    """Reads nothing and names one document as poison."""

    def read(self, *_: object) -> Outcome:
        return Outcome(poison=[Poison("doc_1", "E_TIMEOUT", "took longer than its time budget")])


class FakeGate:
    """Lets everything pass and remembers what it was asked."""

    def judge(self, database: Path, previous: Path | None = None, *, withdrawn: Any = (), **_: Any) -> Verdict:
        self.asked = (database, previous, list(withdrawn))
        return Verdict(())


def accepted(settings: Settings, *doc_ids: str) -> None:
    settings.warehouse.mkdir(parents=True, exist_ok=True)
    with Ledger(settings.ledger) as ledger:
        for doc_id in doc_ids:
            ledger.accept(doc_id, f"{doc_id}.txt", "0" * 64)


def test_a_document_that_cannot_be_read_is_named_among_what_is_refused(run: Run) -> None:
    accepted(run.settings, "doc_1")
    steps.read_articles(run, [], FakePool())  # type: ignore[arg-type]
    with Ledger(run.settings.ledger) as ledger:
        assert ledger.rejects() == [("doc_1.txt", "E_TIMEOUT", "took longer than its time budget")]
        assert [entry.doc_id for entry in ledger.documents("quarantined")] == ["doc_1"]


def test_it_waits_for_a_new_reader(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    accepted(run.settings, "doc_1")
    steps.read_articles(run, [], FakePool())  # type: ignore[arg-type]
    with Ledger(run.settings.ledger) as ledger:
        assert steps._unread(ledger, run.parts) == []
        monkeypatch.setattr(steps, "reader_version", lambda: "new")
        assert [entry.doc_id for entry in steps._unread(ledger, run.parts)] == ["doc_1"]


def test_the_gate_is_told_which_documents_left_on_purpose(run: Run) -> None:
    accepted(run.settings, "doc_1", "doc_2")
    with Ledger(run.settings.ledger) as ledger:
        ledger.mark(["doc_2"], "superseded")
    open_stage(run.settings.releases, run.run_id)
    gate = FakeGate()
    steps.check_release(run, gate)  # type: ignore[arg-type]
    assert gate.asked == (run.stage / "entente.duckdb", None, ["doc_2"])


def test_a_failed_run_says_so_and_its_error_says_where(run: Run) -> None:
    stage = open_stage(run.settings.releases, run.run_id)
    error = GateClosed("1 check failed.")
    steps.fail(run, error)
    assert not stage.exists()
    assert error.where == str(run.folder)
    recorded = json.loads((run.folder / "manifest.json").read_text("utf-8"))
    assert (recorded["result"], recorded["code"]) == ("failed", "GATE_CLOSED")


def test_a_run_that_died_is_closed_and_swept_by_the_next(settings: Settings) -> None:
    dead = Run.begin(settings)
    (dead.folder / "staging").mkdir()
    Run.begin(settings)
    assert not (dead.folder / "staging").exists()
    assert json.loads((dead.folder / "manifest.json").read_text("utf-8"))["code"] == "E_CRASH"


def write_articles(settings: Settings, n: int) -> None:
    settings.inbox.mkdir(exist_ok=True)
    for number in range(n):
        (settings.inbox / f"{number:03}.txt").write_text(f"Norway sold ship number {number} to Peru.", "utf-8")


def test_articles_are_handed_out_while_others_wait_to_be_taken_in(run: Run) -> None:
    write_articles(run.settings, 300)
    waiting = []

    def begin(batch: Batch) -> None:
        with Ledger(run.settings.ledger) as ledger:
            assert {entry.doc_id for entry in ledger.documents("accepted")} >= set(doc_ids(batch.source))
            waiting.append(300 - len(ledger.documents()))

    intake = steps.accept_articles(run, begin)
    assert waiting[0] > 0 == waiting[-1]
    assert len(waiting) == len(intake.batches)
    assert (intake.n_new, intake.n_waiting) == (300, 300)


def test_what_failed_while_it_was_taken_in_is_taken_in_once(run: Run) -> None:
    write_articles(run.settings, 300)
    n_given = 0

    def fail(_: Batch) -> None:
        nonlocal n_given
        n_given += 1
        if n_given == 2:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        steps.accept_articles(run, fail)
    intake = steps.accept_articles(run, fail)
    laid_out = [doc_id for name in intake.batches for doc_id in doc_ids(run.ingested / name)]
    assert len(laid_out) == len(set(laid_out)) == intake.n_waiting == 300


def test_what_a_dead_run_read_and_did_not_register_goes(run: Run) -> None:
    accepted(run.settings, "doc_1")
    lost = [run.parts / f"{run.run_id}-000001", run.parts / f".{run.run_id}-000002.tmp"]
    kept = [run.parts / f"{run.run_id}-000000", run.parts / "another-000000"]
    scratch = [run.folder / name for name in ("ingested", ".staging.tmp")]
    for folder in (*lost, *kept, *scratch):
        folder.mkdir(parents=True)
    with Ledger(run.settings.ledger) as ledger:
        ledger.mark(["doc_1"], "extracted", part=kept[0].name)
    Run.begin(run.settings)
    assert sorted(run.parts.iterdir()) == sorted(kept)
    assert not any(folder.exists() for folder in scratch)


def test_a_document_is_read_again_if_its_reading_is_gone(run: Run) -> None:
    accepted(run.settings, "doc_1", "doc_2")
    (run.parts / "here").mkdir(parents=True)
    with Ledger(run.settings.ledger) as ledger:
        for doc_id, part in (("doc_1", "here"), ("doc_2", "gone")):
            ledger.mark([doc_id], "extracted", part=part, extractor_version=steps.reader_version())
        assert [entry.doc_id for entry in steps._unread(ledger, run.parts)] == ["doc_2"]
