"""Rows in the order of their keys, at the cost of those that stand elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

if TYPE_CHECKING:
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]

CUTS = 5000  # places where a table is cut at less cost than that of copying it
FEW = 1000  # rows that are sorted faster than looked over
NONE: Numbers = np.empty(0, dtype=np.int64)


def in_order(rows: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """The rows sorted by the keys, NULL last; that costs little where they stand in order already."""
    first = rows[keys[0]]
    if rows.height < FEW or first.null_count() or not (first.flags["SORTED_ASC"] or first.is_sorted()):
        return rows.sort(keys, nulls_last=True)
    if len(keys) > 1 and _is_unordered(rows, keys):
        return rows.sort(keys, nulls_last=True)
    return rows


def woven(rows: pl.DataFrame, gone: Numbers, late: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Rows in the order of the keys without those gone (their places, in order), and late ones put among them.

    The first key is never NULL. For a few changes, the rows are cut where they are, not copied.
    """
    first = rows[keys[0]]
    alike = spans(first, late[keys[0]].unique())  # rows of one first key are put in order together
    if alike.size:
        late = pl.concat([late, rows[np.setdiff1d(alike, gone)]])
        gone = np.union1d(gone, alike)
    late = late.sort(keys, nulls_last=True)
    places = first.search_sorted(late[keys[0]], side="left").to_numpy().astype(np.int64)
    if len(gone) + late.height > CUTS:
        return pl.concat([without(rows, gone), late])[_put(rows.height - len(gone), places, gone)]
    return pl.concat([*_cut(rows, gone, late, places)])


def without(rows: pl.DataFrame, gone: Numbers) -> pl.DataFrame:
    """The rows but those at some places."""
    if not gone.size:
        return rows
    stays = np.ones(rows.height, dtype=bool)
    stays[gone] = False
    return rows.filter(pl.Series(stays))


def spans(values: pl.Series, wanted: pl.Series) -> Numbers:
    """All places of values in order where one of those wanted stands, which are all different."""
    starts, ends = (values.search_sorted(wanted, side=side).to_numpy() for side in ("left", "right"))
    found = [np.arange(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True) if start < end]
    return np.sort(np.concatenate(found)) if found else NONE


def _put(height: int, places: Numbers, gone: Numbers) -> Numbers:
    """Places of so many rows, and of those behind them, each of which belongs before one that stood at its place."""
    moved = places - np.searchsorted(gone, places)
    return np.insert(np.arange(height), moved, np.arange(height, height + len(places)))


def _cut(rows: pl.DataFrame, gone: Numbers, late: pl.DataFrame, places: Numbers) -> list[pl.DataFrame]:
    """Pieces of the rows, and late ones each before the row at its place."""
    pieces, done = [rows.clear()], 0
    cuts = np.unique(np.concatenate((gone, places))).tolist()
    left, right = (np.searchsorted(places, cuts, side=side).tolist() for side in ("left", "right"))
    leaving = np.isin(cuts, gone).tolist()
    for at, first, last, is_gone in zip(cuts, left, right, leaving, strict=True):
        if done < at:
            pieces.append(rows.slice(done, at - done))
        if first < last:
            pieces.append(late.slice(first, last - first))
        done = at + is_gone
    return [*pieces, rows.slice(done)]


def _is_unordered(rows: pl.DataFrame, keys: Sequence[str]) -> bool:
    """Whether a row stands before one that belongs before it."""
    is_later = pl.lit(value=False)
    for name in reversed(keys[1:]):
        is_later = _is_beyond(name) | (_is_like_next(name) & is_later)
    found = rows.select(_is_like_next(keys[0]) & is_later).to_series().head(-1)
    return bool(found.any())


def _is_beyond(name: str) -> pl.Expr:
    here, following = pl.col(name), pl.col(name).shift(-1)
    return (here > following).fill_null(here.is_null() & following.is_not_null())


def _is_like_next(name: str) -> pl.Expr:
    return pl.col(name).eq_missing(pl.col(name).shift(-1))


def conformed(rows: pl.DataFrame, schema: Any) -> pl.DataFrame:
    """The columns of the schema, in its order and types."""
    told = rows.schema
    if all(told[name] == dtype for name, dtype in schema.items()):
        return rows[list(schema)]  # a cast to the same type may copy
    return rows.select(pl.col(name).cast(dtype) for name, dtype in schema.items())
