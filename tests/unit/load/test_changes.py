"""What became of each fact between two releases, and the article that brought it about."""

import sys
from pathlib import Path
from typing import Any

import polars as pl

from flows.load import history
from flows.resolve import resolve

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "builders"))

from loaded import load_frames  # noqa: E402
from made_up import MadeUp  # noqa: E402
from releases import PAIR, release, told  # noqa: E402


def changes(one: Path, other: Path) -> list[tuple[str, str | None, str, str | None]]:
    rows = history(one, other, "r2")["changes"].sort("change", "fact_id")
    return rows.select("change", "fields", "cause", "files").rows()


RIFLES: dict[str, Any] = {"goods": "rifles", "value": ("5e8", "USD")}
BOATS: dict[str, Any] = {"goods": "submarines"}


def test_a_new_fact_is_told_with_the_article_that_brought_it(tmp_path: Path) -> None:
    one, other = release(tmp_path / "1", told(RIFLES)), release(tmp_path / "2", told(RIFLES, BOATS))
    assert changes(one, other) == [("added", None, "article_added", "doc_1.txt")]


def test_a_fact_that_is_gone_is_told_with_the_article_that_left(tmp_path: Path) -> None:
    one, other = release(tmp_path / "1", told(RIFLES, BOATS)), release(tmp_path / "2", told(RIFLES))
    assert changes(one, other) == [("removed", None, "article_withdrawn", "doc_1.txt")]


def test_a_changed_fact_is_told_with_its_fields_and_the_article(tmp_path: Path) -> None:
    one = release(tmp_path / "1", told({"goods": "rifles", "value": ("5e8", "USD", "about")}))
    other = release(tmp_path / "2", told({"goods": "rifles", "value": ("4.85e8", "USD")}))
    assert changes(one, other) == [("changed", "amount, amount_usd", "decision", None)]


def test_a_fact_that_one_more_article_confirms_is_told_as_changed(tmp_path: Path) -> None:
    first, second = {"goods": "rifles"}, {"goods": "assault rifles"}
    found = release(tmp_path / "both", told(first, second))
    ids = pl.read_parquet(found / "deals.parquet")["deal_id"].to_list()
    for n, said in enumerate((first, second)):
        made_up = MadeUp()
        made_up.document(f"doc_{n}", "2016-12-13")
        made_up.deal(f"doc_{n}", **PAIR, **said)
        alone = release(tmp_path / f"only_{n}", made_up)
        (row,) = history(alone, found, "r2")["changes"].rows(named=True)
        assert (row["change"], row["fact_id"], row["cause"]) == ("changed", ids[0], "article_added")
        before = pl.read_parquet(alone / "deals.parquet")["deal_id"].to_list()
        assert row["other_id"] == (None if before == ids else before[0])


def test_a_judgement_that_parts_a_fact_leaves_a_split_and_one_that_joins_a_redirect(tmp_path: Path) -> None:
    made_up = told(RIFLES, RIFLES)
    for n, row in enumerate(made_up.rows["deal_reports"]):
        row["span_text"] = row["evidence_text"] = f"deal {n}"
    judged = tmp_path / "overrides"
    judged.mkdir()
    (judged / "judgements.csv").write_text(
        "about,verdict,document_a,words_a,document_b,words_b,name,author,date,reason\n"
        "deal,not_same,doc_0.txt,deal 0,doc_1.txt,deal 1,,me,2026-01-02,two orders\n"
    )
    one, parted = release(tmp_path / "1", made_up), tmp_path / "2"
    parted.mkdir()
    load_frames(resolve(made_up.parts(), overrides_dir=judged), parted)
    assert [(row[0], row[2]) for row in changes(one, parted)] == [("changed", "decision"), ("split", "decision")]
    joined = history(parted, one, "r3")
    assert joined["changes"]["change"].sort().to_list() == ["changed", "merged"]
    assert joined["id_redirects"]["new_id"].is_not_null().all()


def test_an_entity_that_becomes_part_of_another_leaves_a_redirect(tmp_path: Path) -> None:
    def named(*names: str) -> MadeUp:
        made_up = MadeUp()
        for n, name in enumerate(names):
            made_up.document(f"doc_{n}")
            made_up.entity(f"doc_{n}", "country:NOR")
            made_up.entity(f"doc_{n}", "person:other", "Bo Hansen")
            made_up.entity(f"doc_{n}", "person:p", name)
        return made_up

    one = release(tmp_path / "1", named("Ada Lovelle"))
    other = release(tmp_path / "2", named("Ada Lovelle", "Ada B. Lovelle", "Ada B. Lovelle"))
    rows = history(one, other, "r2")["id_redirects"].select("old_id", "new_id").rows()
    assert rows == [("person:ada-lovelle", "person:ada-b-lovelle")]
