from __future__ import annotations

import pytest

from flows.ingest.segments.bylines import read_byline


@pytest.mark.parametrize(
    ("line", "author", "outlet"),
    [
        ("By Ann Roe", "Ann Roe", None),
        ("BY ANN ROE", "Ann Roe", None),
        ("By: Ann Roe, Gulf Daily", "Ann Roe", "Gulf Daily"),
        ("By Ann Roe and Bo van der Lee", "Ann Roe and Bo van der Lee", None),
        ("By Ann Roe, Energy Correspondent", "Ann Roe", None),
        ("By Ann Roe in Cairo", "Ann Roe", None),
        ("By Ann Roe | Gulf Daily", "Ann Roe", "Gulf Daily"),
        ("Ann Roe is The Gulf Daily's diplomatic correspondent", "Ann Roe", "The Gulf Daily"),
        ("Ann Roe is a reporter for The Gulf Daily.", "Ann Roe", "The Gulf Daily"),
        ("(Reporting by Ann Roe in Doha; Editing by Bo Lee)", "Ann Roe", None),
        ("By Staff Writer", "Staff Writer", None),
    ],
)
def test_a_byline_names_author_and_outlet(line: str, author: str, outlet: str | None) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert (byline.author, byline.outlet) == (author, outlet)


@pytest.mark.parametrize(
    "line", ["Published: 8 March 2019", "8 March 2019", "Updated 10:15 GMT, March 8, 2019", "2019-03-08"]
)
def test_a_line_may_date_the_article(line: str) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert byline.published is not None
    assert byline.published.edtf == "2019-03-08"


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the two sides had agreed.",
        "By land and sea, the goods arrived.",
        "The minister is the president's oldest ally.",
        "In 2019",
        "2019",
        "Ann Roe said no.",
        "By Ann Roe" + " who wrote" * 20,
    ],
)
def test_sentences_and_headings_are_no_bylines(line: str) -> None:
    assert read_byline(line) is None
