"""The lower bound that an undated article gives to a signing it tells as news."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from flows.extract.reading import read
from flows.model import edtf
from flows.model.document import Document, Segment
from flows.model.edtf import EdtfDate
from flows.model.vocabulary.articles import SegmentAction, Zone


def signed(text: str, published: EdtfDate | None) -> list[EdtfDate | None]:
    body = Segment(0, len(text), Zone.BODY, SegmentAction.KEEP)
    name = hashlib.sha256(text.encode()).hexdigest()
    document = Document("doc_bound", "bound.txt", name, text, (body,), published=published)
    return [report.date for report in read(document).agreements]


NEWS = "Kenya and Ghana signed an agreement on tourism."


def test_a_signing_told_as_news_is_no_earlier_than_its_undated_article() -> None:
    bound = edtf.since(edtf.day(date(2019, 1, 1)))
    assert [found and found.earliest for found in signed(NEWS, bound)] == [date(2019, 1, 1)]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (NEWS, edtf.day(date(2019, 5, 4))),
        (NEWS, None),
        ("Kenya and Ghana will sign an agreement on tourism.", edtf.day(date(2019, 5, 4))),
    ],
)
def test_a_known_day_of_publication_is_no_day_of_signing(text: str, published: EdtfDate | None) -> None:
    assert signed(text, published) == [None]
