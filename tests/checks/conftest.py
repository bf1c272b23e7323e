"""A small sound release, to be broken in one place at a time."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest

from flows.check.model import CheckResult
from flows.check.request import Request
from flows.contract import PUBLISHED
from flows.contract.ddl import create_table, quoted
from flows.model.ids import doc_id as id_of

Rows = dict[str, list[dict[str, Any]]]

TEXT = "Norland bought twelve ferries from Sudland for $30 million on Monday. The two states signed a fishing treaty."
DOC = id_of(TEXT.encode())


def span(words: str, prefix: str = "span") -> dict[str, Any]:
    start = TEXT.index(words)
    return {f"{prefix}_start": start, f"{prefix}_end": start + len(words), f"{prefix}_text": words}


def days(prefix: str, day: date | None) -> dict[str, Any]:
    return {
        f"{prefix}_edtf": day and day.isoformat(),
        f"{prefix}_earliest": day,
        f"{prefix}_latest": day,
        f"{prefix}_precision": day and "day",
    }


MONEY = {
    "amount": Decimal("30000000.00"),
    "amount_minor": 3_000_000_000,
    "currency": "USD",
    "amount_lower": Decimal("25000000.00"),
    "amount_upper": Decimal("35000000.00"),
    "amount_usd": Decimal("30000000.00"),
    "usd_lower": Decimal("25000000.00"),
    "usd_upper": Decimal("35000000.00"),
}
SAID = {"attribution": "narration", "is_negated": False, "is_hypothetical": False, "rule": "r", "confidence": 0.9}
COUNTED = {
    "n_reports": 1,
    "n_documents": 1,
    "first_reported": date(2020, 5, 5),
    "last_reported": date(2020, 5, 5),
}


def state(code: str, name: str) -> dict[str, Any]:
    return {
        "entity_id": f"country:{code}",
        "name": name,
        "entity_type": "country",
        "country_code": code,
        "is_named": True,
        "mention_count": 1,
        "doc_count": 1,
        "first_doc_date": date(2020, 5, 5),
    }


def alias(code: str, name: str) -> dict[str, Any]:
    return {
        "entity_id": f"country:{code}",
        "alias": name,
        "alias_norm": name.casefold(),
        "alias_type": "full_name",
        "source": "seed",
        "n_mentions": 1,
    }


def party(role: str, code: str, words: str) -> dict[str, Any]:
    found = span(words)
    return {
        "report_id": "dealrep_1" if role != "party" else "agreementrep_1",
        "party_role": role,
        "entity_id": f"country:{code}",
        "party_text": words,
        "span_start": found["span_start"],
        "span_end": found["span_end"],
        "country_code": code,
        "party_level": "state",
        "basis": "stated",
    }


def fact_party(fact: dict[str, Any], role: str, code: str, words: str) -> dict[str, Any]:
    return fact | {
        "party_role": role,
        "entity_id": f"country:{code}",
        "country_code": code,
        "party_level": "state",
        "stated_as": words,
        "basis": "stated",
    }


def judgement(report_id: str, fact_id: str) -> dict[str, Any]:
    return {
        "report_id": report_id,
        "fact_id": fact_id,
        "judgement": "positive",
        "method": "same_key",
        "rule_version": "1",
        "decided_by": "rule",
    }


def sound() -> Rows:
    """One document, one deal and one agreement between Norway and Sweden, each with one report."""
    first, second = TEXT.split(" The two")[0], "The two states signed a fishing treaty."
    segments = [
        {"segment_id": f"seg_{n}", "doc_id": DOC, "zone": "body", "action": "keep"}
        | {k: v for k, v in span(words).items() if k != "span_text"}
        for n, words in enumerate((first, second))
    ]
    return {
        "documents": [
            {
                "doc_id": DOC,
                "file_name": "a.txt",
                "content_sha256": DOC.removeprefix("doc_") + "0" * 48,
                "version_no": 1,
                "pub_status": "usable",
                "language": "eng",
                "dateline_country": "NOR",
                **days("published", date(2020, 5, 5)),
                "n_chars": len(TEXT),
                "n_sentences": 2,
                "n_segments_dropped": 0,
                "raw_text": TEXT,
            }
        ],
        "document_segments": segments,
        "entities": [state("NOR", "Norland"), state("SWE", "Sudland")],
        "entity_aliases": [alias("NOR", "Norland"), alias("SWE", "Sudland")],
        "entity_mentions": [
            {
                "mention_id": "men_1",
                "doc_id": DOC,
                "sentence_no": 0,
                **span("Norland"),
                "zone": "body",
                "entity_id": "country:NOR",
                "mention_kind": "name",
                "resolution_method": "exact",
                "confidence": 1.0,
                "in_dropped_segment": False,
            }
        ],
        "deals": [
            {
                "deal_id": "deal_1",
                "deal_kind": "goods",
                "deal_form": "contract",
                "deal_name": "Ferries",
                "deal_status": "agreed",
                **MONEY,
                "value_basis_report_id": "dealrep_1",
                "is_cumulative": False,
                "is_additive": True,
                "certainty": "reported",
                "n_outlets": 1,
                **COUNTED,
            }
        ],
        "deal_parties": [
            fact_party({"deal_id": "deal_1"}, "supplier", "SWE", "Sudland"),
            fact_party({"deal_id": "deal_1"}, "recipient", "NOR", "Norland"),
        ],
        "deal_goods": [
            {
                "deal_id": "deal_1",
                "report_id": "dealrep_1",
                "goods_text": "twelve ferries",
                "attribution": "narration",
            }
        ],
        "deal_reports": [
            {
                "report_id": "dealrep_1",
                "deal_id": "deal_1",
                "doc_id": DOC,
                **span("$30 million"),
                **span(first, "evidence"),
                "deal_kind": "goods",
                "deal_form": "contract",
                "report_status": "agreed",
                "goods_text": "twelve ferries",
                **MONEY,
                "is_cumulative": False,
                **SAID,
            }
        ],
        "deal_report_parties": [party("supplier", "SWE", "Sudland"), party("recipient", "NOR", "Norland")],
        "agreements": [
            {
                "agreement_id": "agreement_1",
                "title": "Fishing treaty",
                "title_is_official": False,
                "instrument_type": "treaty",
                "laterality": "bilateral",
                "status": "signed",
                **days("date_signed", date(2020, 5, 4)),
                "signatory_agreement": "none",
                **COUNTED,
            }
        ],
        "agreement_parties": [
            fact_party({"agreement_id": "agreement_1"}, "party", "SWE", "Sudland") | AGREEMENT_PARTY,
            fact_party({"agreement_id": "agreement_1"}, "party", "NOR", "Norland") | AGREEMENT_PARTY,
        ],
        "agreement_reports": [
            {
                "report_id": "agreementrep_1",
                "is_subject_act": False,
                "agreement_id": "agreement_1",
                "doc_id": DOC,
                **span("signed a fishing treaty"),
                **span(second, "evidence"),
                "instrument_type": "treaty",
                "report_status": "signed",
                **days("date", date(2020, 5, 4)),
                **SAID,
            }
        ],
        "agreement_report_parties": [party("party", "SWE", "Sudland"), party("party", "NOR", "Norland")],
        "reconciliations": [judgement("dealrep_1", "deal_1"), judgement("agreementrep_1", "agreement_1")],
        "catalog": [{"table": "documents", "column": "doc_id", "type": "VARCHAR", "description": "d"}],
    }


AGREEMENT_PARTY = {"report_id": "agreementrep_1", "is_disputed": False}


def write(rows: Rows, folder: Path, *, with_parquet: bool = True) -> Path:
    """A staged database and its Parquet files, free of constraints, so that what they forbid can be staged too."""
    folder.mkdir(parents=True)
    database = folder / "entente.duckdb"
    with duckdb.connect(str(database)) as con:
        con.begin()
        for name, table in PUBLISHED.items():
            con.execute(_loose(create_table(table)))
            for row in rows.get(name, []):
                con.table(quoted(name)).insert([row.get(column) for column in table.column_names])
            if with_parquet:
                con.table(quoted(name)).write_parquet(str(folder / f"{name}.parquet"))
        con.commit()
    return database


def _loose(ddl: str) -> str:
    lines = [line.replace(" not null", "") for line in ddl.splitlines() if "primary key" not in line]
    return "\n".join(lines).replace(",\n)", "\n)")


@pytest.fixture(scope="session")
def sound_rows() -> Callable[[], Rows]:
    """A fresh copy of the sound release's rows."""
    return lambda: copy.deepcopy(sound())


@pytest.fixture(scope="session")
def write_stage() -> Callable[..., Path]:
    """Stages rows in a folder."""
    return write


@pytest.fixture(scope="session")
def judge() -> Callable[..., list[CheckResult]]:
    """The gate's results on a request, in this process, where Great Expectations is then imported but once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from flows.check import engine

    def run(request: Request) -> list[CheckResult]:
        with warnings.catch_warnings(), TemporaryDirectory() as folder:
            warnings.simplefilter("ignore")
            results: list[CheckResult] = engine.judge(request, Path(folder) / "gate.duckdb")["results"]
        return results

    return run
