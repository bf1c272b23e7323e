"""Texts that repeat each other nearly word for word.

MinHash over word triples with banding (Broder 1997; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, ch. 3).
datasketch does the same, but loads scipy's integration for 1.8 s in every run only to choose the bands, and its index
answers by order of insertion.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from numpy import uint32, uint64
    from numpy.typing import NDArray

PERMUTATIONS = 126
BAND = 6  # values a band: 21 bands find all but 1 in 600 pairs of similarity .8, and 2 in 3 of .6
SIMILARITY = 0.8  # share of word triples in common: edited agency copy keeps more, a follow-up story less
SHINGLE = 3  # words
MIN_WORDS = 20  # shorter texts are alike by chance
VALUE_BYTES = 4
AT_ONCE = 4096  # shingles: four megabytes with all permutations
_WORD = re.compile(r"\w+")


def signature(text: str) -> bytes | None:
    """The MinHash signature of `text` (504 bytes), whatever its spacing, case and punctuation; None under 20 words.

    It depends on the text alone and may be kept with the document.
    """
    words = _WORD.findall(text.casefold())
    if len(words) < MIN_WORDS:
        return None
    import numpy as np

    shingles = {" ".join(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}
    digests = b"".join(hashlib.blake2b(shingle.encode(), digest_size=8).digest() for shingle in shingles)
    hashes = np.frombuffer(digests, dtype="<u8")
    factors, terms = _permutations()
    # Multiply-shift (Dietzfelbinger et al. 1997): products wrap at 64 bits, the upper half is the hash.
    smallest = [
        (factors * hashes[start : start + AT_ONCE] + terms).min(axis=1) for start in range(0, len(hashes), AT_ONCE)
    ]
    return np.array(np.min(smallest, axis=0) >> np.uint64(32), dtype="<u4").tobytes()


class Signed(NamedTuple):
    """A text by its signature; `article` is shared by the versions of one article, which are no duplicates."""

    doc_id: str
    published: str | None  # ISO or EDTF, which sort alike
    signature: bytes | None
    article: str | None = None


def repeated(texts: Iterable[Signed]) -> dict[str, str]:
    """`{doc_id: duplicate_of}`.

    Texts are taken by date, undated ones last, then by id, so that the order of the rows does not matter. Each
    that is at least `SIMILARITY` alike to an earlier original is a duplicate of the most alike one; it is no original
    itself, so that no chain leads from one story to another.
    """
    import numpy as np

    ordered = sorted(texts, key=lambda text: (text.published is None, text.published or "", text.doc_id))
    signed = [text for text in ordered if text.signature is not None]
    if not signed:
        return {}
    signatures = b"".join(text.signature or b"" for text in signed)
    matrix = np.frombuffer(signatures, dtype="<u4").reshape(-1, PERMUTATIONS)
    found: dict[int, int] = {}
    originals: dict[tuple[int, int], list[int]] = {}
    for row, groups in _shared_bands(matrix):
        alike = sorted({other for group in groups for other in originals.get(group, ())})
        original = _most_alike(matrix, row, [other for other in alike if not _one_article(signed[row], signed[other])])
        if original is not None:
            found[row] = original
            continue
        for group in groups:
            originals.setdefault(group, []).append(row)
    return {signed[row].doc_id: signed[original].doc_id for row, original in found.items()}


def _one_article(one: Signed, other: Signed) -> bool:
    return one.article is not None and one.article == other.article


def similarity(one: bytes, other: bytes) -> float:
    """The estimated share of word triples that two texts have in common (standard error at most .045)."""
    import numpy as np

    return float((np.frombuffer(one, dtype="<u4") == np.frombuffer(other, dtype="<u4")).mean())


def _shared_bands(matrix: NDArray[uint32]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Rows that share a band with another row, in order, with the `(band, group)` pairs they share."""
    import numpy as np

    shared: dict[int, list[tuple[int, int]]] = {}
    for start in range(0, PERMUTATIONS, BAND):
        band = np.ascontiguousarray(matrix[:, start : start + BAND]).view(f"V{VALUE_BYTES * BAND}").ravel()
        _, groups, sizes = np.unique(band, return_inverse=True, return_counts=True)
        for row in np.flatnonzero(sizes[groups] > 1):
            shared.setdefault(int(row), []).append((start, int(groups[row])))
    yield from sorted(shared.items())


def _most_alike(matrix: NDArray[uint32], row: int, candidates: Sequence[int]) -> int | None:
    if not candidates:
        return None
    scores = (matrix[list(candidates)] == matrix[row]).mean(axis=1)
    best = int(scores.argmax())
    return candidates[best] if scores[best] >= SIMILARITY else None


@cache
def _permutations() -> tuple[NDArray[uint64], NDArray[uint64]]:
    import numpy as np

    # From a hash of their number, not a generator, whose stream a library may change.
    drawn = [
        int.from_bytes(hashlib.blake2b(f"{kind}{n}".encode(), digest_size=8).digest(), "little")
        for kind in "ab"
        for n in range(PERMUTATIONS)
    ]
    factors = np.array([value | 1 for value in drawn[:PERMUTATIONS]], dtype=np.uint64)
    return factors.reshape(-1, 1), np.array(drawn[PERMUTATIONS:], dtype=np.uint64).reshape(-1, 1)
