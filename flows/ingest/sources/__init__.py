"""Readers of each kind of input: bytes to articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from flows.ingest.article import Article
from flows.ingest.decode import decode
from flows.ingest.reasons import Rejected
from flows.ingest.sources.html import read_html
from flows.ingest.sources.rows import BadRow, read_csv, read_jsonl, read_parquet
from flows.ingest.sources.text import read_text
from flows.settings import Settings

__all__ = ["BadRow", "FEED_SUFFIXES", "open_source"]

Feed: TypeAlias = Callable[[str, Path, Settings], Iterator[Article | BadRow]]

TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".markdown"})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_FEEDS: dict[str, Feed] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": lambda name, path, settings: read_csv(name, path, settings, delimiter="\t"),
    ".parquet": read_parquet,
}
FEED_SUFFIXES = frozenset(_FEEDS)


def open_source(file_name: str, path: Path, settings: Settings) -> Iterator[Article | BadRow]:
    """The articles of the bytes at `path`, delivered as `file_name`, whose suffix says how they are read.

    Raises:
        Rejected: the file as a whole cannot be read.
    """
    suffix = PurePosixPath(file_name).suffix.lower()
    if suffix in _FEEDS:
        yield from _FEEDS[suffix](file_name, path, settings)
        return
    content = path.read_bytes()
    if suffix in TEXT_SUFFIXES:
        yield read_text(file_name, content)
    elif suffix in HTML_SUFFIXES:
        yield read_html(file_name, content)
    else:
        decode(content, suffix=suffix)  # says more exactly what is wrong with archives and binary formats
        raise Rejected("E_UNSUPPORTED", f"No reader for {suffix} files.")
