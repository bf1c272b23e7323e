"""What speaks for or against a deal report moves its confidence the way that it should."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows.extract.reading import read
from flows.lexicon import load
from flows.model.document import Document
from flows.model.vocabulary.articles import SegmentAction, Zone


@pytest.fixture(scope="module")
def sure(document: Callable[..., Document]) -> Callable[..., float]:
    """Confidence of the first deal report of a body, with a headline where one is given."""

    def first(body: str, headline: str = "") -> float:
        parts = [(headline, Zone.HEADLINE, SegmentAction.KEEP)] if headline else []
        reports = read(document(*parts, (body, Zone.BODY, SegmentAction.KEEP))).deals
        return next(r.confidence for r in reports if r.sentence_no == (1 if headline else 0))

    return first


PLAIN = "Kenya bought 40 trucks from Norvik Motors Ltd."


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        pytest.param("Kenya bought 40 trucks from Norvik Motors Ltd for $9 million.", PLAIN, id="a value"),
        pytest.param(PLAIN, "Norvik Motors Ltd has an order for 40 trucks worth $9 million.", id="both sides"),
        pytest.param(PLAIN, "Kenya may buy 40 trucks from Norvik Motors Ltd.", id="a fact"),
        pytest.param(PLAIN, "Kenya and Uganda bought 40 trucks from Norvik Motors Ltd.", id="two parties"),
    ],
)
def test_the_plainer_report_is_surer(sure: Callable[..., float], surer: str, less_sure: str) -> None:
    assert sure(surer) > sure(less_sure)


def test_a_headline_of_the_same_deal_makes_surer(sure: Callable[..., float]) -> None:
    assert sure(PLAIN, "Kenya buys 40 trucks from Norvik Motors") > sure(PLAIN)


def test_no_weight_goes_against_what_is_expected_of_it() -> None:
    table = load("deal_confidence")
    assert list(table["weights"]) == list(table["expected"])
    assert [n for n, w in table["weights"].items() if w * table["expected"][n] < 0] == []
