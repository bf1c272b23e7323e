"""Rows on a terminal."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from rich.console import Console

from flows.commands.table import n_fitting, print_rows

NAMES = [f"column_{n}" for n in range(20)]


def printed(names: list[str], rows: list[tuple[object, ...]], width: int = 80) -> list[str]:
    console = Console(file=io.StringIO(), width=width)
    print_rows(console, names, rows)
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined]


def test_what_fits_is_shown_whole() -> None:
    assert printed(["name", "n"], [("ferries", 12), (None, 3)]) == [
        "name      n",
        "ferries  12",
        "          3",
        "2 rows",
    ]


def test_money_is_written_to_be_compared() -> None:
    lines = printed(["usd", "year", "is_sum"], [(Decimal("4850000000.00"), 2016, True), (Decimal("1.50"), 2015, False)])
    assert lines[:3] == [
        "             usd  year  is_sum",
        "4,850,000,000.00  2016  True  ",
        "            1.50  2015  False ",
    ]


def test_columns_that_do_not_fit_are_counted() -> None:
    lines = printed(NAMES, [tuple(range(20))] * 10)
    assert max(map(len, lines)) <= 80
    assert lines[-1].startswith("10 rows; 12 of 20 columns do not fit")
    assert len(lines) == 12


def test_few_wide_rows_stand_upright_without_what_is_null() -> None:
    lines = printed(NAMES, [(*range(19), None)])
    assert lines[0].split() == ["column_0", "0"]
    assert [line for line in lines if "column_19" in line] == []


def test_a_line_break_in_a_cell_breaks_no_row() -> None:
    assert "two words" in printed(["text"], [("two\nwords",)] * 5)[1]


def test_a_long_cell_is_cut_and_shown_to_be() -> None:
    assert printed(["text", "n"], [("x" * 200, 1)] * 5)[1].split()[0].endswith("…")


@pytest.mark.parametrize(("width", "n"), [(1, 1), (10, 1), (18, 2), (17, 1), (1000, 3)])
def test_at_least_one_column_is_shown(width: int, n: int) -> None:
    assert n_fitting(["abcdefgh"] * 3, [["x"] * 3], width) == n
