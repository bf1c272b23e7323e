"""Progress of a run for the person who waits: stages, and documents read with rate and time left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bars


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


class Lines:
    """A line a stage, for logs and pipes."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def stage(self, title: str, total: int | None = None) -> None:
        """Name the stage."""
        self.console.print(title if total is None else f"{title} ({total:,})", highlight=False)

    def advance(self, n: int) -> None:
        """Say nothing: a log is no place for a moving bar."""


@contextmanager
def shown(console: Console) -> Iterator[Progress]:
    """Progress on `console` while the block runs: a moving bar on a terminal, lines elsewhere."""
    if not console.is_terminal:
        yield Lines(console)
        return
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
        TextColumn("{task.fields[done]}"),
    )
    with Bars(*columns, console=console, transient=True) as bars:
        yield _Bar(bars)


@contextmanager
def watched(*, as_json: bool) -> Iterator[Progress]:
    """Progress on standard error for a person, none for a program."""
    if as_json:
        yield Silent()
        return
    from rich.console import Console

    with shown(Console(stderr=True)) as progress:
        yield progress


class _Bar:
    def __init__(self, bars: Bars) -> None:
        self.bars = bars
        self.task = bars.add_task("Starting", total=None, done="")

    def stage(self, title: str, total: int | None = None) -> None:
        self.bars.reset(self.task, description=title, total=total, completed=0, done="")

    def advance(self, n: int) -> None:
        self.bars.advance(self.task, n)
        task = self.bars.tasks[0]
        rate = f", {task.speed:.1f} a second" if task.speed else ""
        left = f", {task.time_remaining:.0f} s left" if task.time_remaining else ""
        self.bars.update(self.task, done=f"{task.completed:,.0f} of {task.total or 0:,.0f}{rate}{left}")
