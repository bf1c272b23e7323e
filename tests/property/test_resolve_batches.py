"""Articles that arrive one by one, in any order and in any batches, give the rows of all of them resolved at once."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from flows.resolve import kept, open_kept, resolve, resolve_further
from flows.resolve.overrides import COLUMNS

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "builders"))

from made_up import MadeUp  # noqa: E402

Parts = dict[str, pl.DataFrame]

STATES = ["country:NOR", "country:PER", "country:CHL"]
STORY = "On monday the two ministers met in the old harbour and spoke for an hour about ships, grain and the long road "
TEXTS = ["Short.", STORY + "north before they signed.", STORY + "north before they parted.", STORY + "south today."]
PEOPLE = ["Ada Lovelle", "Lovelle", "Adda Lovelle", "Tom Lovelle", "Bo Hansen", "Bo P. Hansen", "Hansen"]
BODIES = ["Northern Arms Survey", "NAS", "Alpha Works", "Alpha", "Alpho Works", "Alpha Works Inc.", "Supreme Court"]
DEAL = st.fixed_dictionaries(
    {
        "supplier": st.sampled_from([*STATES[:2], "organization:alpha-works", ()]),
        "recipient": st.sampled_from([*STATES[1:], "organization:beta"]),
        "goods": st.sampled_from(["rifles", "submarines", "weapons", None]),
        "value": st.sampled_from([(), ("5e9", "USD", "about"), ("4.85e9", "USD"), ("3.8e9", "GBP")]),
        "deal_form": st.sampled_from(["contract", "contract_set", "flow", "prospect"]),
        "report_status": st.sampled_from(["planned", "agreed", "completed", "denied"]),
        "speaker": st.sampled_from([None, "person:0"]),
        "thread": st.integers(0, 1),
    }
)
ACCORD = st.fixed_dictionaries(
    {
        "parties": st.sampled_from([tuple(STATES[:2]), tuple(STATES[1:]), tuple(STATES)]),
        "subject": st.sampled_from(["agriculture", "agricultural cooperation", None]),
        "report_status": st.sampled_from(["planned", "signed", "rejected"]),
        "day": st.sampled_from([None, "2016-12-12"]),
        "package": st.sampled_from([None, 0]),
        "thread": st.integers(0, 1),
    }
)
ARTICLE = st.fixed_dictionaries(
    {
        "published": st.sampled_from([None, "2016-12-12", "2016-12-13", "2017-03-01"]),
        "raw_text": st.sampled_from(TEXTS),
        "source_id": st.sampled_from([None, None, "wire-1"]),
        "version_no": st.integers(1, 2),
        "people": st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from([None, "NOR", "PER"])), max_size=3),
        "bodies": st.lists(st.tuples(st.sampled_from(BODIES), st.sampled_from([None, "NOR"])), max_size=2),
        "deals": st.lists(DEAL, max_size=2),
        "agreements": st.lists(ACCORD, max_size=2),
    }
)
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
JUDGED = "me,2026-01-02,why"


@pytest.fixture(autouse=True, scope="module")
def _now_and_then_folded() -> Iterator[None]:
    """What is late is folded every few runs: of so few articles, a new base would else be made each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "WORTH", 1)
        yield


def reading(name: str, said: dict[str, Any]) -> Parts:
    """The part tables of one article."""
    made_up = MadeUp()
    columns = {key: said[key] for key in ("raw_text", "source_id", "version_no")}
    doc = made_up.document(name, said["published"], **columns)
    for n, (person, home) in enumerate(said["people"]):
        made_up.entity(doc, f"person:{n}", person, country_code=home)
    for n, (body, home) in enumerate(said["bodies"]):
        made_up.entity(doc, f"organization:{n}", body, country_code=home, aliases={"NAS": "acronym"} if n else {})
    for report in said["deals"]:
        made_up.deal(doc, **report)
    for report in said["agreements"]:
        made_up.agreement(doc, **report)
    return made_up.parts()


def together(readings: Sequence[Parts]) -> Parts:
    return {name: pl.concat([parts[name] for parts in readings]) for name in readings[0]}


def assert_same(found: Parts, expected: Parts) -> None:
    for name, rows in expected.items():
        assert_frame_equal(found[name], rows)


@FEW
@given(st.lists(ARTICLE, min_size=2, max_size=6), st.data())
def test_any_order_and_any_batches_give_the_same_rows(articles: list[dict[str, Any]], data: st.DataObject) -> None:
    readings = {f"doc_{n}": reading(f"doc_{n}", said) for n, said in enumerate(articles)}
    order = data.draw(st.permutations(sorted(readings)))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(order) - 1))))
    with TemporaryDirectory() as folder:
        for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True):
            batch = together([readings[doc] for doc in order[start:end]])
            found = resolve_further(open_kept(Path(folder) / "kept"), [batch], dict.fromkeys(order[:end], "first"))
            assert_same(found, resolve(together([readings[doc] for doc in order[:end]])))


