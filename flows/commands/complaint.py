"""What is said when something is wrong: what, where and what to type next."""

from __future__ import annotations

import re
import shlex
import shutil
import textwrap
from collections.abc import Sequence
from itertools import pairwise

from flows.errors import PipelineError

COMMAND = re.compile(r"entente (?:explain|rebuild|review|run|sql|verify)\b[^.]*$")
OPTION = "--warehouse"


def complaint(error: PipelineError, typed: Sequence[str] = ()) -> str:
    """The error for a terminal, each part on lines no wider than it; a command it names asks the warehouse `typed`."""
    width = min(shutil.get_terminal_size().columns, 100)
    told = PipelineError(error.what, where=error.where, next_step=_in_warehouse(error.next_step, typed))
    what, *more = told.lines()
    lines = [f"entente: {what}", *more]
    wrapped = [textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) for line in lines]
    return "\n".join(line for part in wrapped for line in part) + "\n"


def _in_warehouse(step: str | None, typed: Sequence[str]) -> str | None:
    named = [after for before, after in pairwise(typed) if before == OPTION]
    named += [word.partition("=")[2] for word in typed if word.startswith(f"{OPTION}=")]
    if not (step and named and COMMAND.search(step)) or OPTION in step:
        return step
    return f"{step} {OPTION} {shlex.quote(named[-1])}"
