"""Tables kept between runs, so that a new article costs its own work and not that of the warehouse."""

from __future__ import annotations

import hashlib
import logging
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from mmap import ACCESS_READ, MADV_DONTNEED, mmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from weakref import WeakSet

import polars as pl

from flows.contract.folders import damage, damage_since, whole_folder
from flows.errors import WarehouseDamaged

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

State: TypeAlias = dict[str, pl.DataFrame]
Columns: TypeAlias = Mapping[str, Any]

ENDING = ".arrow"
FEW = 1000  # rows that are sorted faster than looked over
CUTS = 500  # pieces of a table that are looked through as fast as a whole one
MANY = 8  # times as many rows in order as others, and these are put among them rather than all sorted
MAPPED: WeakSet[mmap] = WeakSet()
LOG = logging.getLogger(__name__)


def read_state(folder: Path) -> State:
    """The tables of a folder; none where there is no such folder, and a damaged one is removed."""
    if folder.is_dir() and (what := damage_since(folder)):
        LOG.warning("What earlier runs resolved is damaged (%s); all articles are resolved anew.", what)
        shutil.rmtree(folder)
    return read_tables(folder)


def read_tables(folder: Path) -> State:
    """The tables of a folder that is known to be whole, or of none."""
    return {path.name.removesuffix(ENDING): read_table(path) for path in sorted(folder.glob(f"*{ENDING}"))}


def read_table(path: Path) -> pl.DataFrame:
    """One kept table, mapped into memory: what a run does not look at is not read."""
    import pyarrow as pa

    with path.open("rb") as file:
        mapped = mmap(file.fileno(), 0, access=ACCESS_READ)
    MAPPED.add(mapped)
    rows = pl.from_arrow(pa.ipc.open_file(pa.py_buffer(mapped)).read_all())
    assert isinstance(rows, pl.DataFrame)
    return rows


def give_back() -> None:
    """Give back the memory of what was looked at in kept tables; looked at again, it comes from the disk's cache."""
    for mapped in MAPPED:
        mapped.madvise(MADV_DONTNEED)


def write_state(state: Mapping[str, pl.DataFrame], folder: Path) -> None:
    """Put the tables into a folder that appears whole or not at all; an older one is replaced.

    Raises:
        WarehouseDamaged: the older one, on which the tables rest, is no longer as it was written; it is removed.
    """
    if folder.is_dir() and (what := damage(folder)):
        shutil.rmtree(folder)
        raise WarehouseDamaged(
            f"What earlier runs resolved was damaged while it was used ({what}).",
            where=str(folder),
            next_step="It was removed. Run again, which resolves all articles anew: entente run",
        )
    with whole_folder(folder) as unfinished:
        for name, rows in state.items():
            whole = rows.rechunk() if rows.n_chunks() > CUTS else rows  # which was put together out of cuts
            whole.write_ipc(unfinished / f"{name}{ENDING}")
            give_back()


def table(state: Mapping[str, pl.DataFrame], name: str, columns: Columns) -> pl.DataFrame:
    """A kept table, empty where nothing was kept."""
    return state[name] if name in state else pl.DataFrame(schema=dict(columns))


def among(column: str, values: Iterable[Any] | pl.Series) -> pl.Expr:
    """Whether the column holds one of the values."""
    wanted = values if isinstance(values, pl.Series) else pl.Series(list(values), dtype=pl.String)
    return pl.col(column).is_in(wanted.implode())


def replaced(
    rows: pl.DataFrame, gone: Collection[Any] | pl.Series, fresh: pl.DataFrame, column: str = "doc_id"
) -> pl.DataFrame:
    """The rows without those of what is gone, and with the fresh ones."""
    kept = _without(rows, gone, column)
    return pl.concat([kept, conformed(fresh, kept.schema)]) if fresh.height else kept


def renewed(
    rows: pl.DataFrame,
    gone: Collection[Any] | pl.Series,
    fresh: pl.DataFrame,
    keys: Sequence[str],
    column: str = "doc_id",
) -> pl.DataFrame:
    """As `replaced`, of rows that stand in the order of the keys, and so they do after."""
    return put_among(_without(rows, gone, column), fresh, keys)


def _without(rows: pl.DataFrame, gone: Collection[Any] | pl.Series, column: str) -> pl.DataFrame:
    leaving = rows.select(among(column, gone)).to_series().arg_true()
    if len(leaving) > _cuts(rows):
        return rows.filter(~among(column, gone))
    starts = [0, *(n + 1 for n in leaving)]
    pieces = [rows.slice(start, end - start) for start, end in zip(starts, [*leaving, rows.height], strict=True)]
    return pl.concat(pieces) if len(leaving) else rows


