from __future__ import annotations

from flows.contract import PUBLISHED, Column, Layer, Table, Type, dictionary
from flows.contract.schema import conform, frame
from flows.model.vocabulary.articles import SegmentAction

THING = Column("thing_id", Type.TEXT, "A thing.")
ACTION = Column("action", Type.TEXT, "Read | left out.", vocabulary=SegmentAction, null_meaning="undecided")
CODE = Column("code", Type.TEXT, "Code.", standard="ISO 4217")
TABLE = Table(
    "things", "one thing", (THING, ACTION, CODE), (THING,), references={CODE: "codes"}, may_be_empty="none made"
)


def test_a_vocabulary_is_listed_and_a_standard_named() -> None:
    assert dictionary.vocabulary_text(ACTION) == "keep, metadata, drop"
    assert dictionary.vocabulary_text(CODE) == "ISO 4217"
    assert dictionary.vocabulary_text(THING) is None


def test_catalog_rows_are_sorted_by_table_and_column() -> None:
    assert [row["column"] for row in dictionary.catalog_rows([TABLE])] == ["action", "code", "thing_id"]


def test_the_catalog_describes_itself() -> None:
    rows = conform(PUBLISHED["catalog"], frame(PUBLISHED["catalog"], dictionary.catalog_rows(PUBLISHED.values())))
    assert rows.filter(table="catalog")["column"].to_list() == sorted(PUBLISHED["catalog"].column_names)


def test_the_page_says_key_references_and_emptiness() -> None:
    page = dictionary.markdown([TABLE])
    assert "Key and sort order: `thing_id`." in page
    assert "Refers to: `code` → `codes`." in page
    assert "May be empty: none made." in page


def test_a_bar_in_a_description_does_not_end_the_cell() -> None:
    assert "Read \\| left out." in dictionary.markdown([TABLE])


def test_tables_about_runs_are_marked() -> None:
    table = Table("runs", "one run", (THING,), (THING,), layer=Layer.OPERATIONS)
    assert "About runs: may differ" in dictionary.markdown([table])
