"""Whatever the text: segments lie in order, apart, and over every character that is not blank."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.ingest.article import make_document
from flows.ingest.reasons import Rejected
from flows.ingest.sources.text import read_text
from flows.model.document import Document
from flows.model.vocabulary.articles import SegmentAction, Zone
from tests.property.conftest import MANY

LINES = st.sampled_from(
    [
        "---",
        "title: Ferries: two sold",
        'subtitle: "Estonia buys"',
        "OSLO, May 3 (Delta Press) — Norway will sell two ferries to Estonia, the minister said.",
        "Norway sells ferries",
        "## Who pays",
        "By Ann Roe, Gulf Daily",
        "The price was not disclosed, but officials spoke of about 90 million euros.  Reuter",
        "A ferry in the harbour. (Ann Roe/AFP)",
        "Notice: Undefined index in /var/www/a.php on line 3",
        "Read more: Ten facts about ferries",
        "they said that they would",
        "***",
        "https://echo.example/a",
        "",
        " \t",
    ]
)
TEXTS = st.one_of(
    st.lists(LINES, max_size=12).map("\n".join),
    st.lists(LINES, max_size=12).map("\r\n".join),
    st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=8).map("\n".join),
    st.text(max_size=200),
)


def read(text: str) -> Document | None:
    try:
        return make_document(read_text("a.txt", text.encode("utf-8", "surrogatepass")))
    except Rejected:
        return None


@settings(max_examples=MANY or 300, deadline=None)
@given(TEXTS)
def test_segments_cover_the_text_once_and_in_order(text: str) -> None:
    document = read(text)
    if document is None:
        return
    end = 0
    for segment in document.segments:
        assert segment.start >= end
        assert segment.end > segment.start
        assert not document.raw_text[end : segment.start].strip()
        end = segment.end
    assert not document.raw_text[end:].strip()


@settings(max_examples=MANY or 200, deadline=None)
@given(TEXTS)
def test_only_dropped_segments_have_a_reason_and_repeats_name_an_earlier_one(text: str) -> None:
    document = read(text)
    for n, segment in enumerate(document.segments if document else ()):
        assert (segment.drop_reason is not None) == (segment.action is SegmentAction.DROP)
        assert (segment.duplicate_of is not None) == (segment.drop_reason == "duplicate")
        assert segment.duplicate_of is None or segment.duplicate_of < n


@settings(max_examples=MANY or 200, deadline=None)
@given(st.lists(st.integers(0, 99), min_size=1, max_size=8, unique=True))
def test_sentences_of_a_story_are_never_left_out(numbers: list[int]) -> None:
    story = [f"In year {n} the two governments signed an accord on ferries, the ministers said." for n in numbers]
    document = read("\n\n".join(story))
    assert document is not None
    body = [document.raw_text[s.start : s.end] for s in document.segments if s.zone is Zone.BODY]
    assert body == story


@settings(max_examples=MANY or 200, deadline=None)
@given(TEXTS)
def test_reading_twice_gives_the_same_document(text: str) -> None:
    assert read(text) == read(text)
