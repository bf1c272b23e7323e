"""A folder per run with its record: when it began, and how it ended."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.model.vocabulary.runs import RunResult
from flows.publish.disk import write_durably
from flows.publish.helpers import end_orphans, helpers
from flows.publish.manifest import MANIFEST_NAME

BEGUN_NAME = "begun.json"


def begin(runs: Path, run_id: str, **details: str) -> Path:
    """The new folder of a run, holding when it began, under which process, and which ones that had started by then.

    `details` stand in the record of how it ended too, so that whoever finds the run dead can tell others of it.
    """
    folder = runs / run_id
    folder.mkdir(parents=True)
    begun = {"run_id": run_id, "pid": os.getpid(), "helpers": helpers(), "begun_at": _now()} | details
    _write(folder / BEGUN_NAME, begun)
    return folder


def close(folder: Path, result: str, **details: Any) -> None:
    """Write the run's manifest. `result` is a RunResult; failed runs say `code` and `message` in `details`."""
    begun = _read(folder / BEGUN_NAME)
    _write(folder / MANIFEST_NAME, dict(begun) | {"result": RunResult(result).value, "ended_at": _now()} | details)


def close_stale(runs: Path) -> list[str]:
    """Names of runs that began and never ended, now recorded as failed; what they had started is ended too.

    Call it with the run lock held: then no run is under way.
    """
    folders = sorted(runs.iterdir()) if runs.is_dir() else []
    unended = [folder for folder in folders if not (folder / MANIFEST_NAME).is_file()]
    stale = [folder for folder in unended if (folder / BEGUN_NAME).is_file()]
    for folder in unended:
        if folder not in stale:  # it never came to begin, or is half removed
            shutil.rmtree(folder)
    for folder in stale:
        end_orphans(_read(folder / BEGUN_NAME).get("helpers", ()))
        close(
            folder, RunResult.FAILED, code="E_CRASH", message="Killed, or the machine stopped: it ended without a word."
        )
    return [folder.name for folder in stale]


def remove(folder: Path) -> None:
    """Remove a run's folder; cut off half-way, what is left of it is no run that began and never ended."""
    (folder / BEGUN_NAME).unlink(missing_ok=True)
    shutil.rmtree(folder)


def _write(path: Path, content: Mapping[str, Any]) -> None:
    write_durably(path, (json.dumps(content, indent=2, sort_keys=True, default=str) + "\n").encode())


def _read(path: Path) -> dict[str, Any]:
    content = json.loads(path.read_bytes())
    return content if isinstance(content, dict) else {}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
