"""The order in which documents and rows arrive changes nothing; adding one changes only what it touches."""

import sys
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from flows.resolve import resolve

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "builders"))

from made_up import MadeUp  # noqa: E402

STATES = ["country:NOR", "country:PER", "country:CHL"]
REPORT = st.fixed_dictionaries(
    {
        "supplier": st.sampled_from(STATES[:2]),
        "recipient": st.sampled_from([*STATES[1:], "organization:alpha-motors"]),
        "goods": st.sampled_from(["rifles", "submarines", "weapons", "fighter jets", None]),
        "value": st.sampled_from([(), ("5e9", "USD", "about"), ("4.85e9", "USD"), ("3.8e9", "GBP"), ("2e8", "EUR")]),
        "deal_form": st.sampled_from(["contract", "contract_set", "flow", "prospect"]),
        "report_status": st.sampled_from(["planned", "agreed", "completed", "denied"]),
        "thread": st.integers(0, 1),
    }
)
ACCORD = st.fixed_dictionaries(
    {
        "parties": st.sampled_from([tuple(STATES[:2]), tuple(STATES[1:]), tuple(STATES)]),
        "subject": st.sampled_from(["agriculture", "agricultural cooperation", "visas", None]),
        "report_status": st.sampled_from(["planned", "signed", "rejected"]),
        "day": st.sampled_from([None, "2016-12-13", "2016-12-20"]),
        "package": st.sampled_from([None, 0]),
        "thread": st.integers(0, 2),
    }
)
DOCUMENT = st.fixed_dictionaries(
    {
        "published": st.sampled_from([None, "2016-12-13", "2016-12-20", "2017-03-01"]),
        "person": st.sampled_from(["Ada Lovelle", "Lovelle", "Adda Lovelle", "Tom Lovelle"]),
        "deals": st.lists(REPORT, max_size=3),
        "agreements": st.lists(ACCORD, max_size=3),
    }
)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def parts(documents: list[dict[str, Any]]) -> dict[str, pl.DataFrame]:
    made_up = MadeUp()
    for n, said in enumerate(documents):
        doc = made_up.document(f"doc_{n}", said["published"])
        made_up.entity(doc, "person:p", said["person"])
        for report in said["deals"]:
            made_up.deal(doc, **report)
        for report in said["agreements"]:
            made_up.agreement(doc, **report)
    return made_up.parts()


@FEW
@given(st.lists(DOCUMENT, min_size=1, max_size=5), st.integers(0, 2**16))
def test_the_order_of_rows_changes_nothing(documents: list[dict[str, Any]], seed: int) -> None:
    told = parts(documents)
    shuffled = {name: rows.sample(fraction=1, shuffle=True, seed=seed) for name, rows in told.items()}
    one, other = resolve(told), resolve(shuffled)
    for name, rows in one.items():
        assert_frame_equal(rows, other[name])


@FEW
@given(st.lists(DOCUMENT, min_size=1, max_size=4), DOCUMENT)
def test_every_telling_report_is_in_exactly_one_fact(documents: list[dict[str, Any]], last: dict[str, Any]) -> None:
    found = resolve(parts([*documents, last]))
    for kind in ("deal", "agreement"):
        reports = found[f"{kind}_reports"]
        assert reports["report_id"].is_unique().all()
        smallest = reports.drop_nulls(f"{kind}_id").group_by(f"{kind}_id").agg(pl.col("report_id").min())
        assert smallest["report_id"].is_unique().all()
        judged = found["reconciliations"].filter(pl.col("judgement") == "positive")["report_id"]
        assert judged.is_unique().all()


@FEW
@given(st.lists(DOCUMENT, min_size=1, max_size=4))
def test_an_article_about_other_things_leaves_all_facts_as_they_are(documents: list[dict[str, Any]]) -> None:
    elsewhere = {
        "published": "2016-12-13",
        "person": "Bo Hansen",
        "deals": [{"supplier": "country:JPN", "recipient": "country:FJI", "goods": "buses", "deal_kind": "goods"}],
        "agreements": [],
    }
    before, after = resolve(parts(documents)), resolve(parts([*documents, elsewhere]))
    for name in ("deal_reports", "agreement_reports", "deal_links", "agreement_packages"):
        mine = (
            after[name].filter(pl.col("doc_id") != f"doc_{len(documents)}")
            if "doc_id" in after[name].columns
            else after[name]
        )
        assert_frame_equal(before[name], mine)
