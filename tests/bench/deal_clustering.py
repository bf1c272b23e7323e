"""Pairwise F1 of deal clustering over made-up articles, and the time it takes.

    python -m tests.bench.deal_clustering [--articles 1000 10000] [--outlets 20] [--seed 1]

Each deal is told by so many outlets, each with a value, hedge, currency, wording and day of its own; some leave the
buyer or the value out; every article names people and firms beside. Printed for each number of articles: how well
reports are put together, the processor time of resolving all, and that of one article more and of a hundred more.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from math import comb
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from flows.resolve import open_kept, resolve, resolve_further
from flows.resolve.fx import Rates

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "builders"))

from made_up import MadeUp  # noqa: E402

CODES = (
    "NOR PER CHL JPN FJI KEN EGY MAR ESP ITA POL ROU BGR GRC TUR IND IDN MYS THA VNM PHL AUS NZL CAN MEX COL ARG "
    "BRA ZAF NGA GHA SEN DZA TUN JOR OMN QAT KWT SAU ARE KAZ UZB MNG FIN SWE DNK NLD BEL FRA DEU GBR IRL PRT CHE AUT"
)
STATES = [f"country:{code}" for code in CODES.split()]
GOODS = [
    ("arms", ["fighter jets", "warplanes", "combat aircraft"]),
    ("arms", ["submarines", "diesel submarines"]),
    ("arms", ["tanks", "main battle tanks"]),
    ("arms", ["air defence systems", "air defense missile systems", "missile shield"]),
    ("arms", ["frigates"]),
    ("arms", ["drones", "unmanned aerial vehicles"]),
    ("arms", ["rifles", "assault rifles"]),
    ("energy", ["oil", "crude oil"]),
    ("energy", ["liquefied natural gas", "LNG"]),
    ("goods", ["airliners", "passenger jets"]),
    ("goods", ["wheat"]),
    ("goods", ["buses", "electric buses"]),
]
CURRENCIES = {"USD": 6, "EUR": 2, "GBP": 2, "JPY": 1}  # and how often outlets use them
RATES = Rates()
HEDGES = ["exact", "exact", "about", "nearly"]
START = date(2016, 3, 1)
ONE_BY_ONE = 24  # runs with one article more each, so that keeping what was resolved has its share
NAMED = 12  # people and firms beside the parties, in each article
SYLLABLES = "bar den gor lim mas nov pel ras sul tam var wen yul zor kin dal fen hol jor mir".split()
WORDS = [a + b for a in SYLLABLES for b in SYLLABLES]


def tell(n_deals: int, n_outlets: int, seed: int) -> tuple[MadeUp, dict[str, int]]:
    """Made-up articles, and the number of the deal each report tells."""
    chance = random.Random(seed)
    made_up, truth = MadeUp(), {}
    for n in range(n_deals):
        told = _deal(chance)
        for outlet in range(n_outlets):
            truth[_article(made_up, f"doc_{n}_{outlet}", told, chance)] = n
    return made_up, truth


def _deal(chance: random.Random) -> dict[str, Any]:
    """A deal as it really is."""
    supplier, recipient = chance.sample(STATES, 2)
    kind, wordings = chance.choice(GOODS)
    dollars = Decimal(chance.randint(101, 999)) * 10 ** chance.randint(5, 7)
    day = START + timedelta(days=chance.randint(0, 200))
    return {"sides": (supplier, recipient), "kind": kind, "goods": wordings, "dollars": dollars, "day": day}


def _article(made_up: MadeUp, doc_id: str, deal: dict[str, Any], chance: random.Random) -> str:
    """Id of the report of the deal in an article that names some people and firms beside."""
    told_on = deal["day"] + timedelta(days=chance.randint(0, 5))
    words = " ".join(chance.choices(WORDS, k=60))
    doc = made_up.document(doc_id, str(told_on), outlet=f"Outlet {chance.randint(1, 40)}", raw_text=f"{doc_id} {words}")
    supplier, recipient = deal["sides"]
    said: dict[str, Any] = {"supplier": supplier, "recipient": recipient, "deal_kind": deal["kind"]}
    wordings = [*deal["goods"], *deal["goods"]]
    said["goods"] = chance.choice([*wordings, "weapons"] if deal["kind"] == "arms" else deal["goods"])
    if chance.random() < 0.8:
        said["value"] = _value(deal["dollars"], told_on, chance)
    if chance.random() < 0.05 and "value" in said:
        said["recipient"] = ()
    for _ in range(NAMED):
        _name_someone(made_up, doc, chance)
    return made_up.deal(doc, **said)


def _name_someone(made_up: MadeUp, doc: str, chance: random.Random) -> None:
    """A person or firm, few of them in many articles and most in few; now and then by surname alone."""
    n = int(chance.paretovariate(0.4)) % 10**6
    own = random.Random(n)
    first, last = own.choice(WORDS), own.choice(WORDS) + own.choice(SYLLABLES)
    if n % 2:
        made_up.entity(doc, f"organization:{last}-{first}", f"{last} {first} Works".title())
        return
    name = last if chance.random() < 0.05 else f"{first} {last}"
    home = own.choice(STATES).partition(":")[2] if chance.random() < 0.7 else None
    made_up.entity(doc, f"person:{name.replace(' ', '-')}", name.title(), country_code=home)


def _value(dollars: Decimal, day: date, chance: random.Random) -> tuple[str, str, str]:
    currency = chance.choices(list(CURRENCIES), weights=list(CURRENCIES.values()))[0]
    hedge, digits = chance.choice(HEDGES), chance.choice([2, 3])
    rate = RATES.to_dollars(currency, day)
    amount = dollars / (rate.fx_rate if rate else 1) * Decimal(chance.uniform(0.985, 1.015) if currency != "USD" else 1)
    if hedge == "nearly":
        amount *= Decimal("1.03")
    return f"{amount:.{digits - 1}e}", currency, hedge


def pairwise(found: dict[str, str | None], truth: dict[str, int]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs of reports that were put together."""
    both = Counter((found[report] or report, truth[report]) for report in truth)
    ours, theirs = Counter(found[report] or report for report in truth), Counter(truth.values())
    hits, said, told = (sum(comb(n, 2) for n in counts.values()) for counts in (both, ours, theirs))
    precision, recall = hits / max(1, said), hits / max(1, told)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def measure(n_deals: int, n_outlets: int, seed: int) -> None:
    """Print how well reports are put together, and the processor time of it."""
    made_up, truth = tell(n_deals, n_outlets, seed)
    parts = made_up.parts()
    start = time.process_time()
    reports = resolve(parts)["deal_reports"]
    seconds = time.process_time() - start
    assert set(reports["report_id"]) == set(truth), "a report is lost"
    assert reports["deal_id"].null_count() == 0, "a report makes no fact"
    found = dict(zip(reports["report_id"], reports["deal_id"], strict=True))
    precision, recall, f1 = pairwise(found, truth)
    n = len(truth)
    print(
        f"{n:6} articles, {n_deals} deals: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}, "
        f"{len(set(found.values()))} found, no report lost, {seconds:.1f} s, {1000 * seconds / n:.2f} ms an article"
    )
    with TemporaryDirectory() as folder:
        _measure_further(Path(folder) / "kept", parts, seed)


