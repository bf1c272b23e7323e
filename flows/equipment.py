"""What a run needs that takes seconds to start: reading processes and the gate's process, started ahead of use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flows.progress import Progress, Silent
from flows.settings import Settings

if TYPE_CHECKING:
    from flows.check import Gate
    from flows.extract.workers import Pool


@dataclass(frozen=True, slots=True)
class Equipment:
    """The reading processes, started; the gate, which is to be started when it will soon be needed; the display.

    There are no reading processes where a cluster reads.
    """

    pool: Pool | None
    gate: Gate
    progress: Progress = field(default_factory=Silent)


_present: ContextVar[Equipment | None] = ContextVar("equipment", default=None)


@contextmanager
def equipment(settings: Settings, progress: Progress | None = None) -> Iterator[Equipment]:
    """The equipment at hand, or fresh equipment that is closed when the block ends."""
    present = _present.get()
    if present is not None:
        yield present
        return
    from flows.check import Gate
    from flows.extract.workers import Limits, Pool

    limits = Limits(seconds=settings.seconds_for, memory=settings.worker_memory_mb * 2**20)
    with nullcontext() if settings.dask else Pool(settings.workers, limits) as pool, closing(Gate()) as gate:
        token = _present.set(Equipment(pool, gate, progress or Silent()))
        try:
            yield _present.get()  # type: ignore[misc]
        finally:
            _present.reset(token)
