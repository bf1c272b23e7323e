"""Readers of each kind of input: bytes to articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from flows.ingest.article import Article
from flows.ingest.reasons import Rejected
from flows.ingest.sources.text import read_text
from flows.settings import Settings


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of a feed that cannot be read, and why."""

    file_name: str
    content: bytes = field(repr=False)
    code: str
    reason: str


def open_source(file_name: str, path: Path, settings: Settings) -> Iterator[Article | BadRow]:
    """The articles of the bytes at `path`, delivered as `file_name`, whose suffix says how they are read.

    Raises:
        Rejected: the file as a whole cannot be read.
    """
    suffix = PurePosixPath(file_name).suffix.lower()
    if suffix in ("", ".txt", ".text", ".md", ".markdown"):
        yield read_text(file_name, path.read_bytes())
    else:
        raise Rejected("E_UNSUPPORTED", f"No reader for {suffix} files.")
