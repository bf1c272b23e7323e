"""What a staged release changes of the release before it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from flows.contract import PUBLISHED, ddl
from flows.contract.schema import conform
from flows.load.connection import connect_memory
from flows.settings import resource_folder

if TYPE_CHECKING:
    import duckdb
    import polars as pl

OUT = resource_folder("sql") / "out"
# In this order: what became of a fact is told with the corrections of its values.
QUERIES = {"id_redirects": "redirects", "corrections": "corrections", "changes": "changes"}


def history(
    previous: Path, stage: Path, run_id: str, gone: Mapping[str, str] | None = None, erased: Collection[str] = ()
) -> dict[str, pl.DataFrame]:
    """Rows of `id_redirects`, `corrections` and `changes`, from the Parquet files of the releases before and staged.

    `gone` says why documents left; of facts that `erased` documents told, no earlier value is kept.
    """
    with connect_memory() as con:
        for schema, directory in (("old", previous), ("new", stage)):
            _attach(con, schema, directory)
        _tell(con, gone or {}, erased)
        found = {}
        for name, query in QUERIES.items():
            rows = con.sql((OUT / f"{query}.sql").read_text(encoding="utf-8"), params={"run_id": run_id}).pl()
            found[name] = conform(PUBLISHED[name], rows)
            con.register(f"found_{name}", found[name])
            con.execute("create table told." + ddl.quoted(name) + " as select * from " + ddl.quoted(f"found_{name}"))
        return found


def _tell(con: duckdb.DuckDBPyConnection, gone: Mapping[str, str], erased: Collection[str]) -> None:
    """Tables `told.gone` and `told.erased`."""
    con.execute("create schema told")
    con.execute(
        "create table told.gone as select unnest($ids::varchar[]) as doc_id, unnest($reasons::varchar[]) as reason",
        {"ids": list(gone), "reasons": list(gone.values())},
    )
    con.execute("create table told.erased as select unnest($ids::varchar[]) as doc_id", {"ids": list(erased)})


def _attach(con: duckdb.DuckDBPyConnection, schema: str, directory: Path) -> None:
    """Views of a schema, of the Parquet files of a release; what an older contract lacked is NULL or empty."""
    con.execute("create schema " + schema)
    for table in PUBLISHED.values():
        name, path = ddl.qualified(table, schema), directory / f"{table.name}.parquet"
        if not path.exists():
            con.execute(ddl.create_table(table, schema))
            continue
        known = set(con.read_parquet(str(path)).columns)
        lacking = [column for column in table.columns if column.name not in known]
        columns = ", ".join(["*", *(f"null::{column.type.value} as {ddl.quoted(column.name)}" for column in lacking)])
        rows = "read_parquet(" + ddl.literal(str(path)) + ")"
        con.execute("create view " + name + " as select " + columns + " from " + rows)
