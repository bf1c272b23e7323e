"""`entente sql` without a query: a prompt with history and completion."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.lexers import PygmentsLexer
from prompt_toolkit.output import ColorDepth

from flows.commands.sql import answer_on
from flows.errors import PipelineError
from flows.report.release import open_release
from flows.settings import Settings

if TYPE_CHECKING:
    import duckdb

WELCOME = "End a query with ; and Enter. Tab completes, ↑ brings back. .tables lists what there is, .quit leaves."
TABLES = """
select table_name as name, coalesce(comment, '') as meaning from duckdb_tables()
where not internal and schema_name = 'main'
union all
select view_name as name, coalesce(comment, '') as meaning from duckdb_views() where not internal
order by name
"""
COLUMNS = """
select table_name, column_name, coalesce(comment, '') from duckdb_columns() where not internal and schema_name = 'main'
"""
KEYWORDS = "select distinct keyword_name from duckdb_keywords() order by keyword_name"
WORD = re.compile(r"[\w.]+$")
BEFORE_A_TABLE = re.compile(r"\b(?:from|join|describe|summarize|table)\s+[\w.]*$", re.IGNORECASE)
DESCRIBED = 60  # characters of a description beside a name


@dataclass(frozen=True, slots=True)
class Names:
    """What can stand in a query: tables and views with what they hold, their columns with what those mean."""

    tables: dict[str, str]
    columns: dict[str, dict[str, str]]
    keywords: list[str]

    @classmethod
    def of(cls, con: duckdb.DuckDBPyConnection) -> Names:
        """The names in a release."""
        tables = dict(con.execute(TABLES).fetchall())
        columns: dict[str, dict[str, str]] = {table: {} for table in tables}
        for table, column, meaning in con.execute(COLUMNS).fetchall():
            columns[table][column] = meaning
        return cls(tables, columns, [keyword for (keyword,) in con.execute(KEYWORDS).fetchall()])


@dataclass(frozen=True, slots=True)
class SqlCompleter(Completer):
    """Completes names of tables after FROM, else columns of the tables that the query names, then keywords."""

    names: Names

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Names that go on from what stands before the cursor."""
        before = document.text_before_cursor
        start = WORD.search(before)
        word = start[0] if start else ""
        owner, _, typed = word.rpartition(".")
        for name, meaning in self._candidates(before, document.text, owner, typed).items():
            if name.startswith(typed.lower()):
                yield Completion(name, -len(typed), display_meta=" ".join(meaning.split())[:DESCRIBED])

    def _candidates(self, before: str, query: str, owner: str, typed: str) -> dict[str, str]:
        if owner:
            return self.names.columns.get(owner.lower(), {})
        if BEFORE_A_TABLE.search(before):
            return self.names.tables
        return self._columns(query) | (dict.fromkeys(self.names.keywords, "") if typed else {})

    def _columns(self, query: str) -> dict[str, str]:
        named = [table for table in self.names.tables if table in re.findall(r"\w+", query.lower())]
        return {name: meaning for table in named for name, meaning in self.names.columns[table].items()}


def history() -> History:
    """Earlier queries, in a file of the user alone where there can be one."""
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "entente"
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        (state / "sql_history").touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(state / "sql_history")


def is_complete(text: str) -> bool:
    """Whether Enter sends it: nothing, a command with a dot, or a query that ends."""
    return not text.strip() or text.strip().startswith(".") or text.rstrip().endswith(";")


def prompt(settings: Settings, form: str, *, seconds: float) -> None:
    """Answer queries until the person leaves; a refused query is told and changes nothing.

    Raises:
        InputError: there is no release.
    """
    with open_release(settings.latest) as con:
        session = _session(Names.of(con))
        print(f"{settings.latest.resolve().name} · {WELCOME}")
        while (query := _asked(session)) is not None:
            if query:
                _answered(con, query, form, seconds)


def _answered(con: duckdb.DuckDBPyConnection, query: str, form: str, seconds: float) -> None:
    try:
        answer_on(con, query, form, seconds=seconds)
    except PipelineError as error:
        print(*error.lines(), sep="\n", file=sys.stderr)
    except KeyboardInterrupt:
        con.interrupt()
        print("Broken off.", file=sys.stderr)


def _asked(session: PromptSession[str]) -> str | None:
    """The next query, empty where there is nothing to do, None at the end."""
    try:
        text = session.prompt("entente> ").strip()
    except KeyboardInterrupt:
        return ""
    except EOFError:
        return None
    if text.rstrip(";") in (".quit", ".exit", "quit", "exit"):
        return None
    return TABLES if text == ".tables" else text


def _session(names: Names) -> PromptSession[str]:
    from pygments.lexers.sql import SqlLexer

    session: PromptSession[str] = PromptSession(
        history=history(),
        completer=SqlCompleter(names),
        complete_while_typing=False,
        lexer=PygmentsLexer(SqlLexer),
        editing_mode=EditingMode.EMACS,
        color_depth=ColorDepth.MONOCHROME if os.environ.get("NO_COLOR") else None,
        prompt_continuation="    ...> ",
    )
    session.multiline = Condition(lambda: not is_complete(session.default_buffer.text))
    return session
