"""`entente rebuild`: ledger, readings, facts and release made anew from the raw texts."""

from __future__ import annotations

import json

from flows.commands.place import require_warehouse
from flows.errors import WarehouseDamaged
from flows.progress import Progress
from flows.rebuild import Rebuilt, rebuild
from flows.settings import Settings


def print_rebuild(settings: Settings, progress: Progress | None = None, *, as_json: bool = False) -> None:
    """Rebuild and say what is different now.

    Raises:
        InputError: there is no such warehouse.
        WarehouseDamaged: the release is there, but some documents could not be recovered.
    """
    require_warehouse(settings)
    settings.inbox.mkdir(parents=True, exist_ok=True)
    rebuilt = rebuild(settings, progress)
    if as_json:
        name = rebuilt.release and rebuilt.release.name
        print(json.dumps({"release": name, "changed": rebuilt.changed, "lost": rebuilt.lost}))
    else:
        _print(rebuilt)
    if rebuilt.lost:
        raise WarehouseDamaged(
            f"The bytes of {len(rebuilt.lost)} documents are lost: {', '.join(rebuilt.lost[:5])}.",
            where=str(settings.raw),
            next_step="Deliver these files again, then: entente run",
        )


def _print(rebuilt: Rebuilt) -> None:
    print(f"Release {rebuilt.release.name} is made anew." if rebuilt.release else "There is nothing to rebuild from.")
    print(f"Tables that differ from before: {', '.join(rebuilt.changed) or 'none'}.")
