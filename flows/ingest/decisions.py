"""What people decided about documents, kept beside the ledger so that it outlives it: a line of JSON a decision."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

from flows.ingest.raw import write_lasting

Line: TypeAlias = Mapping[str, Any]
RETRACTED, REINSTATED, ERASED = "retracted", "reinstated", "erased"
SALT_BYTES = 16  # unguessable, so that a tombstone tells nobody which document lies under it


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions of one warehouse: why documents are retracted, and tombstones of erased ones."""

    retracted: Mapping[str, str]
    tombstones: tuple[tuple[str, str], ...]  # salt and mark

    def is_erased(self, doc_id: str) -> bool:
        """Whether the document was erased, so that it may not come back."""
        return any(_mark(salt, doc_id) == mark for salt, mark in self.tombstones)


def read(path: Path) -> Decisions:
    """The decisions in force; the last one on a document counts."""
    retracted: dict[str, str] = {}
    tombstones = []
    for line in _lines(path):
        if line["what"] == ERASED:
            tombstones.append((line["salt"], line["mark"]))
        elif line["what"] == RETRACTED:
            retracted[line["doc_id"]] = line["reason"]
        else:
            retracted.pop(line["doc_id"], None)
    return Decisions(retracted, tuple(tombstones))


def retract(path: Path, doc_id: str, reason: str) -> None:
    """Write down that a document no longer counts."""
    _write(path, [*_lines(path), _now() | {"what": RETRACTED, "doc_id": doc_id, "reason": reason}])


def reinstate(path: Path, doc_id: str) -> None:
    """Write down that a retracted document counts again."""
    _write(path, [*_lines(path), _now() | {"what": REINSTATED, "doc_id": doc_id}])


def entomb(path: Path, doc_id: str) -> str:
    """The mark of a new tombstone, or of the one there is; other lines about the document go."""
    lines = [line for line in _lines(path) if line.get("doc_id") != doc_id]
    for line in lines:
        if line["what"] == ERASED and _mark(line["salt"], doc_id) == line["mark"]:
            return str(line["mark"])
    salt = secrets.token_hex(SALT_BYTES)
    mark = _mark(salt, doc_id)
    _write(path, [*lines, _now() | {"what": ERASED, "salt": salt, "mark": mark}])
    return mark


def _mark(salt: str, doc_id: str) -> str:
    return hashlib.sha256(f"{salt}\0{doc_id}".encode()).hexdigest()


def _lines(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def _write(path: Path, lines: Iterable[Line]) -> None:
    write_lasting(path, "".join(f"{json.dumps(line, sort_keys=True)}\n" for line in lines).encode())


def _now() -> dict[str, Any]:
    return {"at": datetime.now(UTC).isoformat(timespec="seconds")}
