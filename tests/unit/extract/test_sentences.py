"""Where sentences begin and end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows.extract.sentences import read_sentences
from flows.model.document import Document
from flows.model.vocabulary.articles import SegmentAction, Zone

Make = Callable[..., Document]


def texts(document: Document) -> list[str]:
    return [document.raw_text[s.start : s.end] for s in read_sentences(document)]


def body(document: Make, text: str) -> Document:
    return document((text, Zone.BODY, SegmentAction.KEEP))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Delmar Inc. bought Ostra Corp. for cash.", 1),
        ("It was bought by Delmar Inc. The price was not given.", 2),
        ("He lives in the U.S. The firm does not.", 2),
        ("The U.S. Navy ordered ships.", 1),
        ("Delmar Inc. Chairman Ann Ray left.", 1),
        ("Gen. Ray met J. Lund and Dr. Mann.", 1),
        ("Smith. P. Young Co agreed.", 1),
        ('"We won." She smiled.', 2),
        ("It rose to 3.5 pct. No reason was given.", 2),
        ("Did it sell? Yes! It did.", 3),
        ("The deal ends on Jan. 31 next year.", 1),
    ],
)
def test_sentence_ends(document: Make, text: str, expected: int) -> None:
    assert len(texts(body(document, text))) == expected


def test_a_wrapped_line_goes_on(document: Make) -> None:
    text = "The ministry said on Monday that it had bought twelve\nferries from the yard in Turku."
    assert len(texts(body(document, text))) == 1


def test_a_blank_line_ends_a_paragraph(document: Make) -> None:
    sentences = read_sentences(body(document, "It sold ships\n\nIt bought trains"))
    assert [s.paragraph for s in sentences] == [0, 1]


def test_a_headline_is_one_sentence(document: Make) -> None:
    headline = document(("Delmar wins. Ostra loses. Who pays?", Zone.HEADLINE, SegmentAction.KEEP))
    assert len(read_sentences(headline)) == 1


def test_dropped_segments_are_not_read(document: Make) -> None:
    kept_and_dropped = document(
        ("It sold ships.", Zone.BODY, SegmentAction.KEEP), ("A photo.", Zone.PHOTO_CAPTION, SegmentAction.DROP)
    )
    assert texts(kept_and_dropped) == ["It sold ships."]


def test_tokens_lie_where_the_document_has_them(document: Make) -> None:
    text = "First, ships.\n\n“Delmar’s” ferry — the <Ostra Lines> one — sailed."
    read = body(document, text)
    for sentence in read_sentences(read):
        for token in sentence.parse:
            start, end = sentence.place(token, token)
            assert len(read.raw_text[start:end]) == len(token.text)
            assert not token.text.isalnum() or read.raw_text[start:end] == token.text


def test_an_endless_sentence_is_cut(document: Make) -> None:
    assert max(map(len, texts(body(document, "and so on " * 1_000)))) <= 2_000
