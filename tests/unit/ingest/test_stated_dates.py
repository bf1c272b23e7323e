from __future__ import annotations

import pytest

from flows.ingest.dates import parse_stated


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2019-03-08", "2019-03-08"),
        ("2019-03-08T23:30:00+05:30", "2019-03-08"),
        ("2019-03-08 07:00", "2019-03-08"),
        ("20190308", "2019-03-08"),
        ("8 March 2019", "2019-03-08"),
        ("March 8, 2019", "2019-03-08"),
        ("Fri, 8 Mar 2019", "2019-03-08"),
        ("Sept. 8th, 2019", "2019-09-08"),
        ("8 March 2019, 10:15 GMT", "2019-03-08"),
        ("Fri, 08 Mar 2019 10:15:00 +0000", "2019-03-08"),
        ("2019-03", "2019-03"),
        ("March 2019", "2019-03"),
        ("2019", "2019"),
    ],
)
def test_a_stated_date_is_read(text: str, edtf: str) -> None:
    date = parse_stated(text)
    assert date is not None
    assert date.edtf == edtf


@pytest.mark.parametrize(
    "text", ["02/03/2004", "31 February 2019", "2019-02-30", "yesterday", "0001-01-01", "9999", "", "12"]
)
def test_what_is_no_sure_date_is_not_guessed(text: str) -> None:
    assert parse_stated(text) is None


def test_a_month_spans_its_days() -> None:
    date = parse_stated("2020-02")
    assert date is not None
    assert (str(date.earliest), str(date.latest)) == ("2020-02-01", "2020-02-29")
