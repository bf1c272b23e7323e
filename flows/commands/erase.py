"""`entente erase`: a document leaves nothing behind but a tombstone."""

from __future__ import annotations

import json
import os
from dataclasses import asdict

from flows.commands.place import require_warehouse
from flows.progress import Progress
from flows.settings import Settings
from flows.withdraw import erase


def print_erasure(settings: Settings, document: str, progress: Progress | None = None, *, as_json: bool) -> None:
    """Erase, print the receipt, and say what is outside the warehouse and so the owner's to delete.

    Raises:
        InputError: there is no such document.
    """
    require_warehouse(settings)
    settings.inbox.mkdir(parents=True, exist_ok=True)
    done = erase(settings, document, progress)
    release = done.release.name if done.release else None
    if as_json:
        told = asdict(done.receipt) | {"release": release, "delivered_as": done.delivered_as}
        print(json.dumps(told, indent=2))
        return
    print(f"{document} is erased. {f'Release {release} is without it.' if release else 'No release is left.'}")
    for name, value in asdict(done.receipt).items():
        print(f"  {name.removeprefix('n_').replace('_', ' ')}: {value}")
    print(f"Yours to delete, if it is still there: {', '.join(done.delivered_as)} in the inbox, backups, copies.")
    if "PREFECT_API_URL" in os.environ:
        print(f"The Prefect server at {os.environ['PREFECT_API_URL']} keeps summaries of runs: delete them there.")
