"""`entente sql`: where a query comes from, where its answer goes, and what a refusal says."""

from __future__ import annotations

import csv
import io
import json
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.commands import answers
from flows.commands.sql import STDIN, answer, query_of
from flows.errors import ConfigurationError, InputError
from flows.report import release
from flows.settings import Settings


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_parquet_keeps_types(settings: Settings, tmp_path: Path) -> None:
    out = tmp_path / "answer.parquet"
    answer(settings, "select amount, deal_name, n_reports from deals order by deal_id limit 1", None, out)
    assert pq.read_table(out).to_pylist() == [
        {"amount": Decimal("30000000.00"), "deal_name": "ferries from Sudland to Norland", "n_reports": 1}
    ]


def test_dates_stay_dates_in_parquet(settings: Settings, tmp_path: Path) -> None:
    out = tmp_path / "answer.parquet"
    answer(settings, "select date_signed_earliest from agreements", None, out)
    assert pq.read_table(out).to_pylist() == [{"date_signed_earliest": date(2020, 5, 1)}]


def test_the_name_of_the_file_says_the_form(settings: Settings, tmp_path: Path) -> None:
    answer(settings, "select outlet, 2 as n from documents", None, tmp_path / "answer.csv")
    with (tmp_path / "answer.csv").open(newline="") as stream:
        assert list(csv.reader(stream)) == [["outlet", "n"], ["'=cmd()", "2"]]
    answer(settings, "select 2 as n", None, tmp_path / "answer.json")
    assert json.loads((tmp_path / "answer.json").read_text()) == [{"n": 2}]


def test_a_file_whose_name_says_nothing_needs_a_form(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="does not say in which form"):
        answer(settings, "select 1", None, tmp_path / "answer")
    answer(settings, "select 1 as n", "csv", tmp_path / "answer")
    assert (tmp_path / "answer").read_text() == "n\n1\n"


def test_parquet_is_not_for_a_terminal(settings: Settings) -> None:
    with pytest.raises(ConfigurationError, match="not for a terminal"):
        answer(settings, "select 1", "parquet")


def test_the_warehouse_is_no_place_for_an_answer(settings: Settings) -> None:
    with pytest.raises(ConfigurationError, match="written by runs only"):
        answer(settings, "select 1", "csv", settings.latest / "deals.parquet")


def test_a_refused_query_leaves_no_file(settings: Settings, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ConfigurationError, match="DuckDB says"):
        answer(settings, "select 1 / 'x'", None, tmp_path / "answer.csv")
    assert sorted(tmp_path.iterdir()) == before


def test_a_place_that_is_not_there_is_told(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="No such file or directory"):
        answer(settings, "select 1", None, tmp_path / "nowhere" / "answer.csv")


def test_an_empty_answer_is_json_too(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    answer(settings, "select 1 as n where false", "json")
    assert json.loads(capsys.readouterr().out) == []


def test_json_has_no_word_for_infinity(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    answer(settings, "select 'inf'::double as far, 'nan'::double as nowhere", "json")
    assert json.loads(capsys.readouterr().out, parse_constant=pytest.fail) == [{"far": None, "nowhere": None}]


def test_a_long_answer_is_whole_in_csv(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    answer(settings, "select range as n from range(5000)", "csv")
    assert len(capsys.readouterr().out.splitlines()) == 5001


def test_a_long_table_is_cut_and_says_so(
    settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "SHOWN", 3)
    answer(settings, "select range as n from range(1000000000)", "table")
    said = capsys.readouterr().out
    assert "3 rows" in said
    assert "There are more" in said


def test_a_query_without_end_is_broken_off(settings: Settings) -> None:
    begun = time.monotonic()
    with pytest.raises(ConfigurationError, match=r"more than 0\.2 seconds") as refused:
        answer(settings, "select sum(sin(range)) from range(1000000000000)", "table", seconds=0.2)
    assert time.monotonic() - begun < 20
    assert "--seconds" in (refused.value.next_step or "")


def test_a_query_that_needs_too_much_memory_writes_nothing_beside_the_release(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(release.SAFE, "memory_limit", "60MB")
    with pytest.raises(ConfigurationError, match="Out of Memory"):
        answer(settings, "select md5(range::varchar) as m from range(2000000) order by m", "csv")
    assert [path.name for path in settings.latest.iterdir()] == ["entente.duckdb"]


@pytest.mark.parametrize(
    ("query", "meant"),
    [("select deal_nam from deals", "deal_name"), ("from deal", "deals"), ("select flor(1)", "floor")],
)
def test_a_slip_of_the_pen_is_told_with_what_was_meant(query: str, meant: str, settings: Settings) -> None:
    with pytest.raises(ConfigurationError) as refused:
        answer(settings, query, "table")
    assert (refused.value.next_step or "").startswith(f"Did you mean {meant}?")
    assert "LINE" not in refused.value.what


def test_a_query_comes_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("nobody types"))
    (tmp_path / "q.sql").write_text("from deals")
    assert query_of(None, tmp_path / "q.sql") == "from deals"


@pytest.mark.parametrize("file", [None, STDIN])
def test_a_query_comes_through_a_pipe(file: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("from deals"))
    assert query_of(None, file) == "from deals"


def test_at_a_terminal_without_a_query_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    assert query_of(None, None) is None


def test_two_queries_are_one_too_many(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="not both"):
        query_of("from deals", tmp_path / "q.sql")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        query_of(None, tmp_path / "q.sql")
    (tmp_path / "q.sql").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="not UTF-8"):
        query_of(None, tmp_path / "q.sql")
