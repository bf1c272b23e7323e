"""The EDTF expression that the gate lets pass (level 1, Library of Congress)."""

from __future__ import annotations

import re

import duckdb
import pytest

from flows.check.condensed import EDTF

GOOD = [
    "2016-12-13", "1997-08", "2016", "199X", "19XX", "2004-XX", "2004-06-XX", "2004-XX-XX", "XXXX-XX-XX", "2016~",
    "2016?", "2016%", "2023-05-30~", "2016/2020", "2016-12/2017-01", "../2016-12-13", "2021/..",
    "/2016", "2016/", "2001-21",
    "Y170000002", "-0100", "2004-06~/2006-08?",
]  # fmt: skip
BAD = [
    "", "13 December 2016", "2016-13", "2016-00", "2016-12-32", "2016-1-1", "16", "20166", "X", "1X99", "../..", "/",
    "2001-21-03", "2016/2017/2018",    "2016-12-13T10:00", "2016-12-13 ", "unknown", "2016//",
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD)
def test_an_edtf_expression_passes(text: str) -> None:
    assert duckdb.execute("select regexp_full_match(?, ?)", [text, EDTF]).fetchone() == (True,)


@pytest.mark.parametrize("text", BAD)
def test_anything_else_does_not(text: str) -> None:
    assert duckdb.execute("select regexp_full_match(?, ?)", [text, EDTF]).fetchone() == (False,)


def test_the_expression_has_no_braces_that_great_expectations_would_fill_in() -> None:
    assert re.search(r"[{}]", EDTF) is None
