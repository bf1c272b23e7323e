"""Time expressions in raw text."""

from __future__ import annotations

from datetime import date

import pytest

from flows.extract.dates import find_times, infer_publication, resolve
from flows.model import edtf
from flows.model.document import Document, Segment
from flows.model.vocabulary.articles import SegmentAction, Zone
from flows.model.vocabulary.statements import Basis, DatePrecision

WEDNESDAY = edtf.day(date(2016, 12, 14))


def only(text, anchor=None, prefer=None):
    """The one time expression of a text."""
    found = find_times(text, anchor=anchor, prefer=prefer)
    assert len(found) == 1, [time.span.text for time in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "span", "meaning"),
    [
        ("on December 13, 2016", "December 13, 2016", "2016-12-13"),
        ("on Dec. 13 2016", "Dec. 13 2016", "2016-12-13"),
        ("on 13 December 2016", "13 December 2016", "2016-12-13"),
        ("on the 13th of December, 2016", "the 13th of December, 2016", "2016-12-13"),
        ("on 2016-12-13", "2016-12-13", "2016-12-13"),
        ("on 13/12/2016", "13/12/2016", "2016-12-13"),
        ("on 12/13/2016", "12/13/2016", "2016-12-13"),
        ("on 3.12.2016", "3.12.2016", "2016-12-03"),
        ("on Tuesday, December 13, 2016", "Tuesday, December 13, 2016", "2016-12-13"),
        ("in August 1997", "August 1997", "1997-08"),
        ("in September, 1990", "September, 1990", "1990-09"),
        ("the 1990 January riots", "1990 January", "1990-01"),
        ("late May 1997", "late May 1997", "1997-05"),
        ("in 2003", "2003", "2003"),
        ("a 2009 accord", "2009", "2009"),
        ("Peru's 2009 accord", "2009", "2009"),
        ("by 2016", "2016", "2016"),
        ("in mid-2011", "mid-2011", "2011"),
        ("end-1987", "end-1987", "1987"),
        ("in the late 1990s", "the late 1990s", "199X"),
        ("in the '80s", "the '80s", "198X"),
        ("from 1988 to 1994", "from 1988 to 1994", "1988/1994"),
        ("between 2001 and 2013", "between 2001 and 2013", "2001/2013"),
        ("in 2016-2020", "2016-2020", "2016/2020"),
        ("in 2016-20", "2016-20", "2016/2020"),
        ("from September to November 1990", "from September to November 1990", "1990-09/1990-11"),
        ("from May 3, 1990 to June 4, 1991", "from May 3, 1990 to June 4, 1991", "1990-05-03/1991-06-04"),
        ("on Feb. 24-25, 2020", "Feb. 24-25, 2020", "2020-02-24/2020-02-25"),
        ("in spring 2005", "spring 2005", "2005-21"),
        ("in the third quarter of 1990", "the third quarter of 1990", "1990-07/1990-09"),
        ("in Q3 2012", "Q3 2012", "2012-07/2012-09"),
        ("in the second half of 2012", "the second half of 2012", "2012-07/2012-12"),
    ],
)
def test_absolute_dates(text, span, meaning):
    time = only(text)
    assert (time.span.text, time.date.edtf, time.basis) == (span, meaning, Basis.STATED)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("It opened yesterday", "2016-12-13"),
        ("It opens today", "2016-12-14"),
        ("It opens tomorrow", "2016-12-15"),
        ("It opened on Tuesday", "2016-12-13"),
        ("It will open on Tuesday", "2016-12-20"),
        ("He said on Tuesday that it will open", "2016-12-13"),
        ("On Tuesday, it will open", "2016-12-20"),
        ("He said that on Tuesday it will open", "2016-12-20"),
        ("before leaving for home on Thursday", "2016-12-15"),
        ("It opened on Wednesday", "2016-12-14"),
        ("It opened last Wednesday", "2016-12-07"),
        ("It will open next Wednesday", "2016-12-21"),
        ("It opened on Tuesday (Dec. 13)", "2016-12-13"),
        ("It opened last week", "2016-12-05/2016-12-11"),
        ("It opens this week", "2016-12-12/2016-12-18"),
        ("It opened last month", "2016-11"),
        ("It will open next month", "2017-01"),
        ("It opened last year", "2015"),
        ("It opened earlier this year", "2016"),
        ("It opened last April", "2016-04"),
        ("It opened in April of last year", "2015-04"),
        ("It opened in May", "2016-05"),
        ("It will open in May", "2017-05"),
        ("It should be completed in May", "2017-05"),
        ("It is expected to be held in May", "2017-05"),
        ("with closing expected May 22", "2017-05-22"),
        ("It opened on June 18", "2016-06-18"),
        ("It opened on March 30", "2016-03-30"),
        ("It was scheduled to expire on December 10", "2016-12-10"),
        ("the gate, December 30", "2016-12-30"),
        ("It will open on 3 March", "2017-03-03"),
        ("It opened two years ago", "2014"),
        ("It opened a month ago", "2016-11"),
        ("over the next two years", "2016/2018"),
        ("in the past three months", "2016-09/2016-12"),
        ("It has lasted for many years", "../2016-12-14"),
        ("It fell in the third quarter", "2016-07/2016-09"),
        ("at the weekend, last weekend", "2016-12-10/2016-12-11"),
    ],
)
def test_relative_dates(text, meaning):
    time = only(text, WEDNESDAY)
    assert (time.date.edtf, time.basis) == (meaning, Basis.INFERRED_TEXT)


