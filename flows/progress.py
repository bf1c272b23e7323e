"""Progress of a run for the person who waits: stages, and documents read with rate and time left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.console import Console


class Progress(Protocol):
    """Told what a run is doing."""

    def stage(self, title: str, total: int | None = None) -> None:
        """A stage begins; `total` is its number of documents where it counts them."""

    def advance(self, n: int) -> None:
        """`n` more documents of the present stage are done."""


class Silent:
    """Progress that nobody watches: scheduled runs, tests, `--json`."""

    def stage(self, title: str, total: int | None = None) -> None:
        """Say nothing."""

    def advance(self, n: int) -> None:
        """Say nothing."""


@contextmanager
def shown(console: Console) -> Iterator[Progress]:
    """Progress drawn on `console` while the block runs."""
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=console, transient=True) as bars:
        yield _Drawn(bars)


class _Drawn:
    def __init__(self, bars: object) -> None:
        from rich.progress import Progress as Bars

        assert isinstance(bars, Bars)
        self.bars = bars
        self.task = bars.add_task("Starting", total=None)

    def stage(self, title: str, total: int | None = None) -> None:
        self.bars.reset(self.task, description=title, total=total, completed=0)

    def advance(self, n: int) -> None:
        self.bars.advance(self.task, n)