def _measure_further(folder: Path, parts: dict[str, pl.DataFrame], seed: int) -> None:
    """Print the mean processor time of one article more, over `ONE_BY_ONE` runs, and that of a hundred more."""
    readings = dict.fromkeys(parts["documents"]["doc_id"], "first")
    resolve_further(open_kept(folder), [parts], readings)
    chance, late, seconds = random.Random(seed + 1), {}, []
    for n_more in (*[1] * ONE_BY_ONE, 100):
        for n in range(len(readings), len(readings) + n_more):
            more = MadeUp()
            _article(more, f"doc_late_{n}", _deal(chance), chance)
            late[f"doc_late_{n}"] = more.parts()
        readings |= dict.fromkeys(late, "first")
        start = time.process_time()
        kept = open_kept(folder)
        fresh = [late[doc_id] for doc_id in late if doc_id not in kept.readings]
        resolve_further(kept, [{name: pl.concat([told[name] for told in fresh]) for name in parts}], readings)
        seconds.append(time.process_time() - start)
    *ones, hundred = seconds
    print(f"{'':6} 1 more: {mean(ones):.2f} s, {min(ones):.2f} to {max(ones):.2f}; 100 more: {hundred:.2f} s")


def main() -> None:
    """Measure a tenth, then all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--outlets", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for n_articles in args.articles:
        measure(n_articles // args.outlets, args.outlets, args.seed)


if __name__ == "__main__":
    main()