@pytest.mark.parametrize(
    ("text", "meaning", "weekday"),
    [
        ("It opened on Tuesday", "XXXX-XX-XX", 2),
        ("It opened yesterday", "XXXX-XX-XX", None),
        ("It opened in May", "XXXX-05", None),
        ("It opened on 2 May", "XXXX-05-02", None),
    ],
)
def test_without_an_anchor_the_unknown_stays_unknown(text, meaning, weekday):
    time = only(text)
    assert (time.date.edtf, time.date.weekday, time.date.earliest) == (meaning, weekday, None)


@pytest.mark.parametrize(
    "text", ["a two-day visit", "It took six hours", "for 25 years", "last week", "It opened on 31 February 2016"]
)
def test_what_no_date_can_be_given(text):
    assert only(text).date is None


@pytest.mark.parametrize(
    "text",
    [
        "They may sell it",
        "The march went on",
        "She died in Mar del Plata",
        "2000 troops",
        "in 2000 homes",
        "a 747-400",
        "on 02/03/2004",
        "the Sunday Telegraph said",
        "$1990 and 1,990 boats",
        "in 1990 mln dlrs",
        "open until 2000 GMT",
    ],
)
def test_what_is_no_time(text):
    assert find_times(text) == []


def test_the_caller_may_say_which_way_the_words_look():
    assert only("on Tuesday", WEDNESDAY, "future").date.edtf == "2016-12-20"
    assert resolve("Tuesday", WEDNESDAY, "past").edtf == "2016-12-13"
    assert resolve("2003", WEDNESDAY, "past").edtf == "2003"
    assert resolve("a boat", WEDNESDAY, "past") is None


def test_an_approximate_anchor_dates_no_weekday():
    assert only("on Tuesday", edtf.approximate(WEDNESDAY)).date.edtf == "XXXX-XX-XX"


def test_an_open_anchor_dates_nothing():
    assert only("last year", edtf.since(edtf.year(2021))).date is None


def test_offsets_are_shifted():
    time = find_times("It opened in August 1997.", offset=40)[0]
    assert (time.span.start, time.span.end) == (53, 64)


def document(*segments: tuple[Zone, str]) -> tuple[Document, list]:
    """A document of zones and its time expressions."""
    text, found, times = "", [], []
    for zone, words in segments:
        found.append(Segment(len(text), len(text) + len(words), zone, SegmentAction.KEEP))
        times += find_times(words, offset=len(text))
        text += words + "\n\n"
    return Document("doc", "f.txt", "0", text, tuple(found)), times


@pytest.mark.parametrize(
    ("segments", "meaning"),
    [
        ([(Zone.BODY, "It opened on Tuesday."), (Zone.PHOTO_CAPTION, "The gate on December 13, 2016.")], "2016-12-13"),
        ([(Zone.BODY, "It opened on Friday."), (Zone.PHOTO_CAPTION, "The gate on December 13, 2016.")], None),
        ([(Zone.BODY, "It will open on Tuesday."), (Zone.PHOTO_CAPTION, "The gate on December 13, 2016.")], None),
        ([(Zone.BODY, "It opened on Tuesday, December 13, 2016.")], None),
        ([(Zone.BODY, "It sold ten boats in 2016-2020.")], "2021/.."),
        ([(Zone.BODY, "It sold ten boats in 2016-2020, and two in 2023.")], None),
        ([(Zone.BODY, "It will sell ten boats in 2016-2020.")], None),
        ([(Zone.BODY, "They were paid little from 1885 to 1951.")], None),
        ([(Zone.BODY, "In the two and a half decades since Peru fell in 1991, it grew.")], "2016~"),
        ([(Zone.BODY, "It opened in 1997 and on Tuesday.")], None),
    ],
)
def test_publication_from_the_text_alone(segments, meaning):
    found = infer_publication(*document(*segments))
    assert (found and found[0].edtf) == meaning
    assert found is None or found[1] is Basis.INFERRED_TEXT


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("on 2016-12-13", DatePrecision.DAY),
        ("this week", DatePrecision.WEEK),
        ("in May 2016", DatePrecision.MONTH),
        ("in 2016", DatePrecision.YEAR),
        ("in the 1990s", DatePrecision.DECADE),
        ("from 1988 to 1994", DatePrecision.INTERVAL),
        ("over the years", DatePrecision.OPEN),
    ],
)
def test_precision(text, precision):
    assert only(text, WEDNESDAY).date.precision is precision
