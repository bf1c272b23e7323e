"""A second process that judges half of the suites, so that the gate takes half the time where there are two cores.

It is forked once Great Expectations is imported, which takes seconds, and before any database is open.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any, TypeAlias

from flows.check.model import CheckResult
from flows.errors import CheckCrashed

Results: TypeAlias = dict[str, list[CheckResult]]  # by suite
JudgeSuites: TypeAlias = Callable[..., Results]


class Second:
    """The process: is told once what to judge, and answers once. Without it, or once it has ended, it ends too."""

    def __init__(self, judge_suites: JudgeSuites) -> None:
        context = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(judge_suites, theirs, self._pipe), daemon=True)
        process.start()
        theirs.close()

    def start(self, *task: object) -> None:
        """Have it call `judge_suites` with these arguments, while the caller does something else."""
        self._pipe.send(task)

    def results(self) -> Results:
        """What it found.

        Raises:
            CheckCrashed: it failed or died.
        """
        try:
            answer: Results | str = self._pipe.recv()
        except EOFError:
            answer = "the gate's second process died"
        if isinstance(answer, str):
            raise CheckCrashed(f"Half of the suites could not be judged: {answer}.")
        return answer


def _serve(judge_suites: JudgeSuites, pipe: Connection, starters: Connection) -> None:
    starters.close()  # else this process would keep open what tells it that its starter has gone
    try:
        task: tuple[Any, ...] = pipe.recv()
    except EOFError:
        return
    try:
        pipe.send(judge_suites(*task))
    except Exception as error:  # the edge of the process: the starter is told, whatever it was
        pipe.send(f"{type(error).__name__}: {error}"[:500])


def halves(sizes: dict[str, int]) -> tuple[Sequence[str], Sequence[str]]:
    """Suites in two groups with about as many checks each."""
    groups: tuple[list[str], list[str]] = ([], [])
    for name in sorted(sizes, key=lambda name: (-sizes[name], name)):
        min(groups, key=lambda group: sum(sizes[member] for member in group)).append(name)
    return groups
