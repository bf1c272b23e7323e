"""`manifest.json`: what a release holds, by hash, and out of what and with what it was made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flows.errors import ReleaseDamaged
from flows.publish.disk import files_below, sha256, write_durably

MANIFEST_NAME = "manifest.json"
MANIFEST_FORMAT = 1
OWN_HASH = "manifest_sha256"


@dataclass(frozen=True, slots=True)
class ReleaseMeta:
    """What the publisher is told about a run. `inputs_sha256` hashes the set of document hashes read.

    `tools` maps a library to its version; `checks` counts check results by outcome.
    """

    run_id: str
    contract_version: str
    inputs_sha256: str
    n_inputs: int
    tools: Mapping[str, str]
    checks: Mapping[str, int]
    code_commit: str | None = None
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def day(self) -> date:
        """The day that stands in the release's name."""
        return self.created_at.date()


def record(stage: Path) -> dict[str, str]:
    """SHA-256 by relative path of every file of a stage, taken before the gate reads them."""
    return {_relative(path, stage): sha256(path) for path in files_below(stage)}


def require_unchanged(stage: Path, recorded: Mapping[str, str]) -> None:
    """Refuse a stage of which a recorded file is gone or differs.

    Raises:
        ReleaseDamaged: names the files.
    """
    require_plain(stage)
    require_same(stage, recorded, record(stage))


def require_same(stage: Path, recorded: Mapping[str, str], found: Mapping[str, str]) -> None:
    """Refuse hashes `found` that lack a recorded file or differ from it.

    Raises:
        ReleaseDamaged: names the files.
    """
    changed = sorted(name for name, digest in recorded.items() if found.get(name) != digest)
    if changed:
        raise ReleaseDamaged(
            f"Staged files changed after they were checked: {', '.join(changed)}.",
            where=str(stage),
            next_step="Nothing was published. Find out what else writes into this folder, then run again.",
        )


def require_plain(stage: Path) -> None:
    """Refuse a stage that holds anything but files and directories: a link could lead out of the release.

    Raises:
        ReleaseDamaged: names the links.
    """
    odd = [_relative(path, stage) for path in files_below(stage) if path.is_symlink() or not path.is_file()]
    if odd:
        raise ReleaseDamaged(f"A release may hold files only, not {', '.join(odd)}.", where=str(stage))


def _relative(path: Path, directory: Path) -> str:
    return path.relative_to(directory).as_posix()


def compose(stage: Path, *, sequence: int, parent: str | None, meta: ReleaseMeta) -> dict[str, Any]:
    """The manifest of a stage as a dictionary, its own hash included."""
    files = {_relative(path, stage): path for path in files_below(stage) if path.name != MANIFEST_NAME}
    content: dict[str, Any] = {
        "format": MANIFEST_FORMAT,
        "result": "published",
        "sequence": sequence,
        "date": meta.day.isoformat(),
        "parent": parent,
        "run_id": meta.run_id,
        "created_at": meta.created_at.isoformat(timespec="seconds"),
        "contract_version": meta.contract_version,
        "code_commit": meta.code_commit,
        "inputs": {"sha256": meta.inputs_sha256, "n_documents": meta.n_inputs},
        "tools": dict(meta.tools),
        "checks": dict(meta.checks),
        "files": {name: {"bytes": path.stat().st_size, "sha256": sha256(path)} for name, path in files.items()},
        "tables": tables(files),
    }
    return content | {OWN_HASH: own_hash(content)}


def own_hash(content: Mapping[str, Any]) -> str:
    """SHA-256 of a manifest's content without its own hash, so that damage to the manifest itself shows."""
    rest = {key: value for key, value in content.items() if key != OWN_HASH}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def tables(files: Mapping[str, Path]) -> dict[str, dict[str, Any]]:
    """Rows and schema hash of each table: `<table>.parquet`, or a folder `<table>/` of Parquet files."""
    import duckdb

    parts: dict[str, list[Path]] = {}
    for name, path in files.items():
        if name.endswith(".parquet"):
            parts.setdefault(name.split("/")[0].removesuffix(".parquet"), []).append(path)
    with duckdb.connect() as con:
        return {table: _table(con, paths) for table, paths in sorted(parts.items())}


def _table(con: Any, paths: list[Path]) -> dict[str, Any]:
    names = [str(path) for path in paths]
    rows = con.execute("select sum(num_rows)::bigint from parquet_file_metadata(?)", [names]).fetchone()[0]
    columns = con.execute(
        "select name, type, converted_type, logical_type from parquet_schema(?)", [names[0]]
    ).fetchall()
    schema = json.dumps(columns, default=str)
    return {"rows": rows, "schema_sha256": hashlib.sha256(schema.encode()).hexdigest()}


def write(stage: Path, content: Mapping[str, Any]) -> None:
    """Write a manifest into a directory, durably."""
    text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False, default=str) + "\n"
    write_durably(stage / MANIFEST_NAME, text.encode())


def read(directory: Path) -> dict[str, Any]:
    """The manifest of a release.

    Raises:
        ReleaseDamaged: it is missing, no JSON, or not what was sealed.
    """
    path = directory / MANIFEST_NAME
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _damaged(path, f"cannot be read ({error})") from error
    if not isinstance(content, dict) or content.get(OWN_HASH) != own_hash(content):
        raise _damaged(path, "is not the manifest that was sealed")
    return content


def _damaged(path: Path, what: str) -> ReleaseDamaged:
    return ReleaseDamaged(
        f"The manifest {what}.", where=str(path), next_step="Point `latest` at an earlier release, or run again."
    )
