from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest import front_matter
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


SIMPLE = ["Gas", "9", " ", ", ", "-", "/", "b's", "é", "’", "—", ":x"]
ODD = [*"-.,:;!?\"'#&*%@|>[]{}()~\\/$=\t\u0085\u2028\u200b\U0001f600", ": ", " #", "null", "Null", "\r"]
LINES = st.lists(
    st.tuples(
        st.sampled_from(["title", "Date", "a-b", "x y", "<<", "9"]),
        st.sampled_from([": ", ":   ", ': "', ": '", ":"]),
        st.lists(st.sampled_from([*SIMPLE * 4, *ODD]), max_size=4).map("".join),
        st.sampled_from(["", '"', "'", " ", '" ']),
    ).map("".join),
    max_size=2,
)


@given(LINES, st.sampled_from(["\n", "\r\n"]))
def test_simple_lines_mean_what_they_mean_to_a_yaml_parser(lines: list[str], ending: str) -> None:
    block = "".join(line + ending for line in lines)
    simple = front_matter._from_simple(block, 0, len(block))
    assert simple is None or not block or simple == front_matter._from_yaml(block, 0)


@pytest.mark.parametrize(
    "value", ["Ships, sold", '"Ships: sold"', "https://example.org/a?b=1", "12:30", "2011-02-03", "AT&T's"]
)
def test_common_lines_are_simple(value: str) -> None:
    block = f"title: {value}\r\nsource: x\r\n"
    simple = front_matter._from_simple(block, 0, len(block))
    assert simple is not None
    assert simple == front_matter._from_yaml(block, 0)


@pytest.mark.parametrize(
    "value", ["Gas: a deal", "a #b", "*a", "&a x", "!!int 1", "[x]", "{x: y}", '"a\\n"', "|", "a:", "'x'"]
)
def test_lines_that_yaml_reads_otherwise_are_left_to_it(value: str) -> None:
    block = f"title: {value}\n"
    assert front_matter._from_simple(block, 0, len(block)) is None


@pytest.mark.parametrize("line", ["title: a" + " " * 60_000 + "b:", "a" * 60_000 + ": b", "t: " + "a:" * 30_000 + " #"])
def test_the_longest_lines_are_read_in_no_time(line: str) -> None:
    begun = time.process_time()
    read_front_matter(f"---\n{line}\nsource: x\n---\nBody.")
    assert time.process_time() - begun < 2
