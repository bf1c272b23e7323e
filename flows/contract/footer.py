"""Key-value metadata for the footer of a table's Parquet file."""

from __future__ import annotations

import json

from flows.contract.column import Table
from flows.contract.version import CONTRACT_VERSION


def footer(table: Table) -> dict[str, str]:
    """What a reader of the file alone can know of the table.

    Holds no run id and no clock time: the same rows give the same bytes.
    """
    return {
        "table": table.name,
        "description": table.grain,
        "key": ", ".join(table.key_names),
        "columns": json.dumps({column.name: column.description for column in table.columns}, ensure_ascii=False),
        "schema_version": CONTRACT_VERSION,
    }
