"""The data contract: every published table and column, defined once.

`PUBLISHED` holds the tables of a release in load order, `PARTS` (in `flows.contract.parts`) what the rooms hand
to each other. DDL, Polars schemas, footers, dictionary and structural checks are rendered from them.
"""

from __future__ import annotations

from flows.contract.agreements import (
    AGREEMENT_PACKAGES,
    AGREEMENT_PARTIES,
    AGREEMENT_REPORT_PARTIES,
    AGREEMENT_REPORTS,
    AGREEMENTS,
)
from flows.contract.column import Column, Layer, Table, Type
from flows.contract.deals import DEAL_GOODS, DEAL_PARTIES, DEAL_REPORT_PARTIES, DEAL_REPORTS, DEALS
from flows.contract.documents import DOCUMENT_SEGMENTS, DOCUMENTS
from flows.contract.entities import ENTITIES, ENTITY_ALIASES, ENTITY_MENTIONS
from flows.contract.operations import CATALOG, DQ_RESULTS, PIPELINE_RUNS
from flows.contract.parts import PARTS
from flows.contract.reconciliation import (
    CHANGES,
    CLOSE_CALLS,
    CONFLICTS,
    CORRECTIONS,
    FX_RATES,
    ID_REDIRECTS,
    QUARANTINED_ROWS,
    RECONCILIATIONS,
)
from flows.contract.version import CONTRACT_VERSION

PUBLISHED: dict[str, Table] = {
    table.name: table
    for table in (
        DOCUMENTS,
        DOCUMENT_SEGMENTS,
        ENTITIES,
        ENTITY_ALIASES,
        ENTITY_MENTIONS,
        DEALS,
        DEAL_PARTIES,
        DEAL_GOODS,
        DEAL_REPORTS,
        DEAL_REPORT_PARTIES,
        AGREEMENT_PACKAGES,
        AGREEMENTS,
        AGREEMENT_PARTIES,
        AGREEMENT_REPORTS,
        AGREEMENT_REPORT_PARTIES,
        RECONCILIATIONS,
        CLOSE_CALLS,
        CONFLICTS,
        CORRECTIONS,
        CHANGES,
        ID_REDIRECTS,
        QUARANTINED_ROWS,
        FX_RATES,
        PIPELINE_RUNS,
        DQ_RESULTS,
        CATALOG,
    )
}

__all__ = ["CONTRACT_VERSION", "PARTS", "PUBLISHED", "Column", "Layer", "Table", "Type"]
