"""Publishes one release of two small tables, dying at a given step if asked: the program the fault tests kill.

`python publisher.py WAREHOUSE N [--die-at K] [--times T]`: recovers, then publishes a release whose table `moving`
holds N rows, T times over with one row more each time. With `--die-at K` the process kills itself (SIGKILL) right
before its K-th call that changes the disk's names or flushes it. Without, it prints how many such calls there were.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from flows.errors import PipelineError
from flows.publish.cleanup import clean_up
from flows.publish.lock import run_lock
from flows.publish.manifest import ReleaseMeta, record
from flows.publish.recover import recover
from flows.publish.release import DATABASE_NAME, publish
from flows.publish.stage import discard, open_stage

STEPS = ("mkdir", "rename", "replace", "fsync", "unlink", "link", "symlink", "rmdir", "chmod")


class Countdown:
    """Counts the steps; kills the process right before step `die_at`."""

    def __init__(self, die_at: int) -> None:
        self.die_at = die_at
        self.n = 0
        self.seen: dict[tuple[tuple[str, int], ...], list[int]] = {}

    @property
    def places(self) -> dict[str, tuple[int, int]]:
        """The first and the last step taken at each place of the code, a place being the way that led there."""
        return {" < ".join(f"{Path(file).name}:{line}" for file, line in way): (s[0], s[-1]) for way, s in self._seen()}

    def _seen(self) -> list[tuple[tuple[tuple[str, int], ...], list[int]]]:
        return sorted(self.seen.items(), key=lambda item: item[1])

    def watch(self, name: str) -> None:
        real: Callable[..., Any] = getattr(os, name)

        def watched(*args: Any, **kwargs: Any) -> Any:
            self.n += 1
            self.seen.setdefault(_way(), []).append(self.n)
            if self.n == self.die_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        setattr(os, name, watched)


def _way() -> tuple[tuple[str, int], ...]:
    """Files and lines of the package's calls that are under way."""
    frame, found = sys._getframe(2), []
    while frame is not None:
        if f"{os.sep}flows{os.sep}" in frame.f_code.co_filename:
            found.append((frame.f_code.co_filename, frame.f_lineno))
        frame = frame.f_back  # type: ignore[assignment]
    return tuple(found)


def fill(stage: Path, n: int) -> None:
    with duckdb.connect(str(stage / DATABASE_NAME)) as con:
        con.execute("create table moving as select i, repeat('word ', 20) || i as words from range(?) as t(i)", [n])
        con.execute("create table still as select i, null::varchar as words from range(500) as t(i)")
        for name in ("moving", "still"):
            con.table(name).write_parquet(str(stage / f"{name}.parquet"))


def run(warehouse: Path, n: int, grace_seconds: float) -> None:
    releases, latest = warehouse / "releases", warehouse / "latest"
    with run_lock(warehouse):
        recover(releases, latest, warehouse / "runs")
        stage = open_stage(releases, f"run{os.getpid()}")
        try:
            fill(stage, n)
            publish(stage, record(stage), releases=releases, latest=latest, meta=meta(n))
        except BaseException:
            if stage.exists():
                discard(stage)
            raise
        clean_up(releases, latest, keep=3, grace_seconds=grace_seconds)


def meta(n: int) -> ReleaseMeta:
    return ReleaseMeta(f"run{os.getpid()}", "1.0", str(n), n, {}, {}, created_at=datetime(2026, 11, 1, tzinfo=UTC))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("warehouse", type=Path)
    parser.add_argument("n", type=int)
    parser.add_argument("--die-at", type=int, default=0)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--grace", type=float, default=-1.0)
    options = parser.parse_args(arguments)
    countdown = Countdown(options.die_at)
    for name in STEPS:
        countdown.watch(name)
    try:
        for n in range(options.n, options.n + options.times):
            run(options.warehouse, n, options.grace)
    except PipelineError as error:
        print(error.code, *error.lines(), file=sys.stderr)
        return error.exit_status
    print(countdown.n)
    return 0


if __name__ == "__main__":
    sys.exit(main())
