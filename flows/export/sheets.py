"""What people open in a spreadsheet: a workbook with a sheet a subject, or the same as CSV files.

No text of an article can become a formula: in the workbook text is stored as text, in CSV it gets an apostrophe.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from flows.export.cells import harmless

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

SHEETS = {
    "deals": "from v_deals order by deal_id",
    "agreements": "from v_agreements order by agreement_id",
    "reports": "from v_provenance order by fact_id, report_id",
    "timeline": "from v_timeline order by date_earliest, fact_id, step",
    "conflicts": "from v_open_conflicts order by conflict_id",
}
BATCH = 2048
MAX_ROWS = 1_048_575  # of a sheet, its header aside, and
MAX_CHARS = 32_767  # of a cell: support.microsoft.com, "Excel specifications and limits"
FIRST_DAY = date(1900, 3, 1)  # Excel takes 1900 for a leap year, so that earlier days would be one off
WIDTH = 18  # characters; titles and sentences have more
WIDE = {"deal_name", "title", "fact_title", "what", "goods", "evidence_text", "evidence_a", "evidence_b"}


def write_csv(con: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, int]:
    """Write each sheet as `<name>.csv` into a folder; returns the rows of each."""
    written = {}
    for name, query in SHEETS.items():
        names, rows = _ask(con, query)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(names)
            written[name] = _count(writer.writerow([harmless(value) for value in row]) for row in rows)
    return written


def write_xlsx(con: duckdb.DuckDBPyConnection, path: Path) -> dict[str, int]:
    """Write a workbook: headers stay in view and filter, dates are dates, money is money; returns the rows of each.

    A sheet ends at Excel's last row; what is longer belongs into CSV or Parquet.
    """
    from xlsxwriter import Workbook

    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd", **plain}) as book:
        # The same release is the same bytes, whenever it is exported.
        book.set_properties({"title": "Entente", "created": datetime(2000, 1, 1)})
        return {name: _write_sheet(book, name, *_ask(con, query)) for name, query in SHEETS.items()}


def _write_sheet(book: Workbook, name: str, names: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> int:
    sheet, head = book.add_worksheet(name), book.add_format({"bold": True, "bottom": 1})
    money = book.add_format({"num_format": "#,##0.00"})
    sheet.freeze_panes(1, 1)
    for n, column in enumerate(names):
        sheet.set_column(n, n, 60 if column in WIDE else WIDTH)
        sheet.write_string(0, n, column, head)
    n_rows = 0
    for n_rows, row in enumerate(rows, 1):
        if n_rows > MAX_ROWS:
            return MAX_ROWS
        for n, value in enumerate(row):
            _write_cell(sheet, n_rows, n, value, money)
    sheet.autofilter(0, 0, n_rows, len(names) - 1)
    return n_rows


def _write_cell(sheet: Worksheet, row: int, column: int, value: Any, money: Format) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, Decimal):
        sheet.write_number(row, column, float(value), money)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, date) and value >= FIRST_DAY:
        sheet.write_datetime(row, column, value)
    elif value is not None:
        sheet.write_string(row, column, str(value)[:MAX_CHARS])


def _ask(con: duckdb.DuckDBPyConnection, query: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    answer = con.cursor().execute(query)
    return [column[0] for column in answer.description or ()], _stream(answer)


def _stream(answer: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := answer.fetchmany(BATCH):
        yield from batch


def _count(done: Iterator[Any]) -> int:
    return sum(1 for _ in done)
