"""Pairwise F1 of deal clustering over made-up articles, and the time it takes.

    python -m tests.bench.deal_clustering [--deals 500] [--outlets 20] [--seed 1]

Each deal is told by so many outlets, each with a value, hedge, currency, wording and day of its own; some leave the
buyer or the value out. The figures are printed for the given number and for a tenth of it: how well reports are put
together, the processor time of resolving all, and that of resolving all with one article more.
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
from typing import Any

import polars as pl

from flows.resolve import resolve
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


def tell(n_deals: int, n_outlets: int, seed: int) -> tuple[MadeUp, dict[str, int]]:
    """Made-up articles, and the number of the deal each report tells."""
    chance = random.Random(seed)
    made_up, truth = MadeUp(), {}
    for n in range(n_deals):
        supplier, recipient = chance.sample(STATES, 2)
        kind, wordings = chance.choice(GOODS)
        dollars = Decimal(chance.randint(101, 999)) * 10 ** chance.randint(5, 7)
        day = START + timedelta(days=chance.randint(0, 200))
        for outlet in range(n_outlets):
            told_on = day + timedelta(days=chance.randint(0, 5))
            doc = made_up.document(
                f"doc_{n}_{outlet}", str(told_on), outlet=f"Outlet {outlet}", raw_text=f"{n} {outlet}"
            )
            said: dict[str, Any] = {"supplier": supplier, "recipient": recipient, "deal_kind": kind}
            said["goods"] = chance.choice([*wordings, *wordings, "weapons"] if kind == "arms" else wordings)
            if chance.random() < 0.8:
                said["value"] = _value(dollars, told_on, chance)
            if chance.random() < 0.05 and "value" in said:
                said["recipient"] = ()
            truth[made_up.deal(doc, **said)] = n
    return made_up, truth


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
    """Print one line of figures."""
    made_up, truth = tell(n_deals, n_outlets, seed)
    reports, seconds = timed(made_up)
    assert set(reports["report_id"]) == set(truth), "a report is lost"
    assert reports["deal_id"].null_count() == 0, "a report makes no fact"
    found = dict(zip(reports["report_id"], reports["deal_id"], strict=True))
    precision, recall, f1 = pairwise(found, truth)
    n = len(truth)
    print(
        f"{n:6} articles, {n_deals} deals: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}, "
        f"{len(set(found.values()))} found, no report lost, {seconds:.1f} s, {1000 * seconds / n:.2f} ms an article"
    )
    doc = made_up.document("doc_late", str(START), outlet="Outlet late", raw_text="late")
    made_up.deal(doc, supplier=STATES[0], recipient=STATES[1], goods="submarines", value=("3.33e8", "USD", "exact"))
    print(f"{'':6} one article more: {timed(made_up)[1]:.1f} s")


def timed(made_up: MadeUp) -> tuple[pl.DataFrame, float]:
    """Deal reports of the made-up articles, and the processor seconds of resolving them."""
    parts = made_up.parts()
    start = time.process_time()
    reports = resolve(parts)["deal_reports"]
    return reports, time.process_time() - start


def main() -> None:
    """Measure a tenth, then all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deals", type=int, default=500)
    parser.add_argument("--outlets", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for n_deals in (args.deals // 10, args.deals):
        measure(n_deals, args.outlets, args.seed)


if __name__ == "__main__":
    main()
