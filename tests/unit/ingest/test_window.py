"""Articles of some days, taken in from an inbox that holds more."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.errors import ConfigurationError
from flows.ingest.inbox import scan
from flows.ingest.ledger import Ledger
from flows.ingest.window import Window, window
from flows.model import edtf
from flows.operate.backfill import take_days
from flows.settings import Settings

MAY = Window(date(2021, 5, 1), date(2021, 5, 31))
TEXT = "Norway will sell {} ferries to Estonia, the transport minister said in Tallinn on Friday."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "archive").mkdir()
    return Settings(tmp_path / "warehouse", tmp_path / "archive")


def deliver(settings: Settings, name: str, content: str | bytes, filed: str = "2020-01-01") -> None:
    path = settings.inbox / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    at = datetime.fromisoformat(filed).replace(tzinfo=UTC).timestamp()
    os.utime(path, (at, at))


def dated(day: str, n: int) -> str:
    return f"---\ntitle: Ferries\npublished: {day}\n---\n{TEXT.format(n)}\n"


def taken(settings: Settings, days: Window) -> list[str]:
    """Names of the articles that a warehouse knows, once some days are taken in."""
    take_days(settings, days)
    with Ledger(settings.ledger) as ledger:
        return sorted(entry.file_name for entry in ledger.documents())


@pytest.mark.parametrize(
    ("published", "is_held"),
    [
        (edtf.day(date(2021, 5, 1)), True),
        (edtf.day(date(2021, 5, 31)), True),
        (edtf.day(date(2021, 6, 1)), False),
        (edtf.month(2021, 4), False),
        (edtf.year(2021), True),
    ],
)
def test_an_article_is_held_where_it_may_have_appeared_in_these_days(published: edtf.EdtfDate, is_held: bool) -> None:
    assert MAY.holds(published, date(2000, 1, 1)) is is_held


def test_one_without_a_date_counts_by_its_file() -> None:
    assert MAY.holds(None, date(2021, 5, 9))
    assert not MAY.holds(None, date(2021, 6, 9))


def test_a_side_may_be_open() -> None:
    assert window("2021-05-01", None) == Window(date(2021, 5, 1), date.max)
    assert window(None, date(2021, 5, 1)) == Window(date.min, date(2021, 5, 1))
    assert window(None, None) is None


@pytest.mark.parametrize(("since", "until"), [("May", None), ("2021-02-30", None), ("2021-05-02", "2021-05-01")])
def test_days_that_cannot_be_are_refused(since: str, until: str | None) -> None:
    with pytest.raises(ConfigurationError) as refused:
        window(since, until)
    assert refused.value.next_step


def test_articles_of_other_days_wait(settings: Settings) -> None:
    deliver(settings, "may.md", dated("2021-05-09", 2))
    deliver(settings, "june.md", dated("2021-06-09", 3))
    deliver(settings, "undated-may.txt", TEXT.format("four"), filed="2021-05-10")
    deliver(settings, "undated.txt", TEXT.format("five"))
    assert taken(settings, MAY) == ["may.md", "undated-may.txt"]
    assert len(list(settings.raw.iterdir())) == 2
    with Ledger(settings.ledger) as ledger:
        assert [found.name for found in ledger.unseen(scan(settings.inbox))] == ["june.md", "undated.txt"]
    assert taken(settings, Window(date(2021, 6, 1), date.max)) == ["june.md", "may.md", "undated-may.txt"]


def test_rows_of_a_feed_are_looked_at_one_by_one(settings: Settings) -> None:
    rows = [{"text": TEXT.format(n), "published": f"2021-0{n}-09"} for n in (5, 6)]
    deliver(settings, "feed.jsonl", "\n".join(json.dumps(row) for row in rows))
    assert taken(settings, MAY) == ["feed.jsonl#1"]
    assert taken(settings, Window(date(2021, 6, 1), date(2021, 6, 30))) == ["feed.jsonl#1", "feed.jsonl#2"]


def test_what_cannot_be_read_is_refused_in_the_days_of_its_file(settings: Settings) -> None:
    deliver(settings, "old.txt", b"ships \xff")
    deliver(settings, "may.txt", b"ferries \xff", filed="2021-05-10")
    take_days(settings, MAY)
    with Ledger(settings.ledger) as ledger:
        assert [name for name, *_ in ledger.rejects()] == ["may.txt"]


def test_the_run_that_follows_looks_at_no_inbox(settings: Settings) -> None:
    deliver(settings, "june.md", dated("2021-06-09", 3))
    assert list(scan(take_days(settings, MAY).inbox)) == []
