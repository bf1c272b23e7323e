from __future__ import annotations

import pytest

from flows.ingest.segments.captions import is_caption


@pytest.mark.parametrize(
    "text",
    [
        "Ministers at the lake on June 2, 2011. (Ann Roe/AFP)",
        "A tanker leaves the terminal (AP Photo/Bo Lee)",
        "A tanker leaves the terminal. (Photo: Shipyard)",
        "A tanker leaves the terminal. (Ann Roe/Gulf Daily)",
        "Photo: a tanker at the terminal",
        "FILE PHOTO: A tanker leaves the terminal",
        "File photo of the terminal",
        "FILE - In this May 3, 2011 photo a tanker leaves the terminal.",
        "Photo by Ann Roe/AFP",
        "President Jane Roe (L) and King Bo II (R) at the palace on June 2.",
        "President Jane Roe (left) greets King Bo II at the palace",
        "Ann Roe, left, and Bo Lee, right, sign the accord in Oslo",
        "The new bridge. Credit: Ann Roe",
        "![A tanker at the terminal](tanker.jpg)",
    ],
)
def test_captions_are_known_by_credit_opening_or_position(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "The bill, backed by Senator Jane Roe (R), passed on Monday.",
        "“We will sign,” President Jane Roe (left) said.",
        "The two ministers met in Cairo (Reuters)",
        "Advisers to the buyer (Credit Suisse/UBS) declined to comment.",
        "The party moved to the left, and the right, it said, gained.",
        "Picture this: a ship that costs nothing.",
        "The credit: ten billion euros. It runs for five years.",
        "They ordered the jets (F-16s) and paid (in cash).",
        "x" * 700 + " (Ann Roe/AFP)",
    ],
)
def test_sentences_are_no_captions(text: str) -> None:
    assert not is_caption(text)
