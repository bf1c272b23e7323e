"""The two words every table is described with: `Column` and `Table`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

Vocabulary: TypeAlias = type[StrEnum]


class Type(StrEnum):
    """Column types as DuckDB spells them; flat and signed, so that every BI tool reads them."""

    TEXT = "VARCHAR"
    BOOLEAN = "BOOLEAN"
    SMALLINT = "SMALLINT"
    INTEGER = "INTEGER"
    BIGINT = "BIGINT"
    DOUBLE = "DOUBLE"
    DATE = "DATE"
    TIMESTAMP = "TIMESTAMP"
    MONEY = "DECIMAL(20,2)"
    PERCENT = "DECIMAL(6,3)"
    EUR_RATE = "DECIMAL(18,8)"
    # 18 decimals keep amount x rate within a cent up to 10^16 units of a small currency; 28 digits are what .NET reads
    FX_RATE = "DECIMAL(28,18)"


class Layer(StrEnum):
    """Where a table lives: in the release, between the rooms as a Parquet part, or in the release about runs.

    Operations tables may carry run ids and clock times; identity tests leave them out.
    """

    PUBLISHED = "published"
    PART = "part"
    OPERATIONS = "operations"


@dataclass(frozen=True, slots=True)
class Column:
    """One column, defined once.

    `null_meaning` is None where the column is never null. `standard` names an outside code list. `may_be_empty`
    is the reason why even the bundled articles leave the column NULL throughout.
    """

    name: str
    type: Type
    description: str
    unit: str | None = None
    null_meaning: str | None = None
    vocabulary: Vocabulary | None = None
    standard: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    may_be_empty: str | None = None

    @property
    def is_nullable(self) -> bool:
        """Whether the column may hold NULL."""
        return self.null_meaning is not None

    @property
    def values(self) -> tuple[str, ...]:
        """The members of its closed vocabulary, in the order of the enum; empty where it has none."""
        return () if self.vocabulary is None else tuple(member.value for member in self.vocabulary)

    def named(self, name: str, description: str) -> Column:
        """The same kind of value in another role."""
        return replace(self, name=name, description=description)

    def or_null(self, meaning: str, *, may_be_empty: str | None = None) -> Column:
        """The same column where it may be NULL, with what NULL says."""
        return replace(self, null_meaning=meaning, may_be_empty=may_be_empty)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, its columns in order, and what makes a row unique.

    Rows are sorted by `key`. A key may hold nullable columns; two NULLs then count as equal. `references` maps a
    column to the table whose key it holds (NULL refers to nothing). `may_be_empty` is the reason why a sound
    release may have no row here, None where that closes the gate.
    """

    name: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[Column, ...]
    layer: Layer = Layer.PUBLISHED
    references: Mapping[Column, str] = field(default_factory=dict)
    may_be_empty: str | None = None

    @property
    def column_names(self) -> tuple[str, ...]:
        """Column names in published order."""
        return tuple(column.name for column in self.columns)

    @property
    def key_names(self) -> tuple[str, ...]:
        """Names of the key columns, which are also the sort order."""
        return tuple(column.name for column in self.key)

    def column(self, name: str) -> Column:
        """The column of that name.

        Raises:
            KeyError: the table has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}")

    def as_part(self, grain: str, *, without: tuple[Column, ...] = (), plus: tuple[Column, ...] = ()) -> Table:
        """What one document contributes to this table before resolving: fewer columns, then those of its own."""
        columns = tuple(column for column in self.columns if column not in without) + plus
        key = tuple(column for column in self.key if column in columns)
        return Table(self.name, grain, columns, key, layer=Layer.PART, may_be_empty="not every document has one")
