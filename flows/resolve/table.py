"""Kept tables: a base that lies on disk and stays as it is, and beside it what changed since.

Rows are looked up by value through indexes of the base, and a change notes which rows of the base are gone and which
came late. So an article costs what it changes, however many rows are kept. Where much is looked up or changed, the
rows are looked through instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import polars as pl

from flows.resolve.order import NONE, conformed, in_order, spans, without, woven
from flows.resolve.shapes import keys_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from flows.resolve.order import Numbers

    Hashes: TypeAlias = npt.NDArray[np.uint64]

Columns: TypeAlias = Mapping[str, Any]
Values: TypeAlias = Iterable[Any] | pl.Series

SEARCH = 20  # rows that are looked through in the time of one search
MANY = 10_000  # rows that are sooner compared as they are than by their hashes
SEED = 4


@dataclass(frozen=True, slots=True)
class Index:
    """Where in a table the values of a column stand: their hashes in order, and the place of the row of each."""

    hashes: Hashes
    rows: Numbers

    @classmethod
    def of(cls, values: pl.Series) -> Index:
        """The index of a column."""
        found = hashed(values)
        order = np.argsort(found, kind="stable")
        return cls(found[order], order)

    def places(self, wanted: Hashes, most: int | None = None) -> Numbers:
        """Places of the rows that hold the values of the hashes, in order; of each value at most so many, the last."""
        low, high = (np.searchsorted(self.hashes, wanted, side=side) for side in ("left", "right"))
        if most is not None:
            low = np.maximum(low, high - most)
        found = [self.rows[start:end] for start, end in zip(low.tolist(), high.tolist(), strict=True) if start < end]
        return np.sort(np.concatenate(found)).astype(np.int64) if found else NONE


@dataclass(frozen=True)
class Wanted:
    """Values that are looked up."""

    values: pl.Series

    @cached_property
    def hashes(self) -> Hashes:
        """Their hashes in order, each once."""
        ordered = np.sort(hashed(self.values))
        found: Hashes = ordered[np.append(True, ordered[1:] != ordered[:-1])]
        return found


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that are kept.

    Args:
        late: rows that came since the base was written.
        keys: columns in whose order `rows` stand; none where order plays no part.
        base: rows as they lie on disk, in the order of the keys.
        indexes: the index of each column of the base that has one.
        gone: places of rows of the base that count no more, in order.
    """

    late: pl.DataFrame
    keys: tuple[str, ...] = ()
    base: pl.DataFrame = field(default_factory=pl.DataFrame)
    indexes: Mapping[str, Callable[[], Index]] = field(default_factory=dict)
    gone: Numbers = field(default_factory=lambda: NONE)
    hashes: dict[str, Hashes] = field(default_factory=dict, compare=False)  # of columns of `late`, as they are needed

    @property
    def changes(self) -> int:
        """How many rows differ from the base."""
        return len(self.gone) + self.late.height

    @property
    def rows(self) -> pl.DataFrame:
        """All rows, in the order of the keys."""
        if not self.base.height:
            return in_order(self.late, self.keys) if self.keys else self.late
        if self.keys:
            return woven(self.base, self.gone, self.late, self.keys) if self.changes else self.base
        standing = without(self.base, self.gone)
        return pl.concat([standing, self.late]) if self.late.height else standing

    def of(self, column: str, values: Values, most: int | None = None) -> pl.DataFrame:
        """The rows whose column holds one of the values, in any order; some of each value, where `most` is told."""
        wanted = Wanted(_series(values))
        found = self._found(column, wanted, most)
        late = self._late(column, wanted)
        if not found.size:
            return late
        rows = self.base[found]
        return pl.concat([rows, late]) if late.height else rows

    def between(self, start: str, end: str) -> pl.DataFrame:
        """The rows whose first key stands from the start up to the end, in any order."""
        key = self.keys[0]
        late = self.late.filter((pl.col(key) >= start) & (pl.col(key) < end))
        if not self.base.height:
            return late
        low, high = (self.base[key].search_sorted(value, side="left") for value in (start, end))
        return pl.concat([self.base[np.setdiff1d(np.arange(low, high), self.gone)], late])

    def without(self, column: str, values: Values) -> Table:
        """The table without the rows whose column holds one of the values."""
        wanted = Wanted(_series(values))
        found, n_late = self._found(column, wanted), self._late(column, wanted).height
        if not found.size and not n_late:
            return self
        late = self.late.filter(~among(column, wanted.values).fill_null(value=False)) if n_late else self.late
        gone = np.sort(np.concatenate((self.gone, found)))
        return replace(self, late=late, gone=gone, hashes={} if n_late else self.hashes)

    def put(self, fresh: pl.DataFrame) -> Table:
        """The table with more rows."""
        if not fresh.height:
            return self
        rows = conformed(fresh, self.late.schema)
        return replace(self, late=pl.concat([self.late, rows]) if self.late.height else rows, hashes={})

    def replaced(self, gone: Values, fresh: pl.DataFrame, column: str = "doc_id") -> Table:
        """The table without the rows of what is gone, and with the fresh ones."""
        return self.without(column, gone).put(fresh)

    def renewed(self, gone: Values, fresh: pl.DataFrame, column: str = "doc_id") -> Table:
        """As `replaced`, but rows of the base that are among the fresh ones stay where they are."""
        wanted, rows = Wanted(_series(gone)), conformed(fresh, self.late.schema)
        found = self._found(column, wanted)
        held = self.base[found] if found.size else rows.clear()
        stays = held.with_row_index("place").join(rows, on=held.columns, how="semi", nulls_equal=True)["place"]
        leaving = np.delete(found, stays.to_numpy())
        without = replace(self, gone=np.sort(np.concatenate((self.gone, found)))).without(column, wanted.values)
        news = rows.join(held, on=rows.columns, how="anti", nulls_equal=True) if held.height else rows
        return replace(without, gone=np.sort(np.concatenate((self.gone, leaving)))).put(news)

    def differences(self, other: Table) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The rows that only this one has, and those that only the other one has, which rests on the same base."""
        sides = ((self, other), (other, self))
        if self.base is not other.base or not self.base.height:
            ours, theirs = self.rows, other.rows
        else:
            ours, theirs = (pl.concat([one.late, one.base[np.setdiff1d(two.gone, one.gone)]]) for one, two in sides)
        pairs = ((ours, theirs), (theirs, ours))
        found = [a.join(b, on=a.columns, how="anti", nulls_equal=True) for a, b in pairs]
        return found[0], found[1]

    def _late(self, column: str, wanted: Wanted) -> pl.DataFrame:
        """Late rows that hold the values."""
        if self.late.height > MANY:
            return self.late.filter(among(column, wanted.values))
        if not self.late.height or not len(wanted.values):
            return self.late.clear()
        if column not in self.hashes:
            self.hashes[column] = hashed(self.late[column])
        places = np.flatnonzero(np.isin(self.hashes[column], wanted.hashes))
        return self.late[places] if places.size else self.late.clear()

    def _found(self, column: str, wanted: Wanted, most: int | None = None) -> Numbers:
        """Places in the base of rows that hold the values and count, in order."""
        if not self.base.height or not len(wanted.values):
            return NONE
        is_few = SEARCH * len(wanted.values) < self.base.height
        if is_few and column in self.indexes:
            found = self.indexes[column]().places(wanted.hashes, most)
        elif is_few and column == "".join(self.keys[:1]):
            found = spans(self.base[column], wanted.values.unique())
        else:
            found = self.base.select(among(column, wanted.values)).to_series().arg_true().to_numpy().astype(np.int64)
        return found[~np.isin(found, self.gone)] if self.gone.size and found.size else found


State: TypeAlias = dict[str, Table]


def table(state: Mapping[str, Table], name: str, columns: Columns) -> Table:
    """A kept table, empty where nothing was kept."""
    return state[name] if name in state else Table(pl.DataFrame(schema=dict(columns)), keys_of(name))


def among(column: str, values: Values) -> pl.Expr:
    """Whether the column holds one of the values."""
    return pl.col(column).is_in(_series(values).implode())


def hashed(values: pl.Series) -> Hashes:
    """A number for each value, by which equal ones are known in 64 bits."""
    return values.hash(SEED).to_numpy()


def _series(values: Values) -> pl.Series:
    found = values if isinstance(values, pl.Series) else pl.Series(list(values), dtype=pl.String)
    return found.drop_nulls() if found.null_count() else found
