from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

import pytest

from flows.resolve import resolve
from flows.resolve.minhash import Signed, repeated, signature, similarity

STORY = " ".join(
    f"sentence {n} tells what party {n} sold to party {n + 1} and for how much in year {n}" for n in range(30)
)
OTHER = " ".join(f"another {n} says how the harbour {n} was built with money from bank {n}" for n in range(30))
EDITED = STORY.replace("sentence 7 tells", "sentence seven reports")


def near_duplicates(rows: Iterable[tuple[str, str | None, str]]) -> dict[str, str]:
    return repeated(Signed(doc_id, published, signature(text)) for doc_id, published, text in rows)


def test_an_edited_copy_is_a_duplicate_of_the_earlier_one() -> None:
    assert near_duplicates([("b", "2011-02-03", STORY), ("a", "2011-02-04", EDITED)]) == {"a": "b"}


def test_other_stories_are_none() -> None:
    assert near_duplicates([("a", None, STORY), ("b", None, OTHER)]) == {}


def test_an_undated_copy_comes_after_a_dated_one() -> None:
    assert near_duplicates([("a", None, STORY), ("b", "2011", STORY)]) == {"a": "b"}


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [("a", "2011-02-03", STORY), ("b", "2011-02-03", EDITED), ("c", None, OTHER), ("d", "2010", OTHER + " end")]
    found = [near_duplicates(order) for order in itertools.permutations(rows)]
    assert all(one == {"b": "a", "c": "d"} for one in found)


def test_no_chain_leads_from_one_story_to_another() -> None:
    words = STORY.split()
    steps = {f"d{n}": " ".join(words[n * 20 :] + OTHER.split()[: n * 20]) for n in range(15)}
    found = near_duplicates((doc_id, None, text) for doc_id, text in steps.items())
    assert found
    assert all(similarity(signature(steps[a]) or b"", signature(steps[b]) or b"") >= 0.8 for a, b in found.items())
    assert not set(found) & set(found.values())


@pytest.mark.parametrize("text", ["", "too few words here", "one two three " * 6])
def test_short_texts_have_no_signature(text: str) -> None:
    assert signature(text) is None


def test_spacing_case_and_punctuation_do_not_count() -> None:
    assert signature(STORY) == signature(STORY.upper().replace(" ", " ,\n"))


def test_signatures_stay_the_same_from_version_to_version() -> None:
    signed = signature(STORY)
    assert signed is not None
    assert (len(signed), signed[:8].hex()) == (504, "c5af2d0086a46d00")


def test_versions_of_one_article_are_no_duplicates_of_each_other() -> None:
    versions = [Signed(name, None, signature(text), "url") for name, text in (("a", STORY), ("b", EDITED))]
    assert repeated(versions) == {}


def test_a_reprint_of_an_updated_article_is_a_duplicate_of_the_version_it_repeats() -> None:
    rows = [Signed("v1", "2011", signature(EDITED), "url"), Signed("v2", "2012", signature(STORY), "url")]
    assert repeated([*rows, Signed("r", "2013", signature(STORY), "other")]) == {"r": "v2"}


def test_a_reprint_tells_the_same_deal_though_it_is_read_to_say_less(made_up: Any) -> None:
    text = "The bank would lend another $5.65 billion over the coming year, the minister told reporters. " * 3
    for doc, day, recipient in (("doc_1", "2018-06-20", "country:PER"), ("doc_2", "2018-06-21", ())):
        made_up.document(doc, day, raw_text=text)
        made_up.deal(
            doc, supplier="organization:agrarbank", recipient=recipient, deal_kind="finance", span_text="$5.65 billion"
        )
    assert resolve(made_up.parts())["deal_reports"]["deal_id"].n_unique() == 1
