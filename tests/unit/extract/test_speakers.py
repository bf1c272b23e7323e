"""Whose words a statement is."""

from __future__ import annotations

import pytest

from flows.extract import engine
from flows.extract.context import Context, PartyRef, Sentence
from flows.extract.speakers import attribute
from flows.model.document import Document
from flows.model.report import DocEntity, Mention, Span
from flows.model.vocabulary.articles import Zone
from flows.model.vocabulary.entities import EntityType, MentionKind
from flows.model.vocabulary.statements import AttributionKind, PartyBasis

NAMES = {
    "Jones": EntityType.PERSON,
    "Acme": EntityType.ORGANIZATION,
    "Novo News": EntityType.MEDIA,
    "Arms Institute": EntityType.RESEARCH,
}


class NamedCast:
    """A cast of the names above; "he" and "the minister" are Jones."""

    def __init__(self, text: str) -> None:
        self.entities = {name: DocEntity(name, name, kind) for name, kind in NAMES.items()}
        self.mentions = [
            Mention(Span(at, at + len(name), name), 0, Zone.BODY, MentionKind.NAME, name, None, 1.0)
            for name in NAMES
            for at in range(len(text))
            if text.startswith(name, at)
        ]

    def within(self, start, end):
        return [m for m in self.mentions if m.span.start < end and start < m.span.end]

    def parties(self, sentence, head):
        return ()

    def people(self, sentence, head):
        if head.lower_ not in ("he", "minister"):
            return ()
        return (PartyRef("Jones", Span(0, 0, ""), PartyBasis.COREFERENCE),)


def context_of(paragraphs: list[list[str]], zone: Zone = Zone.BODY) -> Context:
    """A document of paragraphs of sentences."""
    text = "\n\n".join(" ".join(sentences) for sentences in paragraphs)
    flat = [(number, words) for number, sentences in enumerate(paragraphs) for words in sentences]
    sentences, at = [], 0
    for no, ((paragraph, words), parse) in enumerate(zip(flat, engine.parse([w for _, w in flat]), strict=True)):
        at = text.index(words, at)
        sentences.append(Sentence(no, at, at + len(words), zone, paragraph, parse[:], at))
    document = Document("doc", "f.txt", "0", text, ())
    return Context(document, tuple(sentences), NamedCast(text), (), ())


def attributed(paragraphs: list[list[str]], words: str, zone: Zone = Zone.BODY):
    """The attribution of `words`."""
    context = context_of(paragraphs, zone)
    start = context.document.raw_text.index(words)
    sentence = next(s for s in context.sentences if s.start <= start < s.end)
    return attribute(context, sentence, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "kind", "speaker"),
    [
        ("Acme said it had sold ten boats.", "it had sold ten boats", "indirect", "Acme"),
        ("The deal is worth $5bn, Jones said.", "$5bn", "indirect", "Jones"),
        ("The contract, Jones told reporters, is worth $5bn.", "$5bn", "indirect", "Jones"),
        ("As Jones said, Acme sold ten boats.", "Acme sold ten boats", "indirect", "Jones"),
        ("Jones announced a $5bn contract with Acme.", "$5bn contract", "indirect", "Jones"),
        ("He said Acme had sold ten boats.", "Acme had sold ten boats", "indirect", "Jones"),
        ("The minister said Acme had sold ten boats.", "Acme had sold ten boats", "indirect", "Jones"),
        ("Boats were sold to Peru, a spokesman for Acme said.", "Boats were sold to Peru", "indirect", "Acme"),
        ("An official said Peru had bought boats.", "Peru had bought boats", "indirect", None),
        ("According to the Arms Institute, Peru bought boats.", "Peru bought boats", "cited_source", "Arms Institute"),
        ("Peru bought ten boats, Novo News reported.", "Peru bought ten boats", "cited_source", "Novo News"),
        ("A report in Novo News said Peru bought boats.", "Peru bought boats", "cited_source", "Novo News"),
        ("Media reports say Peru bought ten boats.", "Peru bought ten boats", "unattributed_reports", None),
        ("Sources said Peru bought ten boats.", "Peru bought ten boats", "unattributed_reports", None),
        ("It was reported that Peru bought ten boats.", "Peru bought ten boats", "unattributed_reports", None),
        ("Peru is said to have bought ten boats.", "bought ten boats", "unattributed_reports", None),
        ("Peru reportedly bought ten boats.", "bought ten boats", "unattributed_reports", None),
        ("Peru bought ten boats in May.", "bought ten boats", "narration", None),
        ("Acme agreed to buy a shipyard.", "buy a shipyard", "narration", None),
        ("Acme is expected to buy a shipyard.", "buy a shipyard", "narration", None),
    ],
)
def test_reported_speech(text, words, kind, speaker):
    found = attributed([[text]], words)
    assert (found.kind, found.speaker_key) == (AttributionKind(kind), speaker)


@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "''"])
def test_a_whole_quotation_is_direct(marks):
    text = f"{marks[0]}We have sold ten boats to Peru this year,{marks[1]} Jones said."
    found = attributed([[text]], "sold ten boats")
    assert (found.kind, found.speaker_key, found.speaker_text) == (AttributionKind.DIRECT_QUOTE, "Jones", "Jones")


def test_quoted_words_in_the_writers_sentence_are_a_partial_quote():
    found = attributed([["Jones said Acme “has sold more boats than ever” to Peru."]], "has sold more boats")
    assert (found.kind, found.speaker_key) == (AttributionKind.PARTIAL_QUOTE, "Jones")


def test_a_term_in_marks_is_no_quotation():
    found = attributed([["Acme signed a “strategic partnership” with Peru."]], "“strategic partnership”")
    assert found.kind is AttributionKind.NARRATION


def test_the_tag_may_stand_in_another_sentence_of_the_paragraph():
    found = attributed([["“We have sold ten boats.", "Peru will get them,” Jones said."]], "sold ten boats")
    assert (found.kind, found.speaker_key) == (AttributionKind.DIRECT_QUOTE, "Jones")


def test_a_speaker_carries_over_through_quoted_paragraphs():
    paragraphs = [
        ["“We know Peru well,” Jones said."],
        ["“They have always paid on time."],
        ["“So we have sold them ten boats.”"],
    ]
    found = attributed(paragraphs, "sold them ten boats")
    assert (found.kind, found.speaker_key) == (AttributionKind.DIRECT_QUOTE, "Jones")


def test_no_speaker_carries_over_a_paragraph_of_narration():
    paragraphs = [
        ["“We know Peru well,” Jones said."],
        ["The yard lies on the river."],
        ["“Ten boats were sold in all.”"],
    ]
    found = attributed(paragraphs, "boats were sold")
    assert (found.kind, found.speaker_key) == (AttributionKind.DIRECT_QUOTE, None)


def test_a_headline_speaks_for_itself():
    found = attributed([["Acme says it sold ten boats"]], "sold ten boats", Zone.HEADLINE)
    assert (found.kind, found.speaker_key) == (AttributionKind.HEADLINE, None)


def test_the_words_for_a_speaker_leave_out_what_describes_him():
    found = attributed([["Jones, who runs the yard, said Peru bought boats."]], "Peru bought boats")
    assert found.speaker_text == "Jones"
