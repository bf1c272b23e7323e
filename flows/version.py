"""Fingerprints of the code, so that a changed rule is replayed and an unchanged one is not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from flows.settings import resource_folder

PACKAGE = Path(__file__).resolve().parent

READER = tuple(PACKAGE / room for room in ("model", "contract", "ingest", "extract", "lexicon"))
EVERYTHING = (PACKAGE, resource_folder("sql"), resource_folder("expectations"))
SOURCES = {".py", ".yml", ".yaml", ".sql", ".json"}


def fingerprint(folders: Iterable[Path]) -> str:
    """First 16 hex digits of a SHA-256 over the source files below the folders, by path and content."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in SOURCES):
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def reader_version() -> str:
    """Version of everything that decides what a document is read to say; keys the cache of readings.

    Taken once a process: files that are edited while a run is under way are not the code that runs.
    """
    return fingerprint(READER)


@cache
def code_version() -> str:
    """Version of everything that decides what a release holds."""
    return fingerprint(EVERYTHING)


def inputs_version(overrides: Path) -> str:
    """Version of people's judgements: what they wrote into the overrides folder."""
    digest = hashlib.sha256()
    for path in sorted(overrides.glob("*.csv")) if overrides.is_dir() else []:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
