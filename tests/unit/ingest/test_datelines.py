from __future__ import annotations

import pytest

from flows.ingest.segments.datelines import country_of, read_dateline

BODY = "The ministry said on Monday that the talks would go on for a week."


@pytest.mark.parametrize(
    ("opening", "place", "country"),
    [
        ("BAKU, Azerbaijan — ", "Baku", "AZE"),
        ("OSLO – ", "Oslo", "NOR"),
        ("LIMA (Reuters) - ", "Lima", "PER"),
        ("KUWAIT CITY, July 25: ", "Kuwait City", "KWT"),
        ("NAIROBI, Kenya (AP) -- ", "Nairobi", "KEN"),
        ("BEIJING, Dec. 13 (Xinhua) -- ", "Beijing", "CHN"),
        ("New Delhi, Jan 25 (IANS) ", "New Delhi", "IND"),
        ("MOSCOW, December 13. /TASS/. ", "Moscow", "RUS"),
        ("CAIRO – 16 February 2015: ", "Cairo", "EGY"),
        ("DUBUQUE, Iowa, March 3 - ", "Dubuque", "USA"),
        ("HALIFAX, N.S. — ", "Halifax", "CAN"),
        ("GDANSK, Poland - ", "Gdansk", "POL"),
        ("RIO DE JANEIRO, Brazil - ", "Rio de Janeiro", "BRA"),
        ("Washington — ", "Washington", "USA"),
        ("SINGAPORE: ", "Singapore", "SGP"),
        ("KIEV – ", "Kiev", "UKR"),
        ("ZWOLLE, 3 May 2004 – ", "Zwolle", None),
        ("BENGALURU: ", "Bengaluru", None),
        ("ZWOLLE, May 11 ", "Zwolle", None),
        ("LIMA (Reuters) -", "Lima", "PER"),
        ("ZWOLLE (a-news) - ", "Zwolle", None),
    ],
)
def test_a_dateline_gives_place_and_country(opening: str, place: str, country: str | None) -> None:
    dateline = read_dateline(opening + BODY)
    assert dateline is not None
    assert (dateline.length, dateline.place, dateline.country) == (len(opening), place, country)


@pytest.mark.parametrize(
    "opening",
    [
        "NATO — ",
        "UPDATE: ",
        "The European Union (EU) ",
        "OPEC, Monday: ",
        "NATO (the alliance) and ",
        "In May 11 ",
        "Washington — long a foe of the plan — said yes. ",
        "France - ",
        "Two things: ",
        "",
    ],
)
def test_other_openings_stay_in_the_sentence(opening: str) -> None:
    assert read_dateline(opening + BODY) is None


def test_an_agency_alone_is_a_dateline_without_a_place() -> None:
    dateline = read_dateline("(Reuters) - " + BODY)
    assert dateline is not None
    assert (dateline.place, dateline.agency) == (None, "Reuters")


@pytest.mark.parametrize(
    ("opening", "year", "edtf"),
    [
        ("PARIS, March 27 - ", 1987, "1987-03-27"),
        ("PARIS, March 27 - ", None, None),
        ("PARIS, March 27, 1987 - ", None, "1987-03-27"),
        ("PARIS, February 30 - ", 1987, None),
        ("PARIS — ", 1987, None),
    ],
)
def test_the_year_is_never_invented(opening: str, year: int | None, edtf: str | None) -> None:
    dateline = read_dateline(opening + BODY)
    assert dateline is not None
    filed = dateline.published(year)
    assert (filed and filed.edtf) == edtf


@pytest.mark.parametrize(
    ("place", "region", "country"),
    [
        ("TBILISI", "Georgia", "GEO"),
        ("ATLANTA", "Georgia", "USA"),
        ("SPRINGFIELD", "Georgia", None),
        ("PARIS", "Texas", "USA"),
        ("GAZA CITY", "Gaza Strip", "PSE"),
        ("OXFORD", "England", "GBR"),
        ("TULSA", "OK", "USA"),
        ("XYZ", None, None),
    ],
)
def test_a_country_is_told_only_where_it_is_sure(place: str, region: str | None, country: str | None) -> None:
    assert country_of(place, region) == country


def test_a_line_that_is_all_dateline_is_none() -> None:
    assert read_dateline("OSLO – ") is None
