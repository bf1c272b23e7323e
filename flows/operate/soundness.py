"""Whether releases and the stores that the next one will be made from are as they were written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flows.errors import InputError, ReleaseDamaged, WarehouseDamaged
from flows.ingest import raw
from flows.ingest.ledger import REBUILD, Ledger
from flows.plain import STANDING
from flows.progress import Progress, Silent
from flows.publish import pointer
from flows.publish.verify import verify
from flows.settings import Settings


def verified(
    settings: Settings,
    progress: Progress | None = None,
    *,
    every_release: bool,
    tell: Callable[[Path], None] = lambda _: None,
) -> tuple[list[Path], int]:
    """The releases that were found sound, each told at once, and the number of raw texts that were.

    Raises:
        InputError: nothing has been published.
        ReleaseDamaged: names each file that differs.
        WarehouseDamaged: names what is wrong with the ledger or the raw texts.
    """
    latest = pointer.current(settings.latest)
    if latest is None:
        raise InputError(f"There is no release in {settings.warehouse}.", next_step="Make one: entente run")
    progress = progress or Silent()
    releases = pointer.published(settings.releases) if every_release else [latest]
    for release in releases:
        progress.stage(f"Reading {release.name}")
        _require_sound(release)
        tell(release)
    return releases, _require_sound_stores(settings, progress)


def _require_sound(release: Path) -> None:
    problems = verify(release)
    if problems:
        told = "; ".join(f"{problem.file} {problem.what}" for problem in problems)
        raise ReleaseDamaged(
            f"{len(problems)} problems: {told}.",
            where=str(release),
            next_step="Publish a sound release anew: entente rebuild. The damaged one is never built upon.",
        )


def _require_sound_stores(settings: Settings, progress: Progress) -> int:
    """Number of raw objects, once ledger and raw store have been read whole and agree."""
    with Ledger(settings.ledger) as ledger:
        problems = [f"ledger: {problem}" for problem in ledger.problems()]
        needed = {entry.sha256: entry.file_name for entry in ledger.documents(*STANDING)}
    progress.stage("Comparing raw texts", total=len(needed))
    for sha256, name in sorted(needed.items()):
        path = settings.raw / sha256
        if not path.exists():
            problems.append(f"{name}: its raw bytes are gone")
        elif not raw.is_sound(path):
            problems.append(f"{name}: its raw bytes have changed")
        progress.advance(1)
    if problems:
        raise WarehouseDamaged(
            f"{len(problems)} problems: {'; '.join(problems)}.", where=str(settings.raw), next_step=REBUILD
        )
    return len(needed)
