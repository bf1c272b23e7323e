"""Every question of the cookbook is answered, and the answer says what the bundled articles say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import duckdb
import pytest

from flows.commands.sql import require_select
from tests.docs.shown import questions
from tests.golden.conftest import Ask, Row

QUESTIONS = {question: query for question, (_, query) in questions().items()}
Claim: TypeAlias = Callable[[list[Row]], bool]


def some(**said: object) -> Claim:
    """A row has each of these values; texts are looked for within its text."""

    def fits(row: Row) -> bool:
        return all(value in row[name] if isinstance(value, str) else row[name] == value for name, value in said.items())

    return lambda rows: any(all(row[name] is not None for name in said) and fits(row) for row in rows)


def every(**allowed: set[object]) -> Claim:
    return lambda rows: all(row[name] in values for row in rows for name, values in allowed.items())


def falls(column: str) -> Claim:
    def is_sorted(rows: list[Row]) -> bool:
        values = [row[column] for row in rows if row[column] is not None]
        return values == sorted(values, reverse=True) and all(row[column] is None for row in rows[len(values) :])

    return is_sorted


def both(*claims: Claim) -> Claim:
    return lambda rows: all(claim(rows) for claim in claims)


# What an answer must say. Each is plain in the bundled articles.
TRUE = {
    "What did France sell Egypt, and for how much?": some(deal_name="Rafale", stated_value="5.2bn"),
    "Who says so, and in which words?": some(
        outlet="The Nile Observer", value_text="€5.2bn", evidence_text="signed contracts worth €5.2bn"
    ),
    "Is what Poland buys signed, or only talked about?": some(deal_name="Patriot", deal_status="agreed"),
    "Which were the biggest deals of each year?": some(
        year=2016, deal_name="LinkedIn", amount_usd=Decimal("26200000000.00")
    ),
    "Who sold whom how much in all?": both(
        some(suppliers="International Monetary Fund", recipients="Argentina", amount_usd=Decimal("50000000000.00")),
        falls("amount_usd"),
    ),
    "Which agreements are planned and not yet signed?": both(
        some(title="visas", parties="Israel"), every(status={"proposed", "negotiating", "planned"})
    ),
    "What was signed in 2018, between whom, and by whom?": some(
        parties="Greece, North Macedonia", date_signed_edtf="2018-06-17"
    ),
    "Which agreements broke down?": some(parties="Russia, United States", date_signed_edtf="2010-04-08"),
    "Where do reports disagree?": lambda rows: all(row["value_a"] != row["value_b"] for row in rows) and len(rows) > 0,
    "How far apart are the sums that reports give for one deal?": both(
        some(deal_name="Rafale", n_values=3, lowest_usd=Decimal("5707500000.00"), can_all_be_true=True),
        falls("n_values"),
    ),
    "Which deals rest on a single source?": some(deal_name="LinkedIn", first_reported=date(2016, 6, 13)),
    "Which facts are told by several outlets?": some(fact_title="Rafale", outlets="The Gulf Ledger"),
    "What did the president say?": some(outlet="The Seine Courier", evidence_text="24 Rafale fighter jets"),
    "Which deals were denied or called off?": both(
        some(deal_status="cancelled", stated_value="€1.2bn"), every(deal_status={"denied", "cancelled"})
    ),
    "Who bought which company?": some(buyer="Geely", bought="Volvo", seller="Ford", stated_value="$1.8 billion"),
    "Which arms of which kind went where?": some(
        sipri_categories="Aircraft", suppliers="Saab", recipients="Brazil", goods="36 Gripen"
    ),
    "What happened between two days, in order?": some(what="Patriot", step="agreed", date_edtf="2018-03-28"),
    "Which states have most to do with each other?": lambda rows: (
        all(r["country_a"] < r["country_b"] for r in rows) and bool(rows)
    ),
    "Under which names does somebody appear, and in how many deals?": some(aliases="IMF", entity_type="intergov"),
    "What was read and made no fact, and why?": every(
        reason={"hypothetical", "negated", "article_withdrawn", "article_replaced", "too_little_said"}
    ),
}


def test_there_are_twenty_questions_and_each_has_a_known_answer() -> None:
    assert len(QUESTIONS) == 20
    assert QUESTIONS.keys() == TRUE.keys()


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_answer_is_what_the_articles_say(question: str, ask: Ask) -> None:
    rows = ask(QUESTIONS[question])
    assert rows
    assert TRUE[question](rows), rows


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_command_lets_the_query_through(question: str) -> None:
    with duckdb.connect() as con:
        assert require_select(con, QUESTIONS[question]) is None  # type: ignore[func-returns-value]