def put_among(rows: pl.DataFrame, late: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Rows in the order of the keys, and further ones put among them; the first key is never NULL."""
    if not late.height:
        return rows
    late = conformed(late, rows.schema)
    first, told = rows[keys[0]], late[keys[0]].unique()
    if (first.search_sorted(told, side="left") < first.search_sorted(told, side="right")).any():
        alike = rows.select(among(keys[0], told)).to_series()  # rows of one first key are put in order together
        rows, late = rows.filter(~alike), pl.concat([rows.filter(alike), late])
    merged = _merged(rows, late.sort(keys, nulls_last=True), keys[0])
    return merged.with_columns(pl.col(keys[0]).set_sorted())


def conformed(rows: pl.DataFrame, schema: Columns) -> pl.DataFrame:
    """The columns of the schema, in its order and types."""
    told = rows.schema
    if all(told[name] == dtype for name, dtype in schema.items()):
        return rows[list(schema)]  # a cast to the same type may copy
    return rows.select(pl.col(name).cast(dtype) for name, dtype in schema.items())


def in_order(rows: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """The rows sorted by the keys, NULL last; that costs little where nearly all stand in order already."""
    if len(keys) > 1 and rows.height < FEW:
        return rows.sort(keys, nulls_last=True)
    by_first = _by(rows, keys[0])
    return by_first.sort(keys, nulls_last=True) if len(keys) > 1 and _is_unordered(by_first, keys) else by_first


def _by(rows: pl.DataFrame, key: str) -> pl.DataFrame:
    """The rows sorted by one key; few that stand behind all others, which are in order, are put among them."""
    if rows[key].flags["SORTED_ASC"]:
        return rows
    fallen = (rows[key] < rows[key].shift(1)).arg_true()
    if not len(fallen) and not rows[key].null_count():
        return rows.with_columns(pl.col(key).set_sorted())
    head = rows.head(fallen[0]) if len(fallen) else rows.clear()
    if rows[key].null_count() or MANY * (rows.height - head.height) > rows.height:
        return rows.sort(key, nulls_last=True, maintain_order=True)
    merged = _merged(head, rows.tail(-head.height).sort(key, maintain_order=True), key)
    return merged.with_columns(pl.col(key).set_sorted())


def _merged(rows: pl.DataFrame, late: pl.DataFrame, key: str) -> pl.DataFrame:
    """Two tables in order as one; the larger is cut where rows of the other belong, and not copied, for a few."""
    places = rows[key].search_sorted(late[key], side="right")
    if late.height > _cuts(rows):
        return pl.concat([rows, late])[_woven(rows.height, places)]
    pieces, start = [], 0
    for n, place in enumerate(places):
        pieces += [rows.slice(start, place - start), late.slice(n, 1)]
        start = place
    return pl.concat([*pieces, rows.slice(start)])


def _cuts(rows: pl.DataFrame) -> int:
    """Where a table may be cut at less cost than that of copying it."""
    return min(CUTS, rows.height // FEW)


def _woven(height: int, places: pl.Series) -> npt.NDArray[np.int64]:
    """Numbers of so many rows, and of those behind them, each of which belongs before the row at its place."""
    import numpy as np

    return np.insert(np.arange(height), places.cast(pl.Int64).to_numpy(), np.arange(height, height + len(places)))


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


def reach(seeds: pl.Series, *ties: pl.DataFrame) -> pl.Series:
    """All that hangs together with the seeds: what shares a `key` with them, with those, and so on.

    `ties` have the columns `node` and `key`; a seed without a tie is reached by itself.
    """
    known = seeds.unique()
    while True:
        keys = pl.concat([rows.filter(among("node", known))["key"].cast(pl.Int64) for rows in ties]).unique()
        nodes = [rows.filter(among("key", keys))["node"] for rows in ties]
        found = pl.concat([known, *nodes]).unique()
        if len(found) == len(known):
            return found
        known = found


def number(*parts: object) -> int:
    """A 64-bit number that stands for the parts, so that keys of many kinds can be compared fast."""
    joined = "\x1f".join(map(str, parts))
    return int.from_bytes(hashlib.blake2b(joined.encode(), digest_size=8).digest(), "little", signed=True)
