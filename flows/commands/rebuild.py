"""`entente rebuild`: ledger, readings, facts and release made anew from the raw texts."""

from __future__ import annotations

from flows.errors import WarehouseDamaged
from flows.progress import Progress
from flows.rebuild import rebuild
from flows.settings import Settings


def print_rebuild(settings: Settings, progress: Progress | None = None) -> None:
    """Rebuild and say what is different now.

    Raises:
        WarehouseDamaged: the release is there, but some documents could not be recovered.
    """
    settings.inbox.mkdir(parents=True, exist_ok=True)
    rebuilt = rebuild(settings, progress)
    made = f"Release {rebuilt.release.name} is made anew." if rebuilt.release else "There is nothing to rebuild from."
    print(made)
    print(f"Tables that differ from before: {', '.join(rebuilt.changed) or 'none'}.")
    if rebuilt.lost:
        raise WarehouseDamaged(
            f"The bytes of {len(rebuilt.lost)} documents are lost: {', '.join(rebuilt.lost[:5])}.",
            where=str(settings.raw),
            next_step="Deliver these files again, then: entente run",
        )
