"""Questions to a published release: one SQL file each, opened read-only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from flows.errors import InputError
from flows.settings import resource_folder

QUERIES = resource_folder("sql") / "out"

# A reader may not change the file, reach the disk or the network, or load what is not built in.
SAFE = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
    "temp_directory": "",  # where there is too little memory DuckDB would write beside the database it has open
    "lock_configuration": "true",
}


def open_release(latest: Path) -> duckdb.DuckDBPyConnection:
    """The release's database, read-only.

    Raises:
        InputError: nothing has been published there.
    """
    database = latest / "entente.duckdb"
    if not database.exists():
        raise InputError(
            f"There is no release at {latest}.", next_step="Make one: entente run --inbox FOLDER"
        )
    return duckdb.connect(str(database.resolve()), read_only=True, config=dict(SAFE))


def ask(con: duckdb.DuckDBPyConnection, name: str, **values: str | int | list[str]) -> list[dict[str, Any]]:
    """Rows of the query `sql/out/<name>.sql`, as dictionaries."""
    answer = con.execute((QUERIES / f"{name}.sql").read_text(encoding="utf-8"), values or None)
    columns = [column[0] for column in answer.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]
