"""The steps between an inbox and a release, free of any orchestrator: each takes a run and does one stage of it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from flows import aside, lineage, operations, parts
from flows.batches import Layout, doc_ids
from flows.errors import PipelineError
from flows.ingest.ledger import Entry, Ledger
from flows.publish import runs
from flows.publish.cleanup import clean_up as remove_old_releases
from flows.publish.disk import remove_unfinished
from flows.publish.manifest import MANIFEST_NAME, record, require_unchanged
from flows.publish.recover import recover
from flows.publish.release import DATABASE_NAME, next_release, publish
from flows.publish.stage import discard, open_stage
from flows.refusal import require_free
from flows.report.page import write_page
from flows.resolving import resolve_readings
from flows.settings import Settings
from flows.version import reader_version

if TYPE_CHECKING:
    from flows.check import Gate, Verdict
    from flows.extract.workers import Batch, Outcome, Poison

ROUNDS = 3  # of setting misread rows aside: what is left in the last one, the gate judges
SCRATCH = ("ingested", "staging", "inserted", "fresh")  # folders of a run that only its own steps read


@dataclass(frozen=True, slots=True)
class Run:
    """A run under way: its settings, its id, and the ids of runs that it found dead."""

    settings: Settings
    run_id: str
    dead: tuple[str, ...] = ()

    @classmethod
    def begin(cls, settings: Settings, **details: str) -> Run:
        """A new run, once the remains of runs that died are settled. Call it with the run lock held.

        `details` stand in the run's record.

        Raises:
            Locked: another program holds the public release's database for writing.
        """
        require_free(settings.latest / DATABASE_NAME)
        for folder, names in ((settings.warehouse, "*"), (settings.cache, "*.json"), (settings.overrides, "*.csv")):
            remove_unfinished(folder, names)
        dead = recover(settings.releases, settings.latest, settings.runs).crashed_runs
        for crashed in dead:
            clean_up(cls(settings, crashed))
        run = cls(settings, f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{os.getpid()}", dead)
        runs.begin(settings.runs, run.run_id, **details)
        return run

    @property
    def folder(self) -> Path:
        """Scratch files of this run."""
        return self.settings.runs / self.run_id

    @property
    def ingested(self) -> Path:
        """What was taken in, batch by batch, for the readers."""
        return self.folder / "ingested"

    @property
    def parts(self) -> Path:
        """Readings by the present reader."""
        return self.settings.cache / reader_version()

    @property
    def inserted(self) -> Path:
        """Rows that were written into the staged release beside those of the one that it is built upon."""
        return self.folder / "inserted" / DATABASE_NAME

    @property
    def fresh(self) -> Path:
        """What the staged release adds to the one that it is built upon; not there where it is built upon none."""
        return self.folder / "fresh" / DATABASE_NAME

    @property
    def stage(self) -> Path:
        """The release under construction."""
        return self.settings.releases / f".stage-{self.run_id}"


@dataclass(frozen=True, slots=True)
class Intake:
    """What arrived: counts for the summary, and the batches that wait to be read."""

    n_new: int
    n_duplicates: int
    n_quarantined: int
    n_waiting: int
    batches: tuple[str, ...]


def accept_articles(run: Run, begin: Callable[[Batch], None] = lambda _: None) -> Intake:
    """Take new files into the raw store and lay out everything that the present reader has not read yet.

    `begin` is given each batch as soon as it is laid out, to be read while more is taken in. What is read of it counts
    once `read_articles` has entered it in the ledger.
    """
    from flows.ingest.news import news
    from flows.ingest.run import accept, documents_from_raw

    layout = Layout(run.ingested, run.settings.workers, lambda source: begin(_batch(run, source.name)))
    with Ledger(run.settings.ledger) as ledger:
        found = news(ledger, run.settings.inbox, run.settings.max_bytes)
        accepted = accept(run.settings, ledger, found, tell=layout.add)
        news(ledger, run.settings.inbox, run.settings.max_bytes)  # all that is delivered now is no news to the next run
        laid_out = layout.doc_ids | {document.doc_id for document in accepted.documents}
        stale = [entry for entry in _unread(ledger, run.parts) if entry.doc_id not in laid_out]
    for document in documents_from_raw(run.settings, stale):
        layout.add([document])
    layout.end()
    n_new = len({document.doc_id for document in accepted.documents})
    return Intake(n_new, accepted.duplicates, len(accepted.quarantined), len(layout.doc_ids), tuple(layout.names))


def _unread(ledger: Ledger, read: Path) -> list[Entry]:
    """Accepted documents that the present reader has not read: new rules, a run that was cut off, or a lost cache."""
    return ledger.unread(reader_version(), parts.gone(ledger, read))


def _batch(run: Run, name: str) -> Batch:
    from flows.extract.workers import Batch

    return Batch(run.ingested / name, run.parts / f"{run.run_id}-{name}")


class Readers(Protocol):
    """Reading processes, here or elsewhere."""

    def read(self, batches: Iterable[Batch], tell: Callable[[int], None]) -> Outcome:
        """Read all batches; `tell` is called with the number of documents each time a batch is done."""


def read_articles(
    run: Run, batches: Sequence[str], readers: Readers, tell: Callable[[int], None] = lambda _: None
) -> Outcome:
    """Read the batches into parts; documents that cannot be read are quarantined, the others go on."""
    outcome = readers.read([_batch(run, name) for name in batches], tell)
    with Ledger(run.settings.ledger) as ledger, ledger.transaction():
        for poison in outcome.poison:
            _refuse(ledger, poison)
        for batch in outcome.done:
            read = doc_ids(batch.target)
            ledger.readmit(read)
            ledger.mark(read, "extracted", part=batch.target.name, extractor_version=reader_version())
    return outcome


def _refuse(ledger: Ledger, poison: Poison) -> None:
    """Quarantine a document until there is a new reader; its bytes stay in the raw store."""
    ledger.mark([poison.doc_id], "quarantined", reason_code=poison.code, extractor_version=reader_version())
    entry = ledger.entry(poison.doc_id)
    if entry is not None:
        ledger.quarantine(entry.file_name, entry.sha256, poison.code, poison.reason)


def resolve_facts(run: Run) -> dict[str, int]:
    """Resolve all readings but those set aside into entities and facts; returns rows by staging table."""
    from flows.contract.final import write_staging

    staging = resolve_readings(run.settings, run.parts, _read_entries(run))
    write_staging(staging, run.folder / "staging")
    return {name: rows.height for name, rows in staging.items()}


def _read_entries(run: Run) -> list[Entry]:
    """Ledger entries of the documents that the present reader has read."""
    with Ledger(run.settings.ledger) as ledger:
        return [e for e in ledger.documents("extracted", "published") if e.extractor_version == reader_version()]


def load_release(run: Run) -> dict[str, int]:
    """Fill the staged release from the staging tables; returns rows by published table."""
    from flows.load import load

    open_stage(run.settings.releases, run.run_id)
    return load(run.folder / "staging", run.stage, lineage.base(run.settings, run.folder), run.inserted)


def set_aside_misread_rows(run: Run) -> int:
    """Number of rows of the staged release that are newly found wrong by themselves; it is built again without them.

    One report that contradicts its own sentence costs that report. Facts are resolved afresh, because it may have
    been the only ground of one.
    """
    from flows.check.rows import offending_rows

    n_found, base = 0, lineage.base(run.settings, run.folder)
    for _ in range(ROUNDS):
        shutil.rmtree(run.fresh.parent, ignore_errors=True)
        run.fresh.parent.mkdir()
        before = base and base / DATABASE_NAME
        found = offending_rows(run.stage / DATABASE_NAME, before=before, inserted=run.inserted, fresh=run.fresh)
        if not found:
            break
        n_found += len(found)
        aside.remember(run.settings, found)
        discard(run.stage)
        resolve_facts(run)
        load_release(run)
    return n_found


def check_release(run: Run, gate: Gate) -> Verdict:
    """The gate's verdict on the staged release, kept in the run's folder whatever it says."""
    recorded = record(run.stage)
    previous = lineage.followed(run.settings, run.folder)
    with Ledger(run.settings.ledger) as ledger:
        gone = operations.departures(ledger)
    verdict = gate.judge(
        run.stage / DATABASE_NAME, previous and previous / DATABASE_NAME, withdrawn=list(gone), fresh=run.fresh
    )
    require_unchanged(run.stage, recorded)
    results = [asdict(result) for result in verdict.results]
    write_json(run.folder / "verdict.json", {"results": results, "recorded": recorded})
    return verdict


def publish_release(run: Run, intake: Intake) -> str:
    """Path of the release that the staged one has become, with the record of this run in it."""
    from flows.load import append, history

    verdict = read_json(run.folder / "verdict.json")
    previous = lineage.followed(run.settings, run.folder)
    own = operations.rows(run.settings, previous, run.run_id, run.folder, run.stage, verdict["results"], intake.n_new)
    with Ledger(run.settings.ledger) as ledger:
        gone = operations.departures(ledger)
        erased = [entry.doc_id for entry in ledger.documents("erased")]
    append(run.stage, own | (history(previous, run.stage, run.run_id, gone, erased) if previous else {}))
    recorded = {
        name: digest
        for name, digest in verdict["recorded"].items()
        if name.removesuffix(".parquet") not in operations.OPERATIONS
    }
    with Ledger(run.settings.ledger) as ledger:
        meta = operations.release_meta(run.settings, run.run_id, ledger.inputs(), verdict["results"])
        write_page(run.stage, next_release(run.settings.releases, meta.day).name, meta.day)
        release = publish(run.stage, recorded, releases=run.settings.releases, latest=run.settings.latest, meta=meta)
        ledger.mark([entry.doc_id for entry in ledger.documents("extracted")], "published")
        operations.is_settled(ledger, meta.inputs_sha256)
    remove_old_releases(run.settings.releases, run.settings.latest, keep=run.settings.keep_releases)
    runs.close(run.folder, "published", release=release.name)
    return str(release)


def clean_up(run: Run) -> None:
    """Remove the run's scratch files, and what it read and did not come to register; its verdict and log stay."""
    for name in SCRATCH:
        shutil.rmtree(run.folder / name, ignore_errors=True)
        shutil.rmtree(run.folder / f".{name}.tmp", ignore_errors=True)
    parts.remove_unregistered(run.settings, run.run_id)


def close(run: Run, result: str) -> None:
    """Close the record of a run that led to no release."""
    runs.close(run.folder, result)


def write_json(path: Path, value: Any) -> None:
    """Write a small record of the run."""
    path.write_text(json.dumps(value, indent=2, default=str) + "\n", encoding="utf-8")


def read_json(path: Path) -> Any:
    """Read a small record of the run."""
    return json.loads(path.read_text(encoding="utf-8"))


def fail(run: Run, error: BaseException) -> None:
    """Close the run's record as failed and take its stage away; an error of ours then says where the record lies."""
    if isinstance(error, PipelineError) and error.where is None:
        error.where = str(run.folder)
    if run.stage.exists():
        discard(run.stage)
    if (run.folder / MANIFEST_NAME).exists():  # it was published; what failed came after
        return
    runs.close(run.folder, "failed", code=getattr(error, "code", type(error).__name__), message=str(error)[:1000])
