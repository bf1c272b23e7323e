"""The language engine's text, made plain without moving a character."""

from __future__ import annotations

import pytest

from flows.extract import engine


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“Norsk” – it’s", '"Norsk" - it\'s'),
        ("a\u00a0b\tc\r\nd", "a b c  d"),
        ("Delmar Inc <DLM> said", "Delmar Inc       said"),
        ("the <Delmar Foods Inc> group", "the  Delmar Foods Inc  group"),
        ("if a < b and c > d", "if a < b and c > d"),
        ('<a href="x">', '<a href="x">'),
    ],
)
def test_normalising_keeps_every_place(text: str, plain: str) -> None:
    assert engine.normalise(text) == plain


def test_long_runs_are_broken() -> None:
    text = "a" * 1_000
    plain = engine.normalise(text)
    assert (len(plain), plain.count("a")) == (1_000, 996)
    assert max(map(len, plain.split())) <= engine.LONGEST_RUN


@pytest.mark.parametrize("signs", ['"' * 1_000, "word" + "=-" * 500, "“‘" * 500])
def test_of_a_row_of_signs_a_piece_is_read(signs: str) -> None:
    plain = engine.normalise(signs)
    assert (len(plain), len(plain.rstrip())) == (len(signs), engine.LONGEST_RUN)


@pytest.mark.parametrize(("n", "length", "n_batches"), [(128, 20, 1), (129, 20, 2), (50, 1_000, 7), (1, 20_000, 1)])
def test_what_is_parsed_together_is_bounded(n: int, length: int, n_batches: int) -> None:
    """128 ordinary sentences at once; a hundred of thousands of signs took 1.5 GB."""
    batches = list(engine._batches([range(length)] * n))  # type: ignore[list-item]
    assert [len(batches), sum(map(len, batches))] == [n_batches, n]
    assert all(len(batch) == 1 or sum(map(len, batch)) <= engine.BATCH_TOKENS for batch in batches)


def test_a_sentence_is_one_tree() -> None:
    (doc,) = engine.parse(["He left. She stayed. They met again."])
    assert [t.i for t in doc if t.is_sent_start] == [0]


def test_state_initials_before_a_hyphen_are_a_word() -> None:
    assert engine.split("a U.S.-based firm") == ("a", "U.S.", "-", "based", "firm")


@pytest.mark.parametrize("word", ["buys", "agreed", "selling", "companies", "contract"])
def test_inflected_words_are_in_the_dictionary(word: str) -> None:
    assert engine.is_word(word)


def test_made_up_names_are_not_in_the_dictionary() -> None:
    assert not engine.is_word("zylotronix")
