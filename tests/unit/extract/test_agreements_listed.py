"""Instruments listed item by item after the sentence that counts them."""

from __future__ import annotations

import pytest

from tests.unit.extract.test_agreements import reports
from tests.unit.extract.test_agreements_causes import parties

NUMBERED = """Oman and Kenya signed three memorandums of understanding on Tuesday.

1) Cooperation between Oman Atomic Energy Commission and Kenya Academy of Science

2) Agreement on trafficking in persons

3) Handling of cargo between Oman Railway and Kenya Transit Company
"""
DASHED = """Peru and Chile concluded two agreements on Monday.

- Protocol on the return of stolen cars
- Air services

Peru's president left on Tuesday.
"""
ROUNDED = """Ghana and Togo signed several accords.

• An accord on fishing
• An accord on customs
"""


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (NUMBERED, ["Cooperation", "trafficking in persons", "Handling of cargo"]),
        (DASHED, ["return of stolen cars", "Air services"]),
        (ROUNDED, ["fishing", "customs"]),
    ],
)
def test_each_item_of_a_list_is_an_agreement(text: str, subjects: list[str]) -> None:
    found = reports(text)
    assert [r.subject.text for r in found if r.subject is not None] == subjects
    assert len({r.thread for r in found}) == len(subjects)


def test_an_item_is_of_those_whom_it_names_and_else_of_those_who_signed() -> None:
    first, second, _ = reports(NUMBERED)
    assert parties(first) == {"organization:oman-atomic-energy-commission", "organization:kenya-academy-of-science"}
    assert parties(second) == {"country:OMN", "country:KEN"}


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile signed two pacts on salt. They praised:\n\n- the weather",
        "Ghana and Togo signed an accord on salt.\n\n1) The price of salt\n\n2) The price of rice",
        "Kenya and Oman hold talks on two pacts.\n\n1) Roads\n\n2) Ports",
    ],
)
def test_other_lists_are_no_agreements(text: str) -> None:
    assert all(r.rule != "conclude: listed" for r in reports(text))
