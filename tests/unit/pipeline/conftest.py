"""A warehouse with a hand-made release: two deals, one agreement, told by one article."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.contract import PUBLISHED, ddl
from flows.settings import Settings

TEXT = "Norland bought twelve ferries from Sudland for $30 million, its ministry said."
REPORT = {
    "report_id": "dealrep_1",
    "deal_id": "deal_aaaaaa1111111111",
    "doc_id": "doc_1",
    "span_start": 8,
    "span_end": 29,
    "evidence_start": 0,
    "evidence_end": len(TEXT),
    "evidence_text": TEXT,
    "report_status": "agreed",
    "attribution": "indirect",
    "speaker_text": "its ministry",
    "rule": "buy: object",
    "confidence": 0.9,
}
DEAL = {
    "deal_status": "agreed",
    "amount": Decimal("30000000.00"),
    "currency": "USD",
    "amount_usd": Decimal("30000000.00"),
    "is_additive": True,
    "n_reports": 1,
    "n_documents": 1,
}
ROWS: dict[str, list[dict[str, Any]]] = {
    "documents": [
        {"doc_id": "doc_1", "file_name": "ferries.txt", "outlet": "=cmd()", "published_edtf": "2021", "raw_text": TEXT}
    ],
    "deals": [
        DEAL
        | {
            "deal_id": "deal_aaaaaa1111111111",
            "deal_name": "ferries from Sudland to Norland",
            "value_basis_report_id": "dealrep_1",
        },
        DEAL | {"deal_id": "deal_aaaaaa2222222222", "deal_name": "[bold]ships[/] | to Eastland", "is_additive": False},
    ],
    "deal_reports": [REPORT],
    "agreements": [
        {
            "agreement_id": "agreement_bbbbbb3333333333",
            "title": "Treaty on fisheries between Norland and Sudland",
            "status": "in_force",
            "date_signed_edtf": "2020-05",
            "date_signed_earliest": date(2020, 5, 1),
            "n_reports": 1,
            "n_documents": 1,
        }
    ],
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a warehouse whose latest release holds the rows above."""
    release = tmp_path / "warehouse" / "releases" / "0001-2021-05-05"
    release.mkdir(parents=True)
    with duckdb.connect(str(release / "entente.duckdb")) as con:
        con.begin()
        for table in PUBLISHED.values():
            con.execute(loose(ddl.create_table(table, None)))
            for row in ROWS.get(table.name, []):
                con.table(table.name).insert([row.get(name) for name in table.column_names])
        con.commit()
    latest = tmp_path / "warehouse" / "latest"
    latest.symlink_to("releases/0001-2021-05-05")
    return Settings(tmp_path / "warehouse", tmp_path / "inbox")


def loose(statement: str) -> str:
    """The table without what a hand-made row would have to meet."""
    lines = [line.replace(" not null", "") for line in statement.splitlines() if "primary key" not in line]
    return "\n".join(lines).replace(",\n)", "\n)")
