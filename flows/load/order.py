"""The order in which SQL files can run: each after the files whose tables it reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from flows.errors import ContractError

COMMENT = re.compile(r"--[^\n]*")
READ = re.compile(r"\b(?:from|join)\s+(?:(?P<schema>\w+)\.)?(?P<table>\w+)", re.IGNORECASE)


def tables_read(sql: str, schema: str | None = None) -> set[str]:
    """Names after `from` and `join`: those of one schema, or the unqualified ones."""
    return {m["table"] for m in READ.finditer(COMMENT.sub("", sql)) if m["schema"] == schema}


def in_order(folder: Path, schema: str | None = None) -> Iterator[tuple[str, str]]:
    """Name and text of each `.sql` file of a folder, every one after those it reads.

    Files that do not read each other come in alphabetical order.

    Raises:
        graphlib.CycleError: two files read each other.
    """
    files = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql"))}
    graph = {name: sorted(tables_read(text, schema) & files.keys() - {name}) for name, text in files.items()}
    for name in TopologicalSorter(graph).static_order():
        yield name, files[name]


def require_known(name: str, known: Iterable[str]) -> str:
    """The name, once it is one that the contract lists.

    Raises:
        ContractError: a file is named for no table.
    """
    if name not in set(known):
        raise ContractError(f"There is no table {name!r}.", next_step="Name the file for a table of the contract.")
    return name
