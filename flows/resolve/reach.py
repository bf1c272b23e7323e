"""What hangs together, however many steps lie between."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeAlias

import polars as pl

from flows.resolve.table import Table

Ties: TypeAlias = Callable[[pl.Series], pl.Series]


def reach(seeds: pl.Series, *ties: Ties) -> pl.Series:
    """All that hangs together with the seeds: what is tied to them, to those, and so on; a seed reaches itself."""
    known = news = seeds.unique()
    while len(news):
        found = pl.concat([tied(news) for tied in ties]).unique()
        news = found.filter(~found.is_in(known.implode()))
        known = pl.concat([known, news])
    return known


def sharing(keys: Table) -> Ties:
    """Ties between nodes that share a key, by a table with the columns `node` and `key`."""
    return lambda nodes: keys.of("key", keys.of("node", nodes)["key"].unique())["node"]


def number(*parts: object) -> int:
    """A 64-bit number that stands for the parts, so that keys of many kinds can be compared fast."""
    joined = "\x1f".join(map(str, parts))
    return int.from_bytes(hashlib.blake2b(joined.encode(), digest_size=8).digest(), "little", signed=True)
