"""Facts told often are settled as pair by pair, whatever is known beforehand, and however the pairs are cut."""

import random
import sys
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from flows.model.vocabulary.facts import FactType
from flows.resolve import deals, settling
from flows.resolve.clusters import Growing, Link, circles, cluster, clustered
from flows.resolve.deal_nodes import Thread
from flows.resolve.doubts import SURE
from flows.resolve.linking import DEALS, Linker
from flows.resolve.overrides import Ruling
from flows.resolve.settling import Settler, masks
from flows.resolve.tellings import Node
from flows.resolve.threads import name_of
from flows.resolve.windows import Window

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "builders"))

SIZE = 12
Pair = tuple[int, int]


def made_up(seed: int) -> tuple[list[Link[int]], set[Pair], list[Pair], random.Random]:
    """Links, pairs that must stay apart, and pairs that are one whatever the rules say."""
    dice = random.Random(seed)
    pairs = list(combinations(range(SIZE), 2))
    links = [Link(a, b, dice.choice([0.6, 0.8, 1.0]), "rule") for a, b in dice.sample(pairs, 30)]
    return links, set(dice.sample(pairs, dice.randrange(9))), dice.sample(pairs, seed % 3), dice


def by_scanning(links: list[Link[int]], foes: set[Pair], forced: list[Pair]) -> tuple[list[list[int]], list[Pair]]:
    """Clusters and decisive links, every pair of members looked at for every link."""
    home, joins = {n: {n} for n in range(SIZE)}, []
    ordered = [(a, b, True) for a, b in forced]
    ordered += [(link.a, link.b, False) for link in sorted(links, key=lambda link: (-link.score, link.a, link.b))]
    for a, b, must in ordered:
        met = {(min(x, y), max(x, y)) for x in home[a] for y in home[b]}
        if home[a] is not home[b] and (must or met.isdisjoint(foes)):
            home |= dict.fromkeys(home[a] | home[b], home[a] | home[b])
            joins.append((a, b))
    return sorted({tuple(sorted(found)) for found in home.values()}), joins  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize("seed", range(60))
def test_clusters_are_those_that_looking_at_every_pair_gives(seed: int) -> None:
    links, foes, forced, dice = made_up(seed)
    expected, joins = by_scanning(links, foes, forced)
    found = clustered(
        range(SIZE), links, lambda a, b: (min(a, b), max(a, b)) in foes, [Link(a, b, 1.0, "x") for a, b in forced]
    )
    assert ([tuple(c) for c in found.clusters], [(j.a, j.b) for j in found.joins]) == (expected, joins)
    noted = dice.sample(list(combinations(range(SIZE), 2)), dice.choice([0, 20, 66]))
    asked: list[Pair] = []

    def apart(a: int, b: int) -> bool:
        asked.append((min(a, b), max(a, b)))
        return asked[-1] in foes

    growing = Growing(SIZE, masks(SIZE, noted), masks(SIZE, [pair for pair in noted if pair in foes]), apart)
    growing.join(forced)
    ordered = sorted(links, key=lambda link: (-link.score, link.a, link.b))
    decisive = growing.grow((link.a, link.b) for link in ordered)
    home = growing.home
    assert sorted(tuple(n for n in range(SIZE) if home[n] == of) for of in set(home)) == expected
    assert [(ordered[k].a, ordered[k].b) for k in decisive] == joins[len(joins) - len(decisive) :]
    assert set(asked).isdisjoint(noted)


@pytest.mark.parametrize("seed", range(20))
def test_a_circle_goes_by_its_first_number(seed: int) -> None:
    dice = random.Random(seed)
    pairs = [(dice.randrange(50), dice.randrange(50)) for _ in range(seed * 3)]
    a, b = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    found = cluster(range(50), [Link(one, other, 1.0, "x") for one, other in pairs])
    assert circles(50, a, b).tolist() == [next(c[0] for c in found if n in c) for n in range(50)]


@pytest.mark.parametrize("at_once", [1, 7, 1000])
def test_how_many_pairs_are_held_at_a_time_plays_no_part(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    dice = random.Random(3)
    threads = [Thread(f"doc_{n:02d}", 0) for n in range(40)]
    rows = [
        (name_of(threads[a]), name_of(threads[b]), dice.random(), *dice.choice([("rule", None), (None, "other_value")]))
        for a, b in combinations(range(40), 2)
        if a // 5 == b // 5
    ]
    pairs = pl.DataFrame(rows, schema=["a", "b", "score", "rule", "obstacle"], orient="row")
    settler = Settler(FactType.DEAL, Ruling(), {t: [f"report_{t.doc_id}"] for t in threads}, lambda _, __: False)
    touched = pl.Series([name_of(thread) for thread in threads])
    whole = settler.settle(touched, pairs)
    monkeypatch.setattr(settling, "PAIRS_AT_ONCE", at_once)
    assert all(rows.equals(whole[name]) for name, rows in settler.settle(touched, pairs).items())
    assert 8 <= whole["homes"]["circle"].n_unique() < whole["homes"]["fact_id"].n_unique() < 40
    links = [Link(a, b, score, rule) for a, b, score, rule, _ in rows if rule]
    foes = {(a, b) for a, b, _, rule, _ in rows if not rule}
    expected = clustered(touched, links, lambda a, b: (min(a, b), max(a, b)) in foes)
    facts = whole["homes"].group_by("fact_id").agg(pl.col("thread").sort())["thread"].to_list()
    assert sorted(facts) == expected.clusters
    assert set(whole["joins"].iter_rows()) == {(j.a, j.b, j.score, j.method) for j in expected.joins if j.score < SURE}
    home = dict(whole["homes"].select("thread", "fact_id").iter_rows())
    for thread, score in whole["reasons"].select("thread", "score").iter_rows():
        inside = [one.score for one in links if thread in (one.a, one.b) and home[one.a] == home[one.b]]
        assert score == max(inside, default=None)


def test_what_is_found_out_once_holds_for_all_that_is_alike() -> None:
    from tests.bench import deal_clustering

    nodes = told(deal_clustering.tell(4, 8, 5)[0].parts())
    for thread, node in list(nodes.items()):
        again = Thread(f"{thread.doc_id} again", 0)
        nodes[again] = replace(node, thread=again)
        for number, days in enumerate((10, 30, 500), start=1):
            later = Thread(thread.doc_id, number)
            day = node.published.earliest + timedelta(days=days)
            nodes[later] = replace(node, thread=later, published=Window(day, day))
    linker = Linker(DEALS, None, Ruling(), nodes)  # type: ignore[arg-type]
    pairs = list(combinations(sorted(nodes), 2))
    for a, b in pairs:
        assert linker.judge(a, b) == deals.judge(nodes[a], nodes[b])
    assert len(linker.judged) < len(pairs)


def told(parts: dict[str, pl.DataFrame]) -> dict[Thread, Node]:
    """The nodes of all deals."""
    from flows.resolve.assemble import Update
    from flows.resolve.fx import Rates
    from flows.resolve.rulings import Rulings
    from flows.resolve.tellings import Teller

    doc_ids = parts["documents"]["doc_id"]
    state = Update({}, parts, doc_ids, Rulings(), Rates()).run()
    return dict(Teller(state, Rates(), (), {}).tell(FactType.DEAL, doc_ids).nodes)