@FEW
@given(st.lists(ARTICLE, min_size=2, max_size=5), ARTICLE)
def test_articles_that_leave_or_are_read_anew_leave_nothing_behind(
    articles: list[dict[str, Any]], last: dict[str, Any]
) -> None:
    readings = {f"doc_{n}": reading(f"doc_{n}", said) for n, said in enumerate(articles)}
    anew = reading("doc_1", last)
    with TemporaryDirectory() as folder:
        kept = Path(folder) / "kept"
        resolve_further(open_kept(kept), [together(list(readings.values()))], dict.fromkeys(readings, "first"))
        del readings["doc_0"]
        found = resolve_further(open_kept(kept), [anew], dict.fromkeys(readings, "first") | {"doc_1": "second"})
    assert_same(found, resolve(together(list((readings | {"doc_1": anew}).values()))))


@settings(FEW, max_examples=10)
@given(st.lists(ARTICLE, min_size=3, max_size=5), st.sampled_from(["same", "not_same"]))
def test_judgements_hold_in_whatever_order_their_articles_come(articles: list[dict[str, Any]], verdict: str) -> None:
    for n, said in enumerate(articles):
        said["people"] = [("Ada Lovelle" if n % 2 else "Tom Lovelle", None)]
        said["raw_text"] += " Ada Lovelle. Tom Lovelle."
    readings = {f"doc_{n}": reading(f"doc_{n}", said) for n, said in enumerate(articles)}
    with TemporaryDirectory() as folder:
        a, b = ("doc_1", "Ada") if verdict == "same" else ("doc_0", "Tom"), ("doc_2", "Tom")
        line = f"entity,{verdict},{a[0]}.txt,{a[1]} Lovelle,{b[0]}.txt,{b[1]} Lovelle,,{JUDGED}"
        (Path(folder) / "judgements.csv").write_text(f"{','.join(COLUMNS)}\n{line}\n")
        seen: list[str] = []
        for doc, parts in reversed(readings.items()):
            seen.append(doc)
            found = resolve_further(
                open_kept(Path(folder) / "kept"), [parts], dict.fromkeys(seen, "first"), overrides_dir=Path(folder)
            )
        assert_same(found, resolve(together(list(readings.values())), overrides_dir=Path(folder)))


OCCASION = st.fixed_dictionaries(
    {
        "published": st.sampled_from([None, None, "2016-12-12", "2016-12-13"]),
        "raw_text": st.sampled_from([f"{STORY}{n}." for n in range(3)] + ["Ministers met on tuesday.", "Yesterday."]),
        "source_id": st.none(),
        "version_no": st.just(1),
        "people": st.just([("Ada Lovelle", None), ("Bo Hansen", None)]),
        "bodies": st.just([]),
        "deals": st.lists(
            st.fixed_dictionaries(
                {
                    "supplier": st.just("country:NOR"),
                    "recipient": st.just("country:PER"),
                    "goods": st.sampled_from(["rifles", "submarines"]),
                    "value": st.sampled_from([("4.85e9", "USD"), ("3.8e9", "GBP"), ()]),
                    "speaker": st.just("person:0"),
                    "time_text": st.sampled_from([None, "yesterday", "on Monday"]),
                }
            ),
            min_size=1,
            max_size=2,
        ),
        "agreements": st.just([]),
    }
)


@FEW
@given(st.lists(OCCASION, min_size=3, max_size=6), st.data())
def test_articles_that_date_each_other_may_come_in_any_order(
    articles: list[dict[str, Any]], data: st.DataObject
) -> None:
    readings = {f"doc_{n}": reading(f"doc_{n}", said) for n, said in enumerate(articles)}
    order = data.draw(st.permutations(sorted(readings)))
    with TemporaryDirectory() as folder:
        for n in range(1, len(order) + 1):
            found = resolve_further(
                open_kept(Path(folder) / "kept"), [readings[order[n - 1]]], dict.fromkeys(order[:n], "first")
            )
            assert_same(found, resolve(together([readings[doc] for doc in order[:n]])))
        left = dict.fromkeys(order[1:], "first")
        found = resolve_further(
            open_kept(Path(folder) / "kept"), [{k: v.clear() for k, v in readings[order[0]].items()}], left
        )
        assert_same(found, resolve(together([readings[doc] for doc in order[1:]])))
