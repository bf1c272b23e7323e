"""Each family of verbs of exchange: a sentence of our own that states a deal, and one where it states none."""

from __future__ import annotations

import pytest

from flows.extract.deals import frames
from flows.lexicon import load
from flows.model.vocabulary.deals import DealRole
from tests.unit.extract.deal_reading import Read, rows, side

TABLE = list(rows("families"))


@pytest.mark.parametrize("row", TABLE, ids=[str(row[1]) for row in TABLE])
def test_the_family_states_a_deal(read: Read, row: list[str | None]) -> None:
    _, sentence, supplier, recipient, goods, _ = row
    assert any(
        side(report, DealRole.SUPPLIER) == ([supplier] if supplier else [])
        and side(report, DealRole.RECIPIENT) == ([recipient] if recipient else [])
        and (goods is None or (report.goods is not None and goods in report.goods.text))
        for report in read(str(sentence))
    )


@pytest.mark.parametrize("row", TABLE, ids=[str(row[5]) for row in TABLE])
def test_the_family_states_none(read: Read, row: list[str | None]) -> None:
    assert read(str(row[5])) == ()


def test_every_family_has_both_sentences() -> None:
    assert {row[0] for row in TABLE} == set(load("deal_families"))


def test_a_verb_has_its_own_frames_before_those_of_its_family() -> None:
    own = load("deal_verbs")["overhaul"]
    assert len(frames.verbs()["overhaul"]) > len(own)
    assert frames.verbs()["overhaul"][0].recipient == tuple(own[0]["recipient"])
