"""DuckDB DDL rendered from the contract."""

from __future__ import annotations

from flows.contract.column import Column, Table

RESERVED = frozenset({"table", "column"})  # contract names that DuckDB's grammar reserves


def quoted(name: str) -> str:
    """The identifier as SQL, in double quotes where DuckDB reserves the word."""
    return f'"{name}"' if name in RESERVED else name


def literal(text: str) -> str:
    """The text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def qualified(table: Table, schema: str | None) -> str:
    """The table's name, with its schema where one is given."""
    return quoted(table.name) if schema is None else f"{schema}.{quoted(table.name)}"


def create_table(table: Table, schema: str | None = None, *, is_keyed: bool = True) -> str:
    """The `create table` statement: types, not-null rules and, where no key column may be NULL, the primary key.

    Foreign keys are left to the checks: they name the rows that break them. So is the key where `is_keyed` is false.
    """
    lines = [_definition(column) for column in table.columns]
    if is_keyed and not any(column.is_nullable for column in table.key):
        lines.append(f"primary key ({', '.join(map(quoted, table.key_names))})")
    body = ",\n".join("    " + line for line in lines)
    return f"create table {qualified(table, schema)} (\n{body}\n);\n"


def comments(table: Table, schema: str | None = None) -> str:
    """`comment on` statements: the table's grain and each column's description."""
    name = qualified(table, schema)
    about_table = f"comment on table {name} is {literal(table.grain)};\n"
    return about_table + "".join(
        f"comment on column {name}.{quoted(column.name)} is {literal(column.description)};\n"
        for column in table.columns
    )


def script(table: Table, schema: str | None = None, *, is_keyed: bool = True) -> str:
    """Statements that create the table and describe it."""
    return f"{create_table(table, schema, is_keyed=is_keyed)}\n{comments(table, schema)}"


def _definition(column: Column) -> str:
    """The column's line in `create table`."""
    not_null = "" if column.is_nullable else " not null"
    return f"{quoted(column.name)} {column.type.value.lower().replace(',', ', ')}{not_null}"
