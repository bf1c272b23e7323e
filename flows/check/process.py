"""`python -m flows.check.process SCRATCH`: the gate's own process.

Started early, it imports Great Expectations (seconds) while documents are still being read, says `ready`, then
waits for one request on standard input, answers with one line of JSON on standard output, and ends. It also ends
when standard input closes, so it never outlives the run that started it.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import IO, Any

from flows.check.request import Request
from flows.imports import deferred, uncollected

READY = "ready"
UNUSED = ("altair", "scipy.stats")  # Great Expectations imports them for plots and for checks of distributions


def main(folder: Path) -> int:
    """Serve one request; returns the exit status. `folder`, in which it works, goes with it."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    with _private_stdout() as answers, _removed(folder):
        with uncollected(), deferred(*UNUSED):
            from flows.check.engine import judge, judge_suites
            from flows.check.scratch import prepare
            from flows.check.second import Second
        second = Second(judge_suites)
        scratch = folder / "gate.duckdb"
        prepare(scratch)
        _say(answers, {"status": READY})
        line = sys.stdin.readline()
        if line:
            _say(answers, _answer(partial(judge, second=second), line, scratch))
    return 0


@contextmanager
def _removed(folder: Path) -> Iterator[None]:
    """Removes the folder at the end, for a starter that was killed; one that kills this process does so itself."""
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answer(judge: Any, line: str, scratch: Path) -> dict[str, Any]:
    try:
        verdict: dict[str, Any] = judge(Request.from_json(line), scratch)
        return {"status": "judged"} | verdict | {"results": [asdict(result) for result in verdict["results"]]}
    except Exception as error:  # the edge of the process: the caller is told, whatever it was
        traceback.print_exc(file=sys.stderr)
        return {"status": "crashed", "error": f"{type(error).__name__}: {error}"[:500]}


def _private_stdout() -> IO[str]:
    """Standard output for answers alone: what libraries print goes to standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _say(answers: IO[str], message: dict[str, Any]) -> None:
    answers.write(json.dumps(message) + "\n")
    answers.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
