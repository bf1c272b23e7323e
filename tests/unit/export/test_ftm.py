"""What FollowTheMoney's model asks of ids, dates and countries."""

from __future__ import annotations

import re

import pytest

from flows.export.ftm import country, date, ftm_id


@pytest.mark.parametrize("ours", ["country:AZE", "deal_1a2b", "intergovernmental_organization:un"])
def test_ids_have_only_letters_that_the_model_allows(ours: str) -> None:
    assert re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?", ftm_id(ours))


@pytest.mark.parametrize("plain", ["2016", "2016-12", "2016-12-13"])
def test_plain_dates_are_kept(plain: str) -> None:
    assert date(plain) == plain


@pytest.mark.parametrize("edtf", [None, "199X", "2016~", "../2016-12-13", "2016/2020"])
def test_dates_that_the_model_has_no_words_for_are_left_out(edtf: str | None) -> None:
    assert date(edtf) is None


@pytest.mark.parametrize(
    ("ours", "theirs"), [("AZE", "az"), ("SUN", "suhh"), ("XKX", "xk"), ("ATB", None), (None, None)]
)
def test_countries_are_spelled_as_the_model_does(ours: str | None, theirs: str | None) -> None:
    assert country(ours) == theirs
