"""Made-up sentences and short stories in the manners of the press, and the deal that a reader files each under.

`t` is the text, a first line that ends in "|" its headline; `s` suppliers, `r` recipients, `k` kinds that are right;
`not_yet` says why a case is not read yet.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.extract.reading import read
from flows.model.document import Document
from flows.model.report import DealReport, Reading
from flows.model.vocabulary.articles import SegmentAction, Zone
from flows.model.vocabulary.deals import DealRole
from tests.unit.extract.conftest import document_of

STORIES = yaml.safe_load((Path(__file__).parent / "deal_stories" / "stories.yml").read_text("utf-8"))
# Names under which the cast knows states that the stories call otherwise.
OTHER_NAMES = {"us": "united states", "soviet union": "ussr", "britain": "united kingdom", "czech": "czechia"}


def document(text: str) -> Document:
    """The story as a document: headline, if it has one, and body."""
    headline, bar, body = text.partition("|")
    parts = [(headline.strip(), Zone.HEADLINE, SegmentAction.KEEP)] if bar else []
    return document_of(*parts, ((body if bar else text).strip().replace("\n", " "), Zone.BODY, SegmentAction.KEEP))


def plain(name: str) -> str:
    """A name without article, case and punctuation."""
    bare = re.sub(r"[^a-z0-9 ]", "", name.lower().removeprefix("the "))
    return OTHER_NAMES.get(bare, bare)


def sides(reading: Reading, reports: list[DealReport], role: DealRole) -> list[set[str]]:
    """The names of each party that a deal's reports give a role."""
    known = {e.key: {e.name, *(alias for alias, _ in e.aliases)} for e in reading.entities}
    found: dict[str, set[str]] = {}
    for party in (p for r in reports for p in r.parties if p.role is role):
        key = party.entity_key or party.span.text
        found.setdefault(key, set()).update({party.span.text} | known.get(key, set()))
    return list(found.values())


def are(want: list[str], found: list[set[str]]) -> bool:
    """Whether the parties found are the ones wanted, each under one of its names or the beginning of one."""
    return len(want) == len(found) and all(
        any(plain(n).startswith(plain(w)) for names in found for n in names) for w in want
    )


def is_read(story: dict[str, Any]) -> bool:
    """Whether one of the deals read is the story's: its sides and a kind that is right."""
    reading = read(document(story["t"]))
    threads: dict[int, list[DealReport]] = {}
    for report in reading.deals:
        threads.setdefault(report.thread or 0, []).append(report)
    return any(
        are(story["s"], sides(reading, told, DealRole.SUPPLIER))
        and are(story["r"], sides(reading, told, DealRole.RECIPIENT))
        and any(r.kind.value in story["k"] for r in told)
        for told in threads.values()
    )


@pytest.mark.parametrize(
    "story",
    [
        pytest.param(s, id=s["t"][:50], marks=[pytest.mark.xfail(reason=s["not_yet"])] if "not_yet" in s else [])
        for s in STORIES["told"]
    ],
)
def test_the_deal_is_read(story: dict[str, Any]) -> None:
    assert is_read(story)


@pytest.mark.parametrize(
    "story",
    [
        pytest.param(s, id=s["t"][:50], marks=[pytest.mark.xfail(reason=s["not_yet"])] if "not_yet" in s else [])
        for s in STORIES["silent"]
    ],
)
def test_no_deal_is_read(story: dict[str, Any]) -> None:
    assert read(document(story["t"])).deals == ()
