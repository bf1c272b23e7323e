import sys
from pathlib import Path
from typing import Any

import pytest

from flows.load import history

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "builders"))

from releases import release, told  # noqa: E402


def test_the_same_release_changes_nothing(tmp_path: Path) -> None:
    one, other = release(tmp_path / "1", told({"goods": "rifles"})), release(tmp_path / "2", told({"goods": "rifles"}))
    assert {name: rows.height for name, rows in history(one, other, "r2").items()} == {
        "id_redirects": 0,
        "corrections": 0,
        "changes": 0,
    }


def test_a_new_value_is_a_correction_with_its_article(tmp_path: Path) -> None:
    first = {"goods": "rifles", "value": ("5e8", "USD", "about")}
    one = release(tmp_path / "1", told(first))
    other = release(tmp_path / "2", told(first, {"goods": "rifles", "value": ("4.85e8", "USD")}))
    found = history(one, other, "r2")
    rows = found["corrections"].filter(found["corrections"]["field"] == "amount").rows(named=True)
    assert [(row["old"], row["new"], row["reason"], row["changed_in_run"]) for row in rows] == [
        ("500000000.00", "485000000.00", "reported by doc_1.txt", "r2"),
    ]


@pytest.mark.parametrize(
    ("later", "has_heir"), [([{"goods": "Alpha rifles", "value": ("5e8", "USD")}], True), ([], False)]
)
def test_a_deal_that_is_gone_leads_to_its_heir(tmp_path: Path, later: list[dict[str, Any]], has_heir: bool) -> None:
    """Two deals become one once a third article links them; or their articles are gone."""
    apart = [{"goods": "rifles", "value": ("5e8", "USD")}, {"goods": "rifles", "value": ("9e8", "USD")}]
    one = release(tmp_path / "1", told(*apart))
    joined = [{"goods": "rifles", "value": ("5e8", "USD")}, {"goods": "rifles"}] if has_heir else []
    other = release(tmp_path / "2", told(*joined))
    found = history(one, other, "r2")["id_redirects"]
    assert found.height == (1 if has_heir else 2)
    assert found["new_id"].is_not_null().all() == has_heir
    again = history(other, other, "r3")["id_redirects"]
    assert again.height == 0
