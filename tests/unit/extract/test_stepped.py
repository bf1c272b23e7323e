"""Parser and name finder led from here come to the end that spaCy's own loop comes to."""

from __future__ import annotations

from flows.extract import engine
from flows.extract.stepped import annotate

SENTENCES = (
    "Harbour Lines of Norway, which Anna Berg has led since May 2019, ordered three ferries for $40 million on Friday.",
    "",
    "He said so.",
    "  In Lima the ministers of Peru and Chile signed a treaty on fishing, another on visas and, on 3 June, a third.",
    "No!",
)


def test_words_bear_what_spacys_own_loop_gives_them() -> None:
    """Heads, roles, tags and names; sentences of several lengths at once, one of them without a word."""
    engine.parse(["A sentence."])
    language = engine._language()
    own, led = ([language.make_doc(sentence) for sentence in SENTENCES] for _ in range(2))
    list(language.pipe(own))
    annotate(language, led)
    assert [doc.to_json() for doc in led] == [doc.to_json() for doc in own]
    assert any(doc.ents for doc in led)


def test_nothing_is_nothing() -> None:
    """No sentences, and sentences without words."""
    assert engine.parse([]) == []
    assert [len(doc) for doc in engine.parse(["", ""])] == [0, 0]
