"""`entente`, which notes in the end how long its readers read: `python -m tests.bench.speed.at_work FILE run …`

Articles are read while others are taken in, so what the program says of its stages tells that no longer. A reader reads
from the moment when it is heard to be at its first article until it is heard to have done with its batch; the loading
of its model is no reading.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.extract.workers import Pool, Worker


class Clock:
    """Seconds in which at least one reader read, and the seconds of all of them added up."""

    def __init__(self) -> None:
        self.any = self.all = 0.0
        self._reading: set[int] = set()
        self._since = time.monotonic()

    def note(self, worker: Worker) -> None:
        """Look at what a worker does after it was heard."""
        now = time.monotonic()
        self.all += len(self._reading) * (now - self._since)
        self.any += bool(self._reading) * (now - self._since)
        self._since = now
        if worker.batch is None:
            self._reading.discard(id(worker))
        elif worker.document is not None:
            self._reading.add(id(worker))


def heeded(hear: Callable[..., None], clock: Clock) -> Callable[..., None]:
    """How a pool hears a worker, with a clock beside it."""

    def heard(pool: Pool, worker: Worker, *rest: Any) -> None:
        hear(pool, worker, *rest)
        clock.note(worker)

    return heard


def main() -> None:
    """Run the program, then write both figures into FILE."""
    from flows.cli import main as entente

    told, clock = Path(sys.argv.pop(1)), Clock()
    Pool._hear = heeded(Pool._hear, clock)  # type: ignore[method-assign]
    try:
        entente()
    finally:
        told.write_text(json.dumps({"any": clock.any, "all": clock.all}), encoding="utf-8")


if __name__ == "__main__":
    main()
