"""`entente sql`: one SELECT on the latest release, or a prompt for many."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

from flows.commands.answers import form_of, write
from flows.commands.place import require_outside
from flows.errors import ConfigurationError, InputError
from flows.report.release import open_release
from flows.settings import Settings

if TYPE_CHECKING:
    import duckdb

STDIN = Path("-")
TABLES = 'Tables and views: entente sql "show tables"'
# How DuckDB 2.0 names what it would have found; its own tables are hardly meant.
CANDIDATES = re.compile(r'Candidate bindings: "([^"]+)"|Did you mean "(?!pg_|duckdb_)([^"]+)"')


def answer(settings: Settings, query: str, form: str | None, out: Path | None = None, *, seconds: float = 60) -> None:
    """Answer one query as a table, CSV, JSON or Parquet, on standard output or in a file.

    Raises:
        ConfigurationError: it is not exactly one SELECT, DuckDB refuses it, it takes too long, or `out` is no place.
        InputError: there is no release.
    """
    form = form_of(form, out)
    if out:
        require_outside(settings, out)
    with open_release(settings.latest) as con:
        answer_on(con, query, form, out, seconds=seconds)


def answer_on(
    con: duckdb.DuckDBPyConnection, query: str, form: str, out: Path | None = None, *, seconds: float = 60
) -> None:
    """The same on a release that is open.

    Raises:
        ConfigurationError: as above.
    """
    import duckdb

    require_select(con, query)
    try:
        with interrupted_after(con, seconds):
            write(con, query, form, out)
    except duckdb.InterruptException:
        raise ConfigurationError(
            f"The query took more than {seconds:g} seconds.", next_step="Ask for less, or give it --seconds 600."
        ) from None
    except duckdb.Error as error:
        raise ConfigurationError(f"DuckDB says: {what(str(error))}", next_step=way_on(str(error))) from None


def what(refusal: str) -> str:
    """What DuckDB refused, without the names it would have found and the line it points at: these are told apart."""
    return CANDIDATES.split(refusal.partition("\n\nLINE")[0])[0].strip()


def way_on(refusal: str) -> str:
    """What to do after DuckDB refused a query: the name that was probably meant, else the list of what there is."""
    meant = CANDIDATES.search(refusal)
    return f"Did you mean {meant[1] or meant[2]}? {TABLES}" if meant else TABLES


@contextmanager
def interrupted_after(con: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Break off what the connection does when the time is up."""
    timer = Timer(seconds, con.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def require_select(con: duckdb.DuckDBPyConnection, query: str) -> None:
    """Let through exactly one SELECT; EXPLAIN is refused too, because EXPLAIN ANALYZE runs what it explains.

    Raises:
        ConfigurationError: it is anything else.
    """
    import duckdb

    try:
        statements = con.extract_statements(query)
    except duckdb.Error as error:
        raise ConfigurationError(
            f"DuckDB cannot read the query: {what(str(error))}.", next_step='Mend it there; quote names with "…".'
        ) from None
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise ConfigurationError(
            "Exactly one SELECT is answered here.", next_step='For example: entente sql "select deal_name from v_deals"'
        )


def query_of(query: str | None, file: Path | None) -> str | None:
    """The query to answer: the argument, the file's, standard input's where it is no terminal, else none.

    Raises:
        ConfigurationError: both an argument and a file are given.
        InputError: the file cannot be read.
    """
    if query is not None and file is not None:
        raise ConfigurationError("One query at a time.", next_step="Give it as an argument or with --file, not both.")
    if query is None and file is None and not sys.stdin.isatty():
        file = STDIN
    if file is None or query is not None:
        return query
    try:
        return sys.stdin.read() if file == STDIN else file.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{file} cannot be read: {error.strerror}.", next_step="Name a file that holds one query, or - for a pipe."
        ) from None
    except UnicodeDecodeError:
        raise InputError(f"{file} is not UTF-8 text.", next_step="Save it as UTF-8.") from None
