"""Near-duplicates: articles that several outlets print nearly word for word."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Signature: TypeAlias = tuple[int, ...]
Row: TypeAlias = tuple[str, str | None, str]  # doc_id, published (EDTF or ISO day), text

PERMUTATIONS = 128
BANDS, BAND_ROWS = 32, 4  # finds pairs of similarity .8 with probability > .9999, of .5 with .87
SIMILARITY = 0.8  # share of word triples in common; rewritten agency copy keeps more, follow-ups less
SHINGLE = 3  # words
MIN_WORDS = 20  # shorter texts are alike by chance
_WORD = re.compile(r"\w+")
