from typing import Any

import pytest

from flows.resolve import resolve

PAIR = {"supplier": "country:NOR", "recipient": "country:PER"}


def calls(made_up: Any, about: str) -> list[tuple[str, str]]:
    rows = resolve(made_up.parts())["close_calls"]
    return sorted(rows.filter(rows["about"] == about).select("verdict", "method").rows())


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"goods": "rifles"}, {"goods": "rifles"}, [("merged", "parties_and_goods")]),
        ({"goods": "rifles"}, {"goods": "submarines"}, [("apart", "other_goods")]),
        ({"goods": "rifles", "value": ("5e8", "USD")}, {"goods": "rifles", "value": ("9e8", "USD")}, "other_value"),
    ],
)
def test_deals_that_agree_in_part_are_close_calls(
    made_up: Any, first: dict[str, Any], second: dict[str, Any], expected: Any
) -> None:
    for n, said in enumerate((first, second)):
        made_up.document(f"doc_{n}", "2016-12-13")
        made_up.deal(f"doc_{n}", **PAIR, **said)
    assert calls(made_up, "deal") == ([("apart", expected)] if isinstance(expected, str) else expected)


def test_deals_that_agree_in_all_are_none(made_up: Any) -> None:
    for n in range(2):
        made_up.document(f"doc_{n}", "2016-12-13")
        made_up.deal(f"doc_{n}", **PAIR, goods="rifles", value=("4.85e8", "USD"))
    assert calls(made_up, "deal") == []


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Ada Lovelle", "Ada B. Lovelle"), [("merged", "middle_name")]),
        (("Ada Lovelle", "Lovelle"), [("merged", "surname_of_one")]),
        (("Ada Lovelle", "Tom Lovelle"), []),
    ],
)
def test_people_known_by_parts_of_a_name_are_close_calls(made_up: Any, names: tuple[str, ...], expected: Any) -> None:
    for n, name in enumerate(names):
        made_up.document(f"doc_{n}")
        made_up.entity(f"doc_{n}", "country:NOR")
        made_up.entity(f"doc_{n}", "person:other", "Bo Hansen")
        made_up.entity(f"doc_{n}", "person:p", name)
    assert calls(made_up, "entity") == expected


def test_a_surname_of_two_people_is_kept_apart_from_both(made_up: Any) -> None:
    for n, name in enumerate(("Ada Lovelle", "Tom Lovelle", "Lovelle")):
        made_up.document(f"doc_{n}")
        made_up.entity(f"doc_{n}", "country:NOR")
        made_up.entity(f"doc_{n}", "person:other", "Bo Hansen")
        made_up.entity(f"doc_{n}", "person:p", name)
    assert calls(made_up, "entity") == [("apart", "surname_of_several")] * 2


def test_both_sides_lead_to_their_documents_and_facts(made_up: Any) -> None:
    for n, goods in enumerate(("rifles", "submarines")):
        made_up.document(f"doc_{n}", "2016-12-13")
        made_up.deal(f"doc_{n}", **PAIR, goods=goods)
    found = resolve(made_up.parts())
    (row,) = found["close_calls"].rows(named=True)
    home = dict(found["deal_reports"].select("report_id", "deal_id").rows())
    assert {row["doc_id_a"], row["doc_id_b"]} == {"doc_0", "doc_1"}
    assert [row["thing_id_a"], row["thing_id_b"]] == [home[row["told_id_a"]], home[row["told_id_b"]]]
