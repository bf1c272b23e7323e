"""Retractions: what a document reports leaves the facts, history says why, and nothing brings it back (F29, F30)."""

from __future__ import annotations

from typing import Any

import pytest

from flows.errors import InputError
from flows.ingest.ledger import Ledger
from flows.withdraw import reinstate, retract


def states(newsroom: Any) -> dict[str, str]:
    with Ledger(newsroom.settings.ledger) as ledger:
        return {entry.file_name: entry.state for entry in ledger.documents()}


@pytest.mark.parametrize("gate", ["near"], indirect=True)
def test_a_retracted_article_leaves_what_its_absence_would_have_given(published: Any, without: Any) -> None:
    retract(published.settings, "d.txt", "withdrawn by the newspaper")
    assert published.ask("select count(*) from entities where name in ('Kenya', 'Spain')") == [(0,)]
    assert published.content() == without("d.txt")


def test_history_says_why_a_fact_is_gone(published: Any) -> None:
    (before,) = published.ask("select deal_id from deals where deal_name ilike '%locomotive%'")
    retract(published.settings, "d.txt", "withdrawn by the newspaper")
    assert published.ask(f"select new_id, reason from id_redirects where old_id = '{before[0]}'") == [
        (None, "article retracted: withdrawn by the newspaper")
    ]


def test_history_says_why_a_fact_has_changed(published: Any) -> None:
    assert published.ask("select n_documents from deals where deal_name ilike '%ferries%'") == [(2,)]
    retract(published.settings, "b.txt", "misquoted")
    assert published.ask("select n_documents from deals where deal_name ilike '%ferries%'") == [(1,)]
    assert {row[0] for row in published.ask("select reason from corrections")} <= {"article retracted: misquoted"}


def test_redelivery_does_not_bring_it_back(published: Any) -> None:
    retract(published.settings, "d.txt", "withdrawn")
    (published.settings.inbox / "again.txt").write_bytes((published.settings.inbox / "d.txt").read_bytes())
    published.take_in()
    assert states(published) == {
        "a.txt": "published", "b.txt": "published", "c.txt": "published", "again.txt": "retracted"
    }  # fmt: skip


def test_a_retraction_can_be_taken_back(published: Any) -> None:
    before = published.content()
    retract(published.settings, "a.txt", "doubtful")
    assert published.content() != before
    reinstate(published.settings, "a.txt")
    assert published.content() == before


def test_without_its_only_document_nothing_is_public(newsroom: Any) -> None:
    newsroom.deliver(a_txt="Norway sold two ships to Peru for $3 million on Monday, the ministry said.")
    newsroom.publish()
    assert retract(newsroom.settings, "a.txt", "withdrawn") is None
    assert not newsroom.settings.latest.exists()
    reinstate(newsroom.settings, "a.txt")
    assert newsroom.ask("select count(*) from documents") == [(1,)]


@pytest.mark.parametrize("document", ["z.txt", "doc_", ""])
def test_a_document_that_is_not_one_is_refused(published: Any, document: str) -> None:
    with pytest.raises(InputError, match="documents"):
        retract(published.settings, document, "x")


def test_what_does_not_count_cannot_be_retracted_or_reinstated(published: Any) -> None:
    with pytest.raises(InputError, match="not retracted"):
        reinstate(published.settings, "a.txt")
