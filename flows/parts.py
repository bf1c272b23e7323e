"""Parts of the cache: folders that hold the readings of a batch each, and the ledger's word on which of them count."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

from flows.errors import PipelineError
from flows.ingest.ledger import Ledger
from flows.settings import Settings


def gone(ledger: Ledger, folder: Path) -> set[str]:
    """Names of the parts that the ledger counts on and that `folder` has not."""
    return {part for part in ledger.parts() if not (folder / part).is_dir()}


def remove_unregistered(settings: Settings, run_id: str) -> None:
    """Remove what a run has read, whole or half written, and did not come to register: nobody else ever would.

    Nothing is removed where the ledger cannot be read: then the run has ended for that reason.
    """
    found = [path for start in ("", ".") for path in settings.cache.glob(f"*/{start}{run_id}-*")]
    if not found or not settings.ledger.exists():
        return
    with suppress(PipelineError, sqlite3.Error), Ledger(settings.ledger) as ledger:
        known = ledger.parts()
        for path in found:
            if path.name not in known:
                shutil.rmtree(path, ignore_errors=True)
