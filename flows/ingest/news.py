"""What in the inbox is news: folders in which nothing has changed since all was delivered are passed over whole."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from flows.ingest.inbox import Found, folders
from flows.ingest.ledger import Ledger
from flows.ingest.listing import Listing


def news(ledger: Ledger, inbox: Path, limit: int, listing: Listing | None = None) -> list[Found]:
    """Files that were not delivered before as they are now, by name.

    Every file is asked for its size and time; only those of a folder in which one has changed are compared with the
    ledger (`Ledger.unseen`, which says what `limit` is). Where a `listing` that was just made shows all folders as the
    ledger knows them, it will do.
    """
    version, known = ledger.version(), ledger.seals()
    seals = listing.seals() if listing and listing.inbox == inbox else None
    if seals and all(seal is not None and known.get(name) == seal for name, seal in seals.items()):
        return []
    changed = [
        (folder, seal) for folder in folders(inbox) if (seal := folder.seal) is None or known.get(folder.name) != seal
    ]
    found = ledger.unseen((entry for folder, _ in changed for entry in folder.found()), inbox, limit)
    unsettled = {entry.where.rpartition("/")[0] + "/" for entry in found}
    settled = {folder.name: seal for folder, seal in changed if seal and folder.where not in unsettled}
    if settled:
        # It saves time alone: a full disk must not fail a run without news.
        with suppress(sqlite3.OperationalError), ledger.transaction():
            ledger.seal(settled, version)
    return sorted(found)
