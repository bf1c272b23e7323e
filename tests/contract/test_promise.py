"""What contract 1 has promised its readers stays until there is a contract 2 (RELIABILITY F33)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.contract import PUBLISHED, Type
from flows.contract.version import CONTRACT_VERSION

MAJOR = CONTRACT_VERSION.split(".")[0]
# By table, `column:TYPE …` as readers met it first. Tables and columns are added here, never taken away or changed.
PROMISED = json.loads(Path(__file__).with_name(f"contract-{MAJOR}.json").read_text("utf-8"))
WIDER = {("SMALLINT", "INTEGER"), ("SMALLINT", "BIGINT"), ("INTEGER", "BIGINT")}


def test_tables_and_columns_only_come() -> None:
    assert set(PROMISED) <= set(PUBLISHED)


@pytest.mark.parametrize("name", PROMISED)
def test_a_column_that_readers_know_stays_and_holds_what_it_did(name: str) -> None:
    now = {column.name: Type(column.type).name for column in PUBLISHED[name].columns}
    promised = dict(entry.split(":") for entry in PROMISED[name].split())
    broken = {column: kind for column, kind in promised.items() if now.get(column) != kind}
    assert {column for column, kind in broken.items() if (kind, now.get(column)) not in WIDER} == set()
