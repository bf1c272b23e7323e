"""Codes of the rules in a reader's words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from flows.report.figures import compact_usd
from flows.report.wording import percent, place_of, said_by, why


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("parties_and_goods", "parties and goods fit"),
        ("override:12", "a person judged so"),
        ("a_rule_to_come", "a rule to come"),
    ],
)
def test_a_method_is_told_in_words(method: str, words: str) -> None:
    assert why(method) == words


@pytest.mark.parametrize(
    ("attribution", "speaker", "words"),
    [
        ("headline", "a minister", "in the headline"),
        ("indirect", "a minister", "said by a minister"),
        ("direct_quote", "a minister", "said by a minister, quoted"),
        ("unattributed_reports", None, "said by somebody, not named"),
    ],
)
def test_a_speaker_is_named_for_what_he_says(attribution: str, speaker: str | None, words: str) -> None:
    assert said_by(attribution, speaker) == words


def test_a_file_is_no_outlet() -> None:
    assert place_of("The Ledger", "a.txt") == "The Ledger"
    assert place_of(None, "a.txt") == "outlet not named (a.txt)"


def test_a_share_is_a_whole_percentage() -> None:
    assert percent(0.826) == "83 %"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("683470000000", "$683B"), ("68347000000", "$68.3B"), ("4850000000", "$4.85B"), ("950", "$950")],
)
def test_a_sum_is_as_exact_as_what_it_adds_up(amount: str, shown: str) -> None:
    assert compact_usd(Decimal(amount)) == shown
