"""The contract as a whole: it names what readers rely on, and says each thing once."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from flows.contract import PARTS, PUBLISHED, Column, Layer, Table, Type, generate

CONTENT = [table for table in PUBLISHED.values() if table.layer is Layer.PUBLISHED]
EVERY_TABLE = [*PUBLISHED.values(), *PARTS.values()]

REPORT = "report_id doc_id evidence_start evidence_end report_status is_negated is_hypothetical"
SCORED = {  # what the yardstick of reading looks at
    "documents": "doc_id file_name raw_text",
    "entities": "entity_id name",
    "entity_aliases": "entity_id alias",
    "deal_reports": f"{REPORT} deal_id amount amount_lower amount_upper currency deal_kind goods_text",
    "deal_report_parties": "report_id party_role entity_id party_text",
    "agreement_reports": f"{REPORT} agreement_id instrument_type subject_text",
    "agreement_report_parties": "report_id party_role entity_id party_text",
}

TYPE_OF_SUFFIX = {
    "_id": {Type.TEXT},
    "_code": {Type.TEXT},
    "_text": {Type.TEXT},
    "_edtf": {Type.TEXT},
    "_date": {Type.DATE},
    "_earliest": {Type.DATE},
    "_latest": {Type.DATE},
    "_at": {Type.TIMESTAMP},
    "_start": {Type.INTEGER},
    "_end": {Type.INTEGER},
    "_usd": {Type.MONEY},
    "_pct": {Type.PERCENT},
}
TYPE_OF_PREFIX = {
    "is_": {Type.BOOLEAN},
    "n_": {Type.INTEGER, Type.BIGINT},
    "usd_": {Type.MONEY},
    "year_": {Type.SMALLINT},
}


def label(table: Table) -> str:
    return f"{table.layer}-{table.name}"


def promised_types(name: str) -> list[set[Type]]:
    endings = [types for suffix, types in TYPE_OF_SUFFIX.items() if name.endswith(suffix)]
    return endings + [types for prefix, types in TYPE_OF_PREFIX.items() if name.startswith(prefix)]


def is_quantity(column: Column) -> bool:
    return column.name.startswith("n_") or column.type in {Type.MONEY, Type.PERCENT}


def test_generated_files_match_the_contract(project: Path) -> None:
    assert generate.drift(project) == []


@pytest.mark.parametrize("name", SCORED)
def test_the_yardsticks_columns_are_there(name: str) -> None:
    assert set(SCORED[name].split()) <= set(PUBLISHED[name].column_names)


@pytest.mark.parametrize("table", PUBLISHED.values(), ids=label)
def test_every_column_says_what_it_holds(table: Table) -> None:
    sentence = re.compile(r"[A-Z`].+\.", re.DOTALL)
    assert [column.name for column in table.columns if not sentence.fullmatch(column.description)] == []


@pytest.mark.parametrize("table", EVERY_TABLE, ids=label)
def test_a_table_names_each_column_once_and_its_key_first_of_all(table: Table) -> None:
    assert len(set(table.column_names)) == len(table.columns)
    assert table.key
    assert set(table.key) <= set(table.columns)


@pytest.mark.parametrize("table", PUBLISHED.values(), ids=label)
def test_references_lead_from_a_column_of_the_table_to_a_table_with_one_key(table: Table) -> None:
    for column, target in table.references.items():
        assert column in table.columns
        assert len(PUBLISHED[target].key) == 1


def test_a_name_has_one_type_everywhere() -> None:
    types: dict[str, set[Type]] = defaultdict(set)
    for table in EVERY_TABLE:
        for column in table.columns:
            types[column.name].add(column.type)
    assert {name: found for name, found in types.items() if len(found) > 1} == {}


@pytest.mark.parametrize("table", PUBLISHED.values(), ids=label)
def test_a_name_promises_its_type(table: Table) -> None:
    assert [c.name for c in table.columns if any(c.type not in types for types in promised_types(c.name))] == []


@pytest.mark.parametrize("table", PUBLISHED.values(), ids=label)
def test_quantities_have_a_unit(table: Table) -> None:
    assert [column.name for column in table.columns if is_quantity(column) and not column.unit] == []


@pytest.mark.parametrize("table", CONTENT, ids=label)
def test_content_carries_neither_run_nor_clock(table: Table) -> None:
    assert not {"run_id", "changed_in_run"} & set(table.column_names)
    assert Type.TIMESTAMP not in {column.type for column in table.columns}


def test_only_articles_must_have_rows() -> None:
    assert {table.name for table in CONTENT if table.may_be_empty is None} == {
        "documents",
        "document_segments",
        "catalog",
    }


@pytest.mark.parametrize("table", PUBLISHED.values(), ids=label)
def test_only_a_nullable_column_may_be_empty(table: Table) -> None:
    assert [c.name for c in table.columns if c.may_be_empty is not None and not c.is_nullable] == []


def test_a_report_row_carries_its_evidence() -> None:
    wanted = {"doc_id", *(f"{what}_{side}" for what in ("span", "evidence") for side in ("start", "end", "text"))}
    assert wanted <= set(PUBLISHED["deal_reports"].column_names)
    assert wanted <= set(PUBLISHED["agreement_reports"].column_names)
