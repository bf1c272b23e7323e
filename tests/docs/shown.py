"""What README and docs show of the bundled release: outputs of commands, and the cookbook's answers."""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import duckdb
from rich.console import Console

from flows.commands.table import cell, n_fitting, print_rows
from tests.conftest import PROJECT, Made

WIDTH = 100
ANSWERED, TWO = 5, 2  # rows of an answer that are shown, side by side or one below the other
# A place in a page: the command, how many paragraphs of its output and lines of each are shown, whether each must begin
# otherwise (as reports of other outlets do), then the output.
PLACE = re.compile(
    r"(<!-- `make docs`: (?P<command>.+?)"
    r"(?:; (?P<paragraphs>\d+) paragraphs of (?P<lines>\d+) lines)?(?P<other>, of other outlets)? -->\n)"
    r"```text\n.*?```\n",
    re.DOTALL,
)
DAY = re.compile(r"(?<=\b\d{4}-)\d{4}-\d\d-\d\d\b")  # in a release's name
COOKBOOK = """\
# Twenty questions

<!-- Made by `make docs` of docs/cookbook/*.sql and the bundled articles: do not edit. -->

Each is one query for `entente sql`, or for any DuckDB client that opens `latest/entente.duckdb` read-only, and stands
in a file of its own. Names and answers are those of the bundled articles; the first rows are shown.

```sh
entente sql --file docs/cookbook/01_sold_to_egypt.sql
entente sql --file docs/cookbook/01_sold_to_egypt.sql --out answer.csv
```

States stand as ISO 3166-1 alpha-3 codes. Sum `amount_usd` only where `is_additive`: a planned sale, a standing flow and
a part of another deal are not added up.
"""
Typed: TypeAlias = Callable[[list[str]], str]


def questions() -> dict[str, tuple[Path, str]]:
    """File and query of each question of the cookbook."""
    files = sorted((PROJECT / "docs" / "cookbook").glob("*.sql"))
    texts = {file: file.read_text("utf-8").partition("\n") for file in files}
    return {head.removeprefix("-- "): (file, query) for file, (head, _, query) in texts.items()}


def cookbook(made: Made) -> str:
    """The page of questions, with their answers of a release."""
    parts = [COOKBOOK]
    with duckdb.connect(str(made.database), read_only=True) as con:
        for question, (file, query) in questions().items():
            found = con.execute(query)
            names, rows = [column[0] for column in found.description or ()], found.fetchall()
            answer = _printed(names, rows)
            link = f"[{file.name}](cookbook/{file.name})"
            parts.append(f"## {question}\n\n{link}\n\n```sql\n{query.strip()}\n```\n\n```text\n{answer}\n```\n")
    return "\n".join(parts)


def _printed(names: list[str], rows: list[tuple[object, ...]]) -> str:
    """The first rows as a terminal shows them; two, one below the other, where all columns do not fit."""
    console = Console(file=io.StringIO(), width=WIDTH + 20, highlight=False, color_system=None)
    cells = [[cell(value) for value in row] for row in rows[:ANSWERED]]
    fits = n_fitting(names, cells, console.width) == len(names)
    few = rows[: ANSWERED if fits else TWO]
    print_rows(console, names, few)
    lines = [line.rstrip() for line in console.file.getvalue().rstrip().splitlines()]  # type: ignore[attr-defined]
    return "\n".join([*lines[:-1], f"{len(rows):,} rows in all" if len(rows) > len(few) else lines[-1]])


def filled(text: str, made: Made, typed: Typed) -> str:
    """A page with every output as the commands print it now."""

    def output(place: re.Match[str]) -> str:
        command = place["command"].replace("deal_…", _first_deal(made))
        said = made.done.out if command == "entente run" else typed(shlex.split(command)[1:])
        return f"{place[1]}```text\n$ {command}\n{_cut(_here(said, made.warehouse), place)}\n```\n"

    return PLACE.sub(output, text)


def _first_deal(made: Made) -> str:
    with duckdb.connect(str(made.database), read_only=True) as con:
        return str(con.execute("from v_deals select deal_id order by n_reports desc, deal_id").fetchall()[0][0])[:11]


def _here(said: str, warehouse: Path) -> str:
    """The output as it looks to somebody who uses the default warehouse."""
    return said.replace(f" --warehouse {warehouse}", "").replace(str(warehouse), "warehouse")


def _cut(said: str, place: re.Match[str]) -> str:
    paragraphs = [part.splitlines() for part in said.strip("\n").split("\n\n")]
    if place["other"]:
        outlets = [part[0].partition(" · ")[0] for part in paragraphs]
        paragraphs = [part for n, part in enumerate(paragraphs) if outlets[n] not in outlets[:n]]
    n_lines = int(place["lines"] or 1000)
    shown = [part[:n_lines] + ["…"] * (len(part) > n_lines) for part in paragraphs[: int(place["paragraphs"] or 1000)]]
    return "\n\n".join("\n".join(line.rstrip() for line in part) for part in shown)


def undated(text: str) -> str:
    """The text without the days in the names of releases, which are those of its writing."""
    return DAY.sub("DAY", text)
