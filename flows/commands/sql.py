"""`entente sql`: one SELECT on the latest release."""

from __future__ import annotations

import csv
import json
import os
import sys
from typing import TYPE_CHECKING, Any

from flows.commands.table import print_rows
from flows.errors import ConfigurationError
from flows.report.release import open_release
from flows.settings import Settings

if TYPE_CHECKING:
    import duckdb

WIDE = 1000  # characters a line where no terminal says how many: in a pipe nothing is cut
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝")  # OWASP ASVS 1.2.10: cells that a spreadsheet would run


def answer(settings: Settings, query: str, form: str) -> None:
    """Print the answer as a table, CSV or JSON.

    Raises:
        ConfigurationError: the text is not exactly one SELECT, or DuckDB refuses it.
    """
    import duckdb

    with open_release(settings.latest) as con:
        require_select(con, query)
        try:
            rows = con.execute(query)
            names = [column[0] for column in rows.description or ()]
            _PRINT[form](names, rows.fetchall())
        except duckdb.Error as error:
            raise ConfigurationError(
                f"DuckDB says: {error}", next_step='Tables and views: entente sql "show tables"'
            ) from None


def require_select(con: duckdb.DuckDBPyConnection, query: str) -> None:
    """Let through exactly one SELECT; EXPLAIN is refused too, because EXPLAIN ANALYZE runs what it explains.

    Raises:
        ConfigurationError: it is anything else.
    """
    import duckdb

    try:
        statements = con.extract_statements(query)
    except duckdb.Error as error:
        raise ConfigurationError(f"DuckDB cannot read the query: {error}") from None
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise ConfigurationError(
            "Exactly one SELECT is answered here.", next_step='For example: entente sql "from v_deals"'
        )


def _print_table(names: list[str], rows: list[tuple[Any, ...]]) -> None:
    from rich.console import Console

    is_cut = sys.stdout.isatty() or "COLUMNS" in os.environ
    print_rows(Console(highlight=False, width=None if is_cut else WIDE), names, rows)


def _print_csv(names: list[str], rows: list[tuple[Any, ...]]) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(names)
    writer.writerows([harmless(value) for value in row] for row in rows)


def harmless(value: Any) -> Any:
    """Text that a spreadsheet will show and not run; numbers and dates stay as they are."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _print_json(names: list[str], rows: list[tuple[Any, ...]]) -> None:
    answered = [dict(zip(names, row, strict=True)) for row in rows]
    print(json.dumps(answered, indent=2, ensure_ascii=False, default=str))


_PRINT = {"table": _print_table, "csv": _print_csv, "json": _print_json}
