"""Articles that repeat or replace others."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from datasketch import MinHash, MinHashLSH

from flows.resolve.clusters import Link, cluster

Row: TypeAlias = Mapping[str, Any]

SHINGLE = 5  # words; shorter runs are common phrases
ALIKE = 0.7  # share of word runs in common from which one text is the other, cut or retitled
PERMUTATIONS = 64
FEWEST_WORDS = 30  # shorter texts are alike by chance
SEED = 1


def near_duplicates(documents: Sequence[Row]) -> dict[str, str]:
    """For each document whose text nearly repeats an earlier one: the earliest such document.

    Earlier is: published earlier, else the smaller id. Versions of one article are no duplicates of each other.
    """
    sketches = {row["doc_id"]: sketch for row in documents if (sketch := _sketch(row["raw_text"])) is not None}
    index = MinHashLSH(threshold=ALIKE, num_perm=PERMUTATIONS)
    for doc_id, sketch in sketches.items():
        index.insert(doc_id, sketch)
    rows = {row["doc_id"]: row for row in documents}
    links = [
        Link(doc_id, other, 1.0, "minhash")
        for doc_id, sketch in sketches.items()
        for other in index.query(sketch)
        if doc_id < other and sketch.jaccard(sketches[other]) >= ALIKE and not _one_article(rows[doc_id], rows[other])
    ]
    return {
        doc_id: first
        for group in cluster(sketches, links)
        for first in [min(group, key=lambda doc_id: _age(rows[doc_id]))]
        for doc_id in group
        if doc_id != first
    }


def _sketch(text: str) -> MinHash | None:
    words = tokens_of(text)
    if len(words) < FEWEST_WORDS:
        return None
    runs = {" ".join(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}
    sketch = MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=_hash)
    sketch.update_batch([run.encode() for run in runs])
    return sketch


def tokens_of(text: str) -> list[str]:
    """The words of a text, without case and punctuation at their ends."""
    return [word for part in text.casefold().split() if (word := part.strip(".,;:!?\"'()[]“”‘’—–-"))]


def _hash(data: bytes) -> int:
    return zlib.crc32(data)


def _age(row: Row) -> tuple[date, str]:
    return row["published_earliest"] or date.max, row["doc_id"]


def _article(row: Row) -> str | None:
    article: str | None = row["source_id"] or row["url"]
    return article


def _one_article(a: Row, b: Row) -> bool:
    return _article(a) is not None and _article(a) == _article(b)


def superseded(documents: Iterable[Row]) -> dict[str, str]:
    """For each version of an article that replaces another: the version before it."""
    versions: dict[str, list[Row]] = {}
    for row in documents:
        if (article := _article(row)) is not None:
            versions.setdefault(article, []).append(row)
    found = {}
    for rows in versions.values():
        ordered = sorted(rows, key=lambda row: (row["version_no"], row["doc_id"]))
        for before, after in zip(ordered, ordered[1:], strict=False):
            if before["version_no"] < after["version_no"]:
                found[after["doc_id"]] = before["doc_id"]
    return found
