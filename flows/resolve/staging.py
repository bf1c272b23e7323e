"""Staging frames: what resolve hands to load, with explicit types."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any

import polars as pl

from flows.contract import PUBLISHED, Column, Table, Type
from flows.contract.common import AGREEMENT_ID, DEAL_ID, PACKAGE_ID
from flows.contract.deals import OVERLAPS, POSSIBLE_SAME_AS
from flows.contract.schema import frame, polars_schema
from flows.model.vocabulary.agreements import AgreementStatus
from flows.model.vocabulary.deals import DealStatus
from flows.model.vocabulary.facts import FactType
from flows.resolve.order import conformed, in_order

STATUS_RANKS = Table(
    "status_ranks",
    grain="one status of one kind of fact",
    columns=(
        Column("fact_type", Type.TEXT, "Kind of fact."),
        Column("status", Type.TEXT, "The status."),
        Column("rank", Type.INTEGER, "Its place in the life of the fact, the furthest last."),
        Column("is_off", Type.BOOLEAN, "The fact is over, or was never so."),
    ),
    key=(Column("fact_type", Type.TEXT, "Kind of fact."), Column("status", Type.TEXT, "The status.")),
)
DEAL_LINKS = Table(
    "deal_links",
    grain="one deal that another contains, or may be",
    columns=(DEAL_ID, OVERLAPS, POSSIBLE_SAME_AS),
    key=(DEAL_ID,),
)
PACKAGE_MEMBERS = Table(
    "package_members", grain="one agreement of a package", columns=(AGREEMENT_ID, PACKAGE_ID), key=(AGREEMENT_ID,)
)
OFF = {DealStatus.CANCELLED, DealStatus.DENIED, AgreementStatus.TERMINATED, AgreementStatus.REJECTED}


def _without(table: Table, *names: str) -> Table:
    columns = tuple(column for column in table.columns if column.name not in names)
    return Table(table.name, table.grain, columns, table.key)


STAGING: dict[str, Table] = {
    table.name: table
    for table in (
        PUBLISHED["documents"],
        PUBLISHED["document_segments"],
        _without(
            PUBLISHED["entities"],
            "ftm_schema",
            "schema_org_type",
            "sipri_category",
            "mention_count",
            "doc_count",
            "first_doc_date",
        ),
        PUBLISHED["entity_aliases"],
        PUBLISHED["entity_mentions"],
        _without(PUBLISHED["deal_reports"], "is_currency_converted"),
        PUBLISHED["deal_report_parties"],
        PUBLISHED["agreement_reports"],
        PUBLISHED["agreement_report_parties"],
        _without(PUBLISHED["agreement_packages"], "title"),
        PUBLISHED["reconciliations"],
        PUBLISHED["close_calls"],
        PUBLISHED["fx_rates"],
        STATUS_RANKS,
        DEAL_LINKS,
        PACKAGE_MEMBERS,
    )
}
TOLD = {
    name: polars_schema(STAGING[name])
    for name in ("deal_reports", "deal_report_parties", "agreement_reports", "agreement_report_parties")
}


def told_frame(name: str, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows about reports as a staging frame; columns that only resolving needs are left out."""
    names = STAGING[name].column_names
    return frame(STAGING[name], [{column: row.get(column) for column in names} for row in rows])


def staged(found: Mapping[str, pl.DataFrame], ordered: Container[str]) -> dict[str, pl.DataFrame]:
    """The frames of all staging tables, with the contract's columns, types and order, which those `ordered` have."""
    rows = {**found, "status_ranks": frame(STATUS_RANKS, status_ranks())}
    told = {name: conformed(rows[name], polars_schema(table)) for name, table in STAGING.items()}
    return {name: told[name] if name in ordered else in_order(told[name], STAGING[name].key_names) for name in STAGING}


def status_ranks() -> Iterable[dict[str, Any]]:
    """Rows of `status_ranks`, by the order in which the vocabularies list the statuses."""
    for fact_type, vocabulary in ((FactType.DEAL, DealStatus), (FactType.AGREEMENT, AgreementStatus)):
        for rank, status in enumerate(vocabulary):
            yield {"fact_type": fact_type.value, "status": status.value, "rank": rank, "is_off": status in OFF}
