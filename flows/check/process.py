"""`python -m flows.check.process`: the gate's own process.

Started early, it imports Great Expectations (seconds) while documents are still being read, says `ready`, then
waits for one request on standard input, answers with one line of JSON on standard output, and ends. It also ends
when standard input closes, so it never outlives the run that started it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import IO, Any

from flows.check.request import Request
from flows.imports import deferred, uncollected

READY = "ready"
UNUSED = ("altair", "scipy.stats")  # Great Expectations imports them for plots and for checks of distributions


def main() -> int:
    """Serve one request; returns the exit status."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    with _private_stdout() as answers, _scratch() as folder:
        with uncollected(), deferred(*UNUSED):
            from flows.check.engine import judge, judge_suites
            from flows.check.scratch import prepare
            from flows.check.second import Second
        second = Second(judge_suites)
        scratch = Path(folder) / "gate.duckdb"
        prepare(scratch)
        _say(answers, {"status": READY, "scratch": folder})
        line = sys.stdin.readline()
        if line:
            _say(answers, _answer(partial(judge, second=second), line, scratch))
    return 0


def _scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder that goes when this process ends; whoever kills it after its answer removes the folder instead."""
    return tempfile.TemporaryDirectory(prefix="entente-gate-", ignore_cleanup_errors=True)


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
    sys.exit(main())
