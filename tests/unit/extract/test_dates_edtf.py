"""EDTF strings."""

from __future__ import annotations

from datetime import date

import pytest

from flows.model import edtf
from flows.model.vocabulary.statements import DatePrecision


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2016-12-13", date(2016, 12, 13), date(2016, 12, 13), DatePrecision.DAY),
        ("2023-05-30~", date(2023, 5, 30), date(2023, 5, 30), DatePrecision.DAY),
        ("1997-08", date(1997, 8, 1), date(1997, 8, 31), DatePrecision.MONTH),
        ("2016~", date(2016, 1, 1), date(2016, 12, 31), DatePrecision.YEAR),
        ("199X", date(1990, 1, 1), date(1999, 12, 31), DatePrecision.DECADE),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31), DatePrecision.INTERVAL),
        ("2016/2020", date(2016, 1, 1), date(2020, 12, 31), DatePrecision.INTERVAL),
        ("2016-12-12/2016-12-18", date(2016, 12, 12), date(2016, 12, 18), DatePrecision.WEEK),
        ("../2016-12-13", None, date(2016, 12, 13), DatePrecision.OPEN),
        ("2021/..", date(2021, 1, 1), None, DatePrecision.OPEN),
        ("2005-21", date(2005, 3, 1), date(2005, 5, 31), DatePrecision.INTERVAL),
        ("2005-24", date(2005, 12, 1), date(2006, 2, 28), DatePrecision.INTERVAL),
        ("XXXX-XX-XX", None, None, DatePrecision.DAY),
        ("XXXX-05", None, None, DatePrecision.MONTH),
        ("2016-XX", date(2016, 1, 1), date(2016, 12, 31), DatePrecision.MONTH),
        ("2016-02-XX", date(2016, 2, 1), date(2016, 2, 29), DatePrecision.DAY),
    ],
)
def test_parse(text, earliest, latest, precision):
    found = edtf.parse(text)
    assert (found.edtf, found.earliest, found.latest, found.precision) == (text, earliest, latest, precision)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2016-13",
        "2016-02-30",
        "31 May 2016",
        "2016-5",
        "16",
        "20160531",
        "2020/2016",
        "../..",
        "/",
        "2016/2017/2018",
        "2016~~",
        "XXXX",
        "199X-05",
        "XXXX-13",
        "XXXX-02-30",
        "2016-XX-05",
        "2016-12-13T10:00",
        "0000-00-00",
    ],
)
def test_what_is_no_edtf(text):
    with pytest.raises(ValueError, match=r"\S"):
        edtf.parse(text)


def test_an_interval_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="ends before"):
        edtf.interval(edtf.year(2020), edtf.year(2016))


def test_a_week_runs_from_monday_to_sunday():
    assert edtf.week(date(2016, 12, 14)).edtf == "2016-12-12/2016-12-18"
