"""Five outlets tell one deal, each with a value of its own: the worked example of the reconciliation rules."""

import sys
from collections.abc import Callable
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.resolve import resolve

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "builders"))

from loaded import load_frames  # noqa: E402

NOR, PER, SPEAKER = "country:NOR", "country:PER", "person:ada-lovelle"
TOLD = [
    ("doc_1", ("5000000000", "USD", "nearly"), "indirect", 0),
    ("doc_1", ("5000000000", "USD", "about"), "direct_quote", 0),
    ("doc_1", ("4850000000", "USD"), "direct_quote", 0),
    ("doc_2", ("5000000000", "USD", "about"), "indirect", 0),
    ("doc_3", ("3800000000", "GBP"), "indirect", 0),
]


def tell(made_up: Any) -> None:
    for doc in ("doc_1", "doc_2", "doc_3"):
        made_up.document(doc, "2016-12-13", outlet=f"Outlet {doc}")
    for doc, value, attribution, thread in TOLD:
        made_up.entity(doc, SPEAKER, "Ada Lovelle")
        made_up.deal(
            doc,
            thread,
            supplier=NOR,
            recipient=PER,
            goods="weapons",
            value=value,
            speaker=SPEAKER,
            attribution=attribution,
            deal_form="contract_set",
            is_cumulative=True,
        )
    made_up.deal("doc_1", 1, supplier=NOR, recipient=PER, goods="arms", deal_form="flow", report_status="ongoing")


@pytest.fixture
def release(made_up: Any, tmp_path: Path) -> Callable[[str], list[tuple[Any, ...]]]:
    """Answers SQL on the release that the five reports make."""
    tell(made_up)
    load_frames(resolve(made_up.parts()), tmp_path)
    con = duckdb.connect(str(tmp_path / "entente.duckdb"), read_only=True)
    return lambda query: con.execute(query).fetchall()


def test_they_are_one_deal_of_the_exact_value(release: Callable[[str], Any]) -> None:
    found = release("select amount, currency, n_reports, n_documents, value_agreement from deals where is_additive")
    assert found == [(Decimal("4850000000.00"), "USD", 5, 3, "consistent")]


def test_the_sum_counts_the_deal_once(release: Callable[[str], Any]) -> None:
    assert release("select sum(amount_usd) from deals where is_additive") == [(Decimal("4850000000.00"),)]
    assert release("select sum(amount_usd) > 24e9 from deal_reports") == [(True,)]


def test_pounds_are_converted_by_the_rate_of_the_day(release: Callable[[str], Any]) -> None:
    found = release(
        "select amount_usd, fx_date::varchar, is_currency_converted from deal_reports where currency = 'GBP'"
    )
    assert found == [(Decimal("4829197010.35"), "2016-12-13", True)]
    assert release("select currency, eur_rate from fx_rates order by currency") == [
        ("GBP", Decimal("0.83488000")),
        ("USD", Decimal("1.06100000")),
    ]


def test_every_report_lies_within_its_tolerance(release: Callable[[str], Any]) -> None:
    assert release("select bool_and(is_within_tolerance), count(*) from v_deal_value_reconciliation") == [(True, 5)]


def test_the_supply_overlaps_and_is_not_summed(release: Callable[[str], Any]) -> None:
    assert release("select is_additive, overlaps_deal_id is not null from deals where deal_form = 'flow'") == [
        (False, True)
    ]


def test_the_parties_own_words_are_not_needed_for_the_link(release: Callable[[str], Any]) -> None:
    assert release("select distinct judgement from reconciliations") == [("positive",)]
    assert release("select count(*) from v_open_conflicts") == [(0,)]


def test_any_order_of_arrival_gives_the_same_facts(made_up: Any) -> None:
    tell(made_up)
    parts = made_up.parts()
    documents = parts["documents"]
    expected = resolve(parts)["deal_reports"]
    for order in permutations(range(documents.height)):
        assert resolve({**parts, "documents": documents[list(order)]})["deal_reports"].equals(expected)
