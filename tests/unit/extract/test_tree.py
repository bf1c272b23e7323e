"""A tree's words say what spaCy's tokens say."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from flows.extract import engine
from flows.extract.stepped import annotate
from flows.extract.tree import Words, grow

SENTENCES = (
    "Harbour Lines of Norway, which Anna Berg has led since 2019, ordered three ferries, two tugs, a barge for $40m.",
    "  'No,'  he said;\tthe minister's aides (all of them) were not told what the deal, signed in Lima, was for.",
    "Which of the ships did the yard that Mr Lund said he would buy build?",
    "",
)
LABELS = (
    "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "ent_iob_", "whitespace_", "i", "idx", "is_lower",
    "is_punct", "is_space", "is_alpha", "is_title", "like_num", "is_currency", "is_sent_start",
)  # fmt: skip
RELATIONS = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts")


@pytest.fixture(params=SENTENCES)
def grown(request: pytest.FixtureRequest) -> tuple[Doc, Words]:
    """A sentence as spaCy has it, and its tree."""
    engine.parse(["A sentence."])
    doc = engine._language().make_doc(engine.normalise(request.param))
    for token in doc:
        token.is_sent_start = token.i == 0
    annotate(engine._language(), [doc])
    return doc, grow(doc)


def test_words_are_as_spacy_has_them(grown: tuple[Doc, Words]) -> None:
    """Forms, labels and names."""
    doc, tree = grown
    assert [[getattr(t, a) for a in LABELS] for t in tree] == [[getattr(t, a) for a in LABELS] for t in doc]
    assert [(e.start, e.end, e.label_) for e in tree.ents] == [(e.start, e.end, e.label_) for e in doc.ents]


def test_words_hang_as_spacy_has_them(grown: tuple[Doc, Words]) -> None:
    """Heads, edges, and all that is found by following them."""
    doc, tree = grown
    for word, token in zip(tree, doc, strict=True):
        assert [w.i for w in (word.head, word.left_edge, word.right_edge)] == [
            t.i for t in (token.head, token.left_edge, token.right_edge)
        ]
        for name in RELATIONS:
            assert [w.i for w in getattr(word, name)] == [t.i for t in getattr(token, name)]


def test_stretches_are_as_spacy_has_them(grown: tuple[Doc, Words]) -> None:
    """Slices by words and by characters, their words and roots."""
    doc, tree = grown
    for i in range(len(doc)):
        for j in range(i + 1, len(doc) + 2):
            words, span = tree[i:j], doc[i:j]
            assert (words.start, words.end, words.text, words.root.i) == (span.start, span.end, span.text, span.root.i)
    for start in range(len(doc.text)):
        for mode in ("strict", "expand"):
            found, held = tree.char_span(start, start + 5, mode), doc.char_span(start, start + 5, alignment_mode=mode)
            assert (found and (found.start, found.end)) == (held and (held.start, held.end))


def test_nothing_stands_before_the_first_word() -> None:
    """Where a list would go on from its end."""
    (tree,) = engine.parse(["It paid."])
    assert tree[1].nbor(-1).text == "It"
    with pytest.raises(IndexError):
        tree[0].nbor(-1)
