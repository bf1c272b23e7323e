"""`entente sql`: one SELECT, answered in three forms, and nothing else."""

from __future__ import annotations

import csv
import io
import json

import pytest

from flows.commands.sql import answer
from flows.errors import ConfigurationError, InputError
from flows.export.cells import harmless
from flows.settings import Settings


@pytest.mark.parametrize(
    "query",
    [
        "explain select 1",
        "explain analyze select 1",
        "select 1; select 2",
        "insert into deals by name select 'x' as deal_id",
        "copy deals to 'deals.csv'",
        "attach 'other.duckdb'",
        "create table mine as select 1",
        "set memory_limit = '1GB'",
        "pragma database_list",
        "",
    ],
)
def test_anything_but_one_select_is_refused(query: str, settings: Settings) -> None:
    with pytest.raises(ConfigurationError, match="Exactly one SELECT"):
        answer(settings, query, "table")


@pytest.mark.parametrize("query", ["from no_such_table", "select * from read_csv('/etc/passwd')"])
def test_what_duckdb_refuses_is_told_with_a_way_on(query: str, settings: Settings) -> None:
    with pytest.raises(ConfigurationError, match="DuckDB says") as refused:
        answer(settings, query, "table")
    assert refused.value.next_step == 'Tables and views: entente sql "show tables"'


@pytest.mark.parametrize(
    "query", ["show tables", "describe deals", "summarize deals", "values (1)", "with a as (select 1) from a"]
)
def test_what_only_reads_is_answered(query: str, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    answer(settings, query, "json")
    assert json.loads(capsys.readouterr().out)


def test_a_broken_query_is_told_as_such(settings: Settings) -> None:
    with pytest.raises(ConfigurationError, match="cannot read the query"):
        answer(settings, "selekt 1 frmo", "table")


def test_without_a_release_it_says_how_to_make_one(settings: Settings) -> None:
    settings.latest.unlink()
    with pytest.raises(InputError, match="no release") as missing:
        answer(settings, "from deals", "table")
    assert "entente run" in (missing.value.next_step or "")


def test_a_csv_holds_nothing_that_a_spreadsheet_would_run(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(settings, "select outlet, -1 as n from documents", "csv")
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [["outlet", "n"], ["'=cmd()", "-1"]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0", "＝"])
def test_every_start_of_a_formula_is_defused(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("value", ["ferries", 12, None, ""])
def test_other_values_stay_as_they_are(value: object) -> None:
    assert harmless(value) == value


def test_a_table_shows_markup_of_a_text_as_it_stands(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    answer(settings, "select deal_name from deals order by deal_id", "table")
    said = capsys.readouterr().out
    assert "[bold]ships[/]" in said
    assert "2 rows" in said


def test_money_keeps_its_digits_in_json(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    answer(settings, "select amount, n_reports from deals limit 1", "json")
    assert json.loads(capsys.readouterr().out) == [{"amount": "30000000.00", "n_reports": 1}]
