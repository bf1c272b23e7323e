"""Points and names of countries."""

from __future__ import annotations

import pycountry
import pytest

from flows.export.maps import country_name, point

# Smaller than what the map of 1:50 million shows, or part of another country on it.
UNSHOWN = set("BES BVT CCK CXR GIB GUF GLP MTQ MYT REU SJM TKL TUV UMI".split())


def test_every_country_of_today_has_a_point() -> None:
    assert {found.alpha_3 for found in pycountry.countries if point(found.alpha_3) is None} == UNSHOWN


@pytest.mark.parametrize(
    ("code", "west", "south", "east", "north"),
    [("FRA", -5, 42, 9, 52), ("NOR", 4, 57, 32, 72), ("USA", -125, 24, -66, 50), ("FJI", 177, -20, 181, -12)],
)
def test_a_point_lies_in_its_country(code: str, west: float, south: float, east: float, north: float) -> None:
    found = point(code)
    assert found is not None
    assert west < found[0] < east
    assert south < found[1] < north


@pytest.mark.parametrize(("code", "name"), [("VNM", "Vietnam"), ("SUN", "USSR"), ("XXX", "XXX")])
def test_a_country_has_the_name_that_people_use(code: str, name: str) -> None:
    assert country_name(code).startswith(name)
