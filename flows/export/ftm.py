"""A release as entities of FollowTheMoney, the model of OpenAleph and OpenSanctions, one JSON object a line.

Deals and agreements are both `Contract`, the model's one word for what is agreed: a supplier holds a `ContractAward`,
recipients are its `authority`, every other part in it is an `UnknownLink` with its role. Articles are `Article`, and
each report is a `Documentation` with the sentence as its summary. See followthemoney.tech/explorer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pycountry

from flows.export.rows import rows

Entity: TypeAlias = dict[str, Any]
# The model has dates to the year, month or day; EDTF's approximate, open and unspecified ones have no place in it.
PLAIN_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
# Codes that ISO 3166 gives to no state of today, as the model spells them (followthemoney.types.country).
FORMER = {"CSK": "cshh", "DDR": "dd", "SCG": "csxx", "SUN": "suhh", "XKX": "xk", "YUG": "yucs"}


def write_ftm(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Write the release's entities; returns how many."""
    lines = (json.dumps(found, ensure_ascii=False, sort_keys=True) + "\n" for found in entities(con))
    with path.open("w", encoding="utf-8") as stream:
        return sum(1 for _ in map(stream.write, lines))


def entities(con: duckdb.DuckDBPyConnection) -> Iterator[Entity]:
    """Who takes part or is named, then facts, parts in them, articles, and the sentences they rest on."""
    yield from map(_named, rows(con, "entities"))
    yield from map(_contract, rows(con, "facts"))
    yield from (_part(row) for row in rows(con, "roles") if row["role"] != "recipient")
    yield from map(_article, rows(con, "articles"))
    yield from map(_documentation, rows(con, "evidence"))


def ftm_id(ours: str) -> str:
    """Our id in the letters that the model allows: no colon, no underscore."""
    return ours.replace(":", "-").replace("_", "-")


def _entity(entity_id: str, schema: str, **properties: Any) -> Entity:
    """An entity; properties are lists of text, and those without a value are left out."""
    listed = {name: _texts(value) for name, value in properties.items()}
    return {
        "id": ftm_id(entity_id),
        "schema": schema,
        "properties": {name: texts for name, texts in listed.items() if texts},
    }


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in map(str, (one for one in values if one is not None)) if text]


def _named(row: dict[str, Any]) -> Entity:
    others = [alias for alias in row["aliases"] or [] if alias != row["name"]]
    return _entity(
        row["entity_id"],
        row["ftm_schema"] or ("PublicBody" if row["entity_type"] == "country" else "LegalEntity"),
        name=row["name"],
        alias=others,
        weakAlias=[alias for alias in row["weak_aliases"] or [] if alias != row["name"] and alias not in others],
        country=country(row["country_code"]),
    )


def _contract(row: dict[str, Any]) -> Entity:
    return _entity(
        row["fact_id"],
        "Contract",
        name=row["title"],
        title=row["title"],
        type=row["form"],
        classification=row["subject"],
        status=row["status"],
        cancelled="true" if row["status"] == "cancelled" else None,
        contractDate=date(row["date_edtf"]),
        amount=row["amount"],
        currency=row["currency"],
        amountUsd=row["amount_usd"],
        authority=[ftm_id(entity) for entity in row["recipient_ids"] or []],
        summary=row["summary"],
        proof=[ftm_id(document) for document in row["doc_ids"] or []],
    )


def _part(row: dict[str, Any]) -> Entity:
    is_award = row["role"] == "supplier"
    ends = ("supplier", "contract") if is_award else ("subject", "object")
    return _entity(
        f"{row['fact_id']}-{row['role']}-{row['entity_id']}",
        "ContractAward" if is_award else "UnknownLink",
        **dict(zip(ends, (ftm_id(row["entity_id"]), ftm_id(row["fact_id"])), strict=True)),
        role=row["role"],
        status=row["status"],
        date=date(row["date_edtf"]),
        startDate=date(row["start_edtf"]),
        endDate=date(row["end_edtf"]),
    )


def _article(row: dict[str, Any]) -> Entity:
    return _entity(
        row["doc_id"],
        "Article",
        title=row["title"],
        fileName=row["file_name"],
        author=row["author"],
        publisher=row["outlet"],
        sourceUrl=row["url"],
        language=row["language"],
        publishedAt=date(row["published_edtf"]),
    )


def _documentation(row: dict[str, Any]) -> Entity:
    return _entity(
        f"{row['report_id']}-{row['fact_id']}",
        "Documentation",
        document=ftm_id(row["doc_id"]),
        entity=ftm_id(row["fact_id"]),
        role=row["report_status"],
        summary=row["evidence_text"],
        publisher=row["outlet"],
        date=date(row["published_edtf"]),
        recordId=row["report_id"],
    )


def date(edtf: str | None) -> str | None:
    """The date, where it is a plain year, month or day."""
    return edtf if edtf and PLAIN_DATE.fullmatch(edtf) else None


def country(alpha_3: str | None) -> str | None:
    """The model's code of a country: ISO 3166-1 alpha-2 in small letters, alpha-4 of some former ones."""
    if alpha_3 is None:
        return None
    found = pycountry.countries.get(alpha_3=alpha_3)
    return found.alpha_2.lower() if found else FORMER.get(alpha_3)
