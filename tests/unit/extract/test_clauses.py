"""Arguments of predicates, whatever the build of the sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from flows.extract.clauses import Clause, carrier_subjects, clause_of, holders
from flows.extract.syntax import antecedent, governors, is_infinitive, is_passive, with_conjuncts


def words_of(tokens: tuple[object, ...]) -> list[str]:
    return [str(t) for t in tokens]


@pytest.fixture(scope="module")
def clause(story: Callable[..., Any]) -> Callable[..., Clause]:
    def read(text: str, word: str) -> Clause:
        return clause_of(story(text).token(word)[1])

    return read


# sentence, predicate, its doers, what it is done to
DOERS = [
    ("Norway sold the ferries to Iceland.", "sold", ["Norway"], ["ferries"]),
    ("The ferries were sold by Norway to Iceland.", "sold", ["Norway"], ["ferries"]),
    ("Ferries supplied by Norway arrived.", "supplied", ["Norway"], ["Ferries"]),
    ("Iceland called in Norway to inspect the ferries.", "inspect", ["Norway"], ["ferries"]),
    ("Iceland turned to Norway to repair the ferries.", "repair", ["Norway"], ["ferries"]),
    ("Iceland moved in to inspect the ferries.", "inspect", ["Iceland"], ["ferries"]),
    ("Iceland awarded a contract to run the ferries to Norway.", "run", ["Norway"], ["ferries"]),
    ("Norway agreed to sell the ferries.", "sell", ["Norway"], ["ferries"]),
    ("Norway plans to sell the ferries.", "sell", ["Norway"], ["ferries"]),
    ("Norway asked Denmark to sell the ferries.", "sell", ["Denmark"], ["ferries"]),
    ("Norway, which will sell the ferries, said nothing.", "sell", ["Norway"], ["ferries"]),
    ("Norway built and sold the ferries.", "sold", ["Norway"], ["ferries"]),
    ("Norway and Denmark sold the ferries.", "sold", ["Norway", "Denmark"], ["ferries"]),
    ("Norway is ready to sell the ferries.", "sell", ["Norway"], ["ferries"]),
    ("Norway has a deal to supply the ferries.", "supply", ["Norway"], ["ferries"]),
    ("Norway won a contract to supply the ferries.", "supply", ["Norway"], ["ferries"]),
    ("Voters backed a plan for Norway and Denmark to sell the ferries.", "sell", ["Norway", "Denmark"], ["ferries"]),
    ("Norway earned a profit by selling the ferries.", "selling", ["Norway"], ["ferries"]),
]


@pytest.mark.parametrize(("text", "word", "doers", "done"), DOERS)
def test_doer_and_thing_done_to(
    clause: Callable[..., Clause], text: str, word: str, doers: list[str], done: list[str]
) -> None:
    found = clause(text, word)
    assert (words_of(found.subjects), words_of(found.objects)) == (doers, done)


def test_a_doer_left_out_of_a_passive_is_not_made_up(clause: Callable[..., Clause]) -> None:
    assert clause("The ferries were sold yesterday.", "sold").subjects == ()


def test_who_is_given_a_thing_in_the_passive(clause: Callable[..., Clause]) -> None:
    found = clause("Iceland was awarded a contract by Norway.", "awarded")
    assert (words_of(found.datives), words_of(found.objects)) == (["Iceland"], ["contract"])


def test_who_is_given_a_thing_told_in_a_relative_clause(clause: Callable[..., Clause]) -> None:
    found = clause("The loan that the bank granted Iceland was repaid.", "granted")
    assert (words_of(found.subjects), words_of(found.objects), words_of(found.datives)) == (
        ["bank"],
        ["loan"],
        ["Iceland"],
    )


def test_prepositions_of_the_predicate_stand_before_those_of_its_objects(clause: Callable[..., Clause]) -> None:
    assert words_of(clause("Norway bought ferries for Iceland from Denmark.", "bought").under("from")) == ["Denmark"]


@pytest.mark.parametrize(
    ("text", "doers", "of"),
    [
        ("The sale of ferries by Norway was a surprise.", ["Norway"], ["ferries"]),
        ("Norway's sale of ferries was a surprise.", ["Norway"], ["ferries"]),
        ("Norway announced the sale of ferries.", ["Norway"], ["ferries"]),
    ],
)
def test_a_noun_of_action_has_holders(story: Callable[..., Any], text: str, doers: list[str], of: list[str]) -> None:
    noun = story(text).token("sale")[1]
    assert (words_of(tuple(holders(noun))), words_of(clause_of(noun).under("of"))) == (doers, of)


def test_a_noun_told_of_by_nobody_has_no_holder(story: Callable[..., Any]) -> None:
    assert list(holders(story("The sale ended.").token("sale")[1])) == []


def test_subjects_of_the_verb_over_a_list_of_nouns(story: Callable[..., Any]) -> None:
    noun = story("Norway signed a treaty and a contract.").token("contract")[1]
    assert words_of(tuple(carrier_subjects(noun))) == ["Norway"]


def test_governors_stand_innermost_first(clause: Callable[..., Clause]) -> None:
    found = clause("Norway said it agreed to sell the ferries.", "sell")
    assert [t.lemma_ for t in found.governors] == ["agree", "say"]


@pytest.mark.parametrize(
    ("text", "word", "passive"),
    [
        ("The ferries were sold.", "sold", True),
        ("Ferries built by Norway sank.", "built", True),
        ("Norway has sold the ferries.", "sold", False),
    ],
)
def test_voice(story: Callable[..., Any], text: str, word: str, passive: bool) -> None:
    assert is_passive(story(text).token(word)[1]) is passive


def test_what_a_relative_clause_describes(story: Callable[..., Any]) -> None:
    verb = story("The ferries that Norway sold sank.").token("sold")[1]
    assert str(antecedent(verb)) == "ferries"


def test_a_main_clause_describes_nothing(story: Callable[..., Any]) -> None:
    assert antecedent(story("Norway sold the ferries.").token("sold")[1]) is None


def test_an_infinitive_bears_to(story: Callable[..., Any]) -> None:
    read = story("Norway agreed to sell the ferries.")
    verbs = [read.token(w)[1] for w in ("agreed", "sell")]
    assert [is_infinitive(v) for v in verbs] == [False, True]


def test_conjuncts_in_text_order(story: Callable[..., Any]) -> None:
    head = story("Norway, Denmark and Iceland met.").token("Norway")[1]
    assert words_of(with_conjuncts(head)) == ["Norway", "Denmark", "Iceland"]


def test_the_word_itself_is_no_governor(story: Callable[..., Any]) -> None:
    assert governors(story("Norway sold the ferries.").token("sold")[1]) == ()
