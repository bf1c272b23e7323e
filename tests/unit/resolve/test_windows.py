from datetime import date

import pytest

from flows.resolve.windows import Window, days_between

NEW_YEAR = date(2016, 1, 1)


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        (Window(NEW_YEAR, NEW_YEAR), Window(date(2016, 1, 4), date(2016, 1, 4)), 3),
        (Window(None, NEW_YEAR), Window(date(2015, 1, 1), date(2015, 1, 1)), 0),
        (Window(None, NEW_YEAR), Window(date(2016, 1, 2), None), 1),
        (Window(NEW_YEAR, None), Window(date(2016, 5, 1), None), 0),
        (None, Window(NEW_YEAR, NEW_YEAR), None),
    ],
)
def test_days_between(one: Window | None, other: Window | None, days: int | None) -> None:
    assert days_between(one, other) == days
    assert days_between(other, one) == days
