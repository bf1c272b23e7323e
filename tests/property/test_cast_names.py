"""What holds of every cast, whatever the text."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.extract import engine
from flows.extract.cast import build_cast
from flows.extract.sentences import read_sentences
from flows.model.document import Document, Segment
from flows.model.vocabulary.articles import SegmentAction, Zone
from tests.property.conftest import MANY

WORDS = (
    "Norway", "Finnish", "Delmar", "Inc", "Corp", "and", "of", "the", "Bank", "said", "it", "bought", "ships", "from",
    "U.S.", "Baku", "President", "Olaf", "Lund", "’s", "“", "”", "<DLM>", "(", ")", ",", ".", "The", "companies", "two",
    "MINISTRY", "\n", "\n\n", "İstanbul", "ß", "—", "😀", "$5bn",
)  # fmt: skip
texts = st.one_of(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.text(max_size=80))
few = settings(max_examples=MANY or 60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def document(text: str) -> Document:
    return Document("d", "a.txt", "0" * 64, text, (Segment(0, len(text), Zone.BODY, SegmentAction.KEEP),))


@given(texts)
@few
def test_every_mention_slices_back_and_belongs_to_a_cast_member(text: str) -> None:
    read = document(text)
    cast = build_cast(read, read_sentences(read))
    for mention in cast.mentions:
        assert text[mention.span.start : mention.span.end] == mention.span.text
        assert mention.entity_key in cast.entities
        assert mention.span in [m.span for m in cast.within(mention.span.start, mention.span.end)]


@given(texts)
@few
def test_every_alias_stands_in_the_text(text: str) -> None:
    read = document(text)
    cast = build_cast(read, read_sentences(read))
    assert all(alias in text for entity in cast.entities.values() for alias, _ in entity.aliases)


@given(texts)
@few
def test_every_party_is_a_cast_member_and_slices_back(text: str) -> None:
    read = document(text)
    sentences = read_sentences(read)
    cast = build_cast(read, sentences)
    for sentence in sentences:
        for token in sentence.parse:
            for ref in (*cast.parties(sentence, token), *cast.people(sentence, token)):
                assert ref.entity_key in cast.entities
                assert text[ref.span.start : ref.span.end] == ref.span.text


@given(texts)
@few
def test_sentences_cover_every_visible_character_once(text: str) -> None:
    covered = [i for s in read_sentences(document(text)) for i in range(s.start, s.end)]
    assert len(covered) == len(set(covered))
    missing = set(range(len(text))) - set(covered)
    assert all(text[i].isspace() or not text[i].isprintable() for i in missing)


@given(st.text(max_size=600))
def test_normalising_twice_equals_once_and_keeps_the_length(text: str) -> None:
    once = engine.normalise(text)
    assert len(once) == len(text)
    assert engine.normalise(once) == once
