from __future__ import annotations

import pytest

from flows.ingest.front_matter import read_front_matter


@pytest.mark.parametrize(
    "line",
    ['title: "Two ports, one owner"', "title: 'Two ports, one owner'", "title:   Two ports, one owner  "],
)
def test_a_value_has_the_place_of_its_words(line: str) -> None:
    text = f"---\n{line}\nsource: x\n---\nBody."
    value = read_front_matter(text).values["title"]
    assert value.text == "Two ports, one owner"
    assert text[value.start : value.end] == "Two ports, one owner"


def test_the_block_ends_behind_its_second_line() -> None:
    text = "---\r\ntitle: A sale\r\n---\r\nBody."
    assert text[read_front_matter(text).end :] == "Body."


def test_a_folded_title_keeps_its_lines_in_place() -> None:
    text = "---\ntitle: >\n  A long\n  title\n---\nBody."
    value = read_front_matter(text).values["title"]
    assert (value.text, text[value.start : value.end]) == ("A long title", "A long\n  title")


def test_keys_are_lower_case_and_lists_are_joined() -> None:
    values = read_front_matter("---\nAuthor: [Ann Roe, Bo Lee]\n---\nx").values
    assert values["author"].text == "Ann Roe, Bo Lee"


def test_an_unquoted_colon_is_read_line_by_line() -> None:
    front = read_front_matter("---\ntitle: Gas: a new deal\npublished: 2011-02-03\n---\nx")
    assert front.values["title"].text == "Gas: a new deal"
    assert front.warnings == ("W_FRONT_MATTER",)


@pytest.mark.parametrize(
    "text",
    [
        "Body without it.",
        "---\nA line under an ornament.\n---\nAnd so on.",
        "---\ntitle: never closed",
        " ---\ntitle: x\n---\ny",
        "---\n- a\n- b\n---\nx",
    ],
)
def test_other_texts_have_none(text: str) -> None:
    front = read_front_matter(text)
    assert (front.values, front.end) == ({}, 0)


@pytest.mark.parametrize("bomb", ["a: &a [x, *a]", "a: " + "[" * 5_000, "a: !!python/object/apply:os.system [ls]"])
def test_hostile_yaml_is_neither_run_nor_expanded(bomb: str) -> None:
    assert read_front_matter(f"---\n{bomb}\ntitle: T\n---\nx").end in (0, len(f"---\n{bomb}\ntitle: T\n---\n"))


def test_empty_values_are_absent() -> None:
    assert set(read_front_matter("---\ntitle:\nsource: ~\nurl: x\n---\ny").values) == {"url"}
