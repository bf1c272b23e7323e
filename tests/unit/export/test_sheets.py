"""Workbook and CSV: types survive, and no text of an article becomes a formula."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from flows.export import sheets
from flows.export.sheets import write_csv, write_xlsx

ROW = """
select '=cmd()' as deal_id, 12.50::decimal(20, 2) as amount, date '2016-12-13' as as_of, true as is_additive,
    3 as n, null as goods, date '1867-03-30' as long_ago
"""


@pytest.fixture
def con(monkeypatch: pytest.MonkeyPatch) -> Iterator[duckdb.DuckDBPyConnection]:
    monkeypatch.setattr(sheets, "SHEETS", {"deals": "from v_deals"})
    with duckdb.connect() as found:
        found.execute(f"create table v_deals as {ROW}")  # noqa: S608
        yield found


def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def cells(path: Path) -> dict[str, str]:
    found = re.findall(r'<c r="([A-Z]+2)"([^>]*)>(.*?)</c>', parts(path)["xl/worksheets/sheet1.xml"])
    return {place: f"{kind.strip()} {re.sub('<[^>]+>', '', value)}" for place, kind, value in found}


def test_text_that_looks_like_a_formula_is_text(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    write_xlsx(con, tmp_path / "book.xlsx")
    sheet = parts(tmp_path / "book.xlsx")["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert cells(tmp_path / "book.xlsx")["A2"] == 't="inlineStr" =cmd()'


def test_money_dates_and_truth_keep_their_types(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert write_xlsx(con, tmp_path / "book.xlsx") == {"deals": 1}
    found = cells(tmp_path / "book.xlsx")
    assert [found[place].split()[-1] for place in ("B2", "C2", "D2", "E2")] == ["12.5", "42717", "1", "3"]
    assert found["D2"] == 't="b" 1'
    assert "F2" not in found
    assert found["G2"] == 't="inlineStr" 1867-03-30'


def test_the_same_rows_are_the_same_bytes(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    for name in "ab":
        write_xlsx(con, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_sheet_ends_where_excel_ends(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MAX_ROWS", 2)
    monkeypatch.setattr(sheets, "MAX_CHARS", 3)
    con.execute("create or replace table v_deals as select 'abcdef' as deal_id from range(9)")
    assert write_xlsx(con, tmp_path / "book.xlsx") == {"deals": 2}
    assert cells(tmp_path / "book.xlsx") == {"A2": 't="inlineStr" abc'}


def test_csv_defuses_text_and_leaves_numbers(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    con.execute("update v_deals set amount = -1")
    assert write_csv(con, tmp_path) == {"deals": 1}
    with (tmp_path / "deals.csv").open(newline="") as stream:
        assert list(csv.reader(stream))[1] == ["'=cmd()", "-1.00", "2016-12-13", "True", "3", "", "1867-03-30"]
