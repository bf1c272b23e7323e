"""Rows on a terminal: as many columns as fit, or one row below the other where there are few rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, JustifyMethod, RenderableType

CELL = 44  # characters of a cell that are shown side by side with others
GAP = 2  # characters between columns
FEW = 3  # rows that are shown one below the other rather than cut


def print_rows(console: Console, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print rows so that none is broken, and say what is not shown."""
    cells = [[cell(value) for value in row] for row in rows]
    n_shown = n_fitting(names, cells, console.width)
    if n_shown < len(names) and len(rows) <= FEW:
        for row in cells:
            console.print(_upright(names, row))
            console.print()
    else:
        console.print(_side_by_side(names[:n_shown], cells, _numeric(rows, n_shown)))
    console.print(
        f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}{_rest(names, n_shown, len(rows))}", markup=False
    )


def cell(value: Any) -> str:
    """A value on one line: nothing for NULL, sums of money with their thousands apart."""
    return "" if value is None else f"{value:,}" if isinstance(value, Decimal) else " ".join(str(value).split())


def _numeric(rows: Sequence[Sequence[Any]], n_columns: int) -> list[bool]:
    """Whether each of the first columns holds numbers only."""
    columns = ([row[n] for row in rows if row[n] is not None] for n in range(n_columns))
    return [bool(column) and all(type(value) in (int, float, Decimal) for value in column) for column in columns]


def n_fitting(names: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> int:
    """How many columns, at least one, fit side by side into `width` characters."""
    taken = 0
    for n, name in enumerate(names):
        taken += min(CELL, max([len(name), *(len(row[n]) for row in cells)])) + GAP
        if taken - GAP > width:
            return max(1, n)
    return len(names)


def _rest(names: Sequence[str], n_shown: int, n_rows: int) -> str:
    if n_shown == len(names) or n_rows <= FEW:
        return ""
    return f"; {len(names) - n_shown} of {len(names)} columns do not fit: select some, or add --format csv"


def _side_by_side(names: Sequence[str], cells: Sequence[Sequence[str]], numeric: Sequence[bool]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style="dim")
    for name, is_number in zip(names, numeric, strict=True):
        side: JustifyMethod = "right" if is_number else "left"
        table.add_column(Text(name), justify=side, no_wrap=True, overflow="ellipsis", max_width=CELL)
    for row in cells:
        table.add_row(*map(Text, row[: len(names)]))
    return table


def _upright(names: Sequence[str], row: Sequence[str]) -> RenderableType:
    """Name and value of each column, a line each; what is NULL or empty is left out."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for name, value in zip(names, row, strict=True):
        if value:
            table.add_row(Text(name), Text(value))
    return table
