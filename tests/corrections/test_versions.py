"""Versions of an article: the highest counts whatever the order of arrival; kill notices end it (F27 to F29)."""

from __future__ import annotations

import json
from typing import Any

import pytest

STORY = "Norway agreed on Monday to buy {} ferries from Italy for ${} million, the transport ministry said."
SAME = {"id": "s-1", "published": "2021-05-03"}
ROWS = {n: SAME | {"version": n, "text": STORY.format(n + 2, n * 10)} for n in (1, 2, 3)}
KILLED = SAME | {"version": 4, "status": "canceled", "text": "This story is withdrawn."}
FACTS = ("deals", "deal_parties", "deal_goods", "agreements", "conflicts")


def deliver(newsroom: Any, *rows: dict[str, Any]) -> None:
    """A release once each row has arrived in a feed of its own, named by its version."""
    for row in rows:
        newsroom.deliver(**{f"v{row['version']}_jsonl": json.dumps(row)})
        newsroom.take_in()
    newsroom.publish()


def facts(newsroom: Any) -> dict[str, str]:
    return {table: newsroom.content()[f"{table}.parquet"] for table in FACTS}


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2), (2, 3, 1)], ids=str)
def test_the_highest_version_counts_in_any_order(newsroom: Any, order: tuple[int, ...]) -> None:
    deliver(newsroom, *(ROWS[n] for n in order))
    assert newsroom.ask("select amount from deals") == [(30_000_000,)]
    assert newsroom.ask("select count(*) from documents") == [(3,)]
    assert newsroom.ask("select count(*) from documents where supersedes_doc_id is not null") == [(2,)]


def test_a_correction_gives_the_facts_of_the_new_version_alone(newsroom: Any, tmp_path: Any) -> None:
    deliver(newsroom, ROWS[1], ROWS[2])
    alone = type(newsroom)(tmp_path / "alone")
    deliver(alone, ROWS[2])
    assert facts(newsroom) == facts(alone)
    assert newsroom.ask("select count(*) from deal_reports") == [(2,)]


@pytest.mark.parametrize("is_killed_first", [False, True])
def test_a_killed_story_gives_no_facts_in_any_order(newsroom: Any, is_killed_first: bool) -> None:
    rows = [ROWS[1], ROWS[2]]
    deliver(newsroom, *([KILLED, *rows] if is_killed_first else [*rows, KILLED]))
    assert newsroom.ask("select count(*) from deals") == [(0,)]
    assert newsroom.ask("select count(*) from documents") == [(3,)]


@pytest.mark.parametrize("gate", ["near"], indirect=True)
def test_an_overwritten_file_supersedes_what_it_held(newsroom: Any) -> None:
    newsroom.deliver(a_txt=STORY.format(4, 10), b_txt="Kenya ordered two trains from Spain, a minister said on Monday.")
    newsroom.publish()
    newsroom.deliver(a_txt=STORY.format(6, 20))
    newsroom.publish()
    assert newsroom.ask("select amount from deals where amount is not null") == [(20_000_000,)]
    assert newsroom.ask("select distinct reason from id_redirects") == [("article replaced by a later version",)]


def test_a_text_that_came_back_under_another_name_is_superseded_there(newsroom: Any) -> None:
    first, second, third = (STORY.format(n + 2, n * 10) for n in (1, 2, 3))
    for files in ({"a_txt": first}, {"a_txt": second}, {"c_txt": first}):
        newsroom.deliver(**files)
        newsroom.publish()
    named = "select file_name, raw_text from documents order by all"
    assert newsroom.ask(named) == [("a.txt", second), ("c.txt", first)]
    newsroom.deliver(c_txt=third)
    newsroom.publish()
    assert newsroom.ask(named) == [("a.txt", second), ("c.txt", third)]
