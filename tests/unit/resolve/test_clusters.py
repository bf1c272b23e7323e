import random

import pytest

from flows.resolve.clusters import Link, cluster, sharing


def test_links_join_their_ends() -> None:
    assert cluster("abcd", [Link("a", "b", 1.0, "x"), Link("b", "c", 0.5, "x")]) == [["a", "b", "c"], ["d"]]


def test_the_strongest_link_decides_where_two_exclude_each_other() -> None:
    links = [Link("a", "b", 0.5, "x"), Link("b", "c", 0.9, "x")]
    assert cluster("abc", links, lambda one, other: {one, other} == {"a", "c"}) == [["a"], ["b", "c"]]


@pytest.mark.parametrize("order", ["abcde", "edcba", "cabed"])
def test_the_order_of_items_and_links_plays_no_part(order: str) -> None:
    links = [Link(a, b, 0.7, "x") for a, b in zip(order, order[1:], strict=False) if {a, b} <= set("abc")]
    links += [Link("d", "e", 0.7, "x"), Link("a", "b", 0.7, "x"), Link("b", "c", 0.7, "x")]
    assert cluster(order, links) == [["a", "b", "c"], ["d", "e"]]


@pytest.mark.parametrize("seed", range(20))
def test_what_shares_a_key_hangs_together_as_by_links(seed: int) -> None:
    dice = random.Random(seed)
    keys = [dice.sample(range(20), dice.randrange(4)) for _ in range(15)]
    pairs = [(a, b) for a in range(15) for b in range(a) if not set(keys[a]).isdisjoint(keys[b])]
    assert sharing(range(15), keys) == cluster(range(15), [Link(a, b, 1.0, "x") for a, b in pairs])
