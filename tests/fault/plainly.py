"""Publishes a warehouse's inbox by the plain stages in this one process: the program that fault tests run and kill.

`python plainly.py WAREHOUSE [--do run|retract|erase|rebuild] [--document NAME] [--threads N] [--die-at K] [--dummy]
[--judge] [--clock DAYS]`
prints the hash of each table that depends on the documents alone. With `--die-at K` it kills itself right before its
K-th call that changes the disk's names or flushes it. `--dummy` reads nothing out of the documents, which spares the
language engine; the gate is open unless it is to `--judge`. With `--clock` the wall clock is that many days ahead.
"""

from __future__ import annotations

import argparse
import json
import locale
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from flows import plain, rebuild, withdraw
from flows.check import Gate, Verdict
from flows.equipment import Equipment, _present
from flows.errors import PipelineError
from flows.extract.batch import extract_batch
from flows.extract.workers import Batch, Outcome
from flows.load import connection
from flows.model.document import Document
from flows.model.report import Reading
from flows.operations import OPERATIONS
from flows.publish import manifest
from flows.publish.lock import run_lock
from flows.settings import Settings

sys.path.insert(0, str(Path(__file__).parent))
from publisher import STEPS, Countdown  # noqa: E402


class HerePool:
    """Reads in this process."""

    def __init__(self, read: Callable[[Document], Reading]) -> None:
        self.reader = read

    def read(self, batches: Iterable[Batch], tell: Callable[[int], None]) -> Outcome:
        done = list(batches)
        return Outcome(done=done, n_documents=sum(extract_batch(*batch, self.reader) for batch in done))


class OpenGate:
    def judge(self, *_: Any, **__: Any) -> Verdict:
        return Verdict(())


def nothing(document: Document) -> Reading:
    return Reading(document.doc_id, 1, (), (), (), ())


def reader(is_dummy: bool) -> Callable[[Document], Reading]:
    if is_dummy:
        return nothing
    from flows.extract.reading import read

    return read


class Clock:
    """The type `datetime` with a wall clock that is wrong."""

    def __init__(self, days: int) -> None:
        self.ahead = timedelta(days=days)

    def now(self, zone: tzinfo | None = None) -> datetime:
        return datetime.now(zone) + self.ahead

    def __getattr__(self, name: str) -> Any:
        return getattr(datetime, name)


def put_ahead(days: int) -> None:
    """Have every module that asks for the time told a wrong one."""
    real = time.time
    time.time = lambda: real() + days * 86_400
    ours = [module for name, module in sys.modules.items() if name.startswith("flows.")]
    asking = [module for module in ours if "datetime.now(" in Path(str(module.__file__)).read_text()]
    for module in asking:
        module.datetime = Clock(days)  # type: ignore[attr-defined]


def do(settings: Settings, options: argparse.Namespace) -> None:
    if options.do == "run":
        with run_lock(settings.warehouse):
            plain.publish_anew(settings)
    elif options.do == "rebuild":
        rebuild.rebuild(settings)
    elif options.do == "retract":
        withdraw.retract(settings, options.document, "withdrawn")
    else:
        withdraw.erase(settings, options.document)


def content(settings: Settings) -> dict[str, str]:
    files = manifest.read(settings.latest)["files"]
    names = {name: name.removesuffix(".parquet") for name in files if name.endswith(".parquet")}
    return {table: files[name]["sha256"] for name, table in sorted(names.items()) if table not in OPERATIONS}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("warehouse", type=Path)
    parser.add_argument("--do", default="run")
    parser.add_argument("--document", default="")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--die-at", type=int, default=0)
    parser.add_argument("--dummy", action="store_true")
    parser.add_argument("--judge", action="store_true")
    parser.add_argument("--clock", type=int, default=0)
    options = parser.parse_args(arguments)
    connection.THREADS = options.threads
    settings = Settings(options.warehouse, options.warehouse / "inbox", workers=1)
    gate: Any = Gate().start() if options.judge else OpenGate()
    _present.set(Equipment(HerePool(reader(options.dummy)), gate))  # type: ignore[arg-type]
    locale.setlocale(locale.LC_ALL, "")  # as some library might
    if options.clock:
        put_ahead(options.clock)
    countdown = Countdown(options.die_at)
    for name in STEPS:
        countdown.watch(name)
    try:
        do(settings, options)
    except PipelineError as error:
        print(error.code, *error.lines(), file=sys.stderr)
        return error.exit_status
    made = content(settings) if settings.latest.exists() else {}
    told = {"steps": countdown.n, "places": countdown.places, "content": made, "seconds": time.process_time()}
    print(json.dumps(told | {"locale": locale.setlocale(locale.LC_COLLATE)}))
    return 0


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)
