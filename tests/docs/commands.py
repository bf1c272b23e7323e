"""docs/commands.md, made of the command line, the errors and the reason codes themselves."""

from __future__ import annotations

import inspect
from collections import defaultdict
from enum import StrEnum
from typing import Any

from typer.main import get_command

from flows.cli import app
from flows.errors import PipelineError
from flows.lexicon import load
from flows.publish import release  # noqa: F401 - defines errors of its own

HEAD = """\
# Commands

<!-- Made by `make docs` of the program itself: do not edit. -->

Colours are left out where `NO_COLOR` is set. `entente --install-completion` teaches your shell the commands and
options. Every error says what to do next.
"""
EVERYWHERE = """\
Each command takes `--warehouse DIR` (default `warehouse`, or `$ENTENTE_WAREHOUSE`), `--json` to answer for programs,
and `--help`.
"""
COMMON = {"--warehouse", "--json", "--help"}
REFUSED = """\
## Why an input is refused

`entente status` lists what was refused with its code; its bytes are kept, and the others go on.
"""


def page() -> str:
    """The whole page."""
    commands = get_command(app).commands  # type: ignore[attr-defined]
    overview = [("command", "what it does"), *((_link(name), _first(command)) for name, command in commands.items())]
    parts = [HEAD, EVERYWHERE, table(overview), *(_section(name, command) for name, command in commands.items())]
    parts += ["## Exit status\n", table([("status", "meaning"), *_statuses()])]
    parts += [REFUSED, table([("code", "meaning"), *((f"`{code}`", said) for code, said in load("refusals").items())])]
    return "\n".join(parts)


def table(rows: list[tuple[str, ...]]) -> str:
    """A Markdown table; its first row is its head."""
    lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]) + "\n"


def _link(name: str) -> str:
    return f"[`entente {name}`](#entente-{name})"


def _first(command: Any) -> str:
    return " ".join(str(command.help).partition("\n\n")[0].split())


def _section(name: str, command: Any) -> str:
    said = inspect.cleandoc(command.help)
    prose, *examples = said.split("Example: ")
    options = [("option", "meaning"), *(row for param in command.params if (row := _option(param)))]
    shown = ["```sh", *(example.strip() for example in examples), "```\n"] if examples else []
    listed = [table(options)] if len(options) > 1 else []
    return "\n".join([f"## entente {name}\n", prose.strip() + "\n", *shown, *listed])


def _option(param: Any) -> tuple[str, str] | None:
    if COMMON & set(param.opts):
        return None
    is_argument = param.param_type_name == "argument"
    name = str(param.metavar or param.name).upper() if is_argument else param.opts[0]
    return f"`{name}`", " ".join([param.help or "", *_default(param)]).strip()


def _default(param: Any) -> list[str]:
    kind = param.type_descriptor.annotation
    is_choice = isinstance(kind, type) and issubclass(kind, StrEnum)
    said = [f"One of {', '.join(kind)}."] if is_choice else []
    is_told = isinstance(param.default, int | float | str) and not isinstance(param.default, bool)
    is_told = is_told and param.name != "workers"  # as many as there are processors
    said += [f"Default: {param.default}."] if is_told else []
    return [*said, f"Or `${param.envvar}`."] if param.envvar else said


def _statuses() -> list[tuple[str, str]]:
    meanings = defaultdict(list)
    for kind in PipelineError.__subclasses__():
        meanings[kind.exit_status].append(" ".join(inspect.getdoc(kind).split()))  # type: ignore[union-attr]
    said = {0: ["Done, or nothing to do."], PipelineError.exit_status: ["An error that has no number of its own."]}
    return [(str(status), " ".join(texts)) for status, texts in sorted((said | meanings).items())]
