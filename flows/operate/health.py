"""How a warehouse is: fresh, growing, sound, and what disk it takes."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from flows.settings import Settings


def last_arrival(settings: Settings) -> datetime | None:
    """When the newest article came: the time at which its bytes were stored, which a later run leaves as it is."""
    if not settings.raw.is_dir():
        return None
    with os.scandir(settings.raw) as entries:
        newest = max((entry.stat().st_mtime for entry in entries if not entry.name.startswith(".")), default=None)
    return None if newest is None else datetime.fromtimestamp(newest, UTC)
