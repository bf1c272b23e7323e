"""The gate: starts the checking process early, has a stage judged, and says whether it may be published."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from flows.check.declared import Sources, declared, fingerprint
from flows.check.model import CheckResult
from flows.check.request import Request
from flows.errors import CheckCrashed, GateClosed
from flows.model.vocabulary.runs import CheckOutcome
from flows.settings import PROJECT

START_SECONDS = 180.0  # importing Great Expectations takes 4 to 10 s, on a busy machine more
JUDGE_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """All results of one stage, in order of suite and number."""

    results: tuple[CheckResult, ...]

    @property
    def closed_by(self) -> tuple[CheckResult, ...]:
        """The results that keep the release back; empty when the gate is open."""
        return tuple(result for result in self.results if result.closes_gate)

    @property
    def warnings(self) -> tuple[CheckResult, ...]:
        """Failures that are recorded only."""
        return tuple(r for r in self.results if r.outcome == CheckOutcome.FAILED and not r.closes_gate)

    @property
    def counts(self) -> dict[str, int]:
        """Results by outcome."""
        return dict(Counter(result.outcome for result in self.results))

    def require_open(self) -> None:
        """Pass when the release may be published.

        Raises:
            CheckCrashed: a check could not be evaluated.
            GateClosed: a critical check failed; the message names rules and example keys.
        """
        crashed = [result for result in self.closed_by if result.outcome == CheckOutcome.CRASHED]
        if crashed:
            raise CheckCrashed(
                f"{len(crashed)} check(s) could not be evaluated. " + " ".join(map(_line, crashed[:5])),
                next_step="Nothing was published. Mend the check: this says nothing about the data.",
            )
        if self.closed_by:
            raise GateClosed(
                f"{len(self.closed_by)} check(s) failed. " + " ".join(map(_line, self.closed_by[:5])),
                next_step="Nothing was published; the previous release stays.",
            )


def _line(result: CheckResult) -> str:
    keys = f", for example {', '.join(result.examples)}" if result.examples else ""
    return f"{result.table}: {result.expectation} ({result.observed or 'no value'}{keys}): {result.reason}."


class Gate:
    """The checking process. Use as a context: whatever happens, the process is gone at the end."""

    def __init__(self, sources: Sources | None = None) -> None:
        self._sources = sources or Sources()
        self._checks = declared(self._sources)
        self._log: IO[bytes] | None = None
        self._process: subprocess.Popen[str] | None = None
        self._scratch: str | None = None

    def start(self) -> Gate:
        """Start the process; it gets ready while the caller does something else."""
        if self._process is None:
            self._log = tempfile.TemporaryFile()  # noqa: SIM115 - close() closes it
            self._scratch = tempfile.mkdtemp(prefix="entente-gate-")
            path = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))
            self._process = subprocess.Popen(
                [sys.executable, "-m", "flows.check.process", self._scratch],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                text=True,
                start_new_session=True,  # it has a process of its own, and both are ended together
                env=os.environ | {"PYTHONPATH": path, "GX_ANALYTICS_ENABLED": "false"},
            )
        return self

    def judge(
        self,
        database: Path,
        previous: Path | None = None,
        *,
        withdrawn: Sequence[str] = (),
        fresh_since: date | None = None,
        fresh: Path | None = None,
        timeout_seconds: float = JUDGE_SECONDS,
    ) -> Verdict:
        """The verdict on a staged database that lies beside its staged Parquet files; the process then ends.

        `previous` is the public release's database, `withdrawn` the documents retracted or erased since then,
        `fresh_since` the day since when a scheduled feed should have brought a document. `fresh` is what
        `flows.check.rows.offending_rows` wrote of this database, on top of a release that passed these very checks.

        Raises:
            CheckCrashed: the process died, hung or was refused, or ran other checks than were declared.
        """
        request = Request(
            database.absolute(), previous and previous.resolve(), tuple(withdrawn), fresh_since, self._sources, fresh
        )
        try:
            answer = self._ask(request, timeout_seconds)
        finally:
            self.close()
        return _verdict(answer, fingerprint(self._checks), self._n_declared())

    def close(self) -> None:
        """End the process, at once if need be."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    pipe.close() if pipe else None
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
        if self._log is not None:
            self._log.close()

    def __enter__(self) -> Gate:
        """Start the process."""
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self.close()

    def _n_declared(self) -> dict[str, int]:
        return {suite: len(checks) for suite, checks in self._checks.items()}

    def _ask(self, request: Request, timeout_seconds: float) -> dict[str, Any]:
        self._receive(START_SECONDS)
        stdin = self._running().stdin
        if stdin is None:
            raise CheckCrashed("The gate's process cannot be spoken to.")
        with suppress(BrokenPipeError):
            stdin.write(request.to_json() + "\n")
            stdin.flush()
        return self._receive(timeout_seconds)

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            self.start()
        assert self._process is not None
        return self._process

    def _receive(self, seconds: float) -> dict[str, Any]:
        stdout = self._running().stdout
        line = _line_within(stdout, seconds) if stdout else ""
        if not line:
            raise CheckCrashed(
                f"The gate's process gave no answer within {seconds:.0f} s or died. {self._last_words()}",
                next_step="Nothing was published. Run again; if it recurs, report it.",
            )
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _last_words(self) -> str:
        if self._log is None:
            return ""
        self._log.seek(0)
        lines = [line for line in self._log.read().decode("utf-8", "replace").splitlines() if "leaked" not in line]
        return f"Its last words: {lines[-1][:300]}" if lines else ""


def _line_within(pipe: IO[str], seconds: float) -> str:
    """The next line of a pipe, or '' where none comes in time. Reads no further than that line."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([pipe], [], [], left)[0]:
            return pipe.readline()
    return ""


def _verdict(answer: Mapping[str, Any], expected: str, declared_counts: Mapping[str, int]) -> Verdict:
    if answer.get("status") != "judged":
        raise CheckCrashed(f"The checks could not be run: {answer.get('error', 'no reason given')}.")
    results = tuple(CheckResult(**result) for result in answer["results"])
    counted = Counter(result.suite for result in results)
    if answer["fingerprint"] != expected or counted != Counter(declared_counts):
        raise CheckCrashed(
            "The checks that ran are not the checks that were declared when the run began.",
            next_step="Someone edited a suite during the run. Run again.",
        )
    return Verdict(results)
