"""`entente status`: what the warehouse holds and how it is."""

from __future__ import annotations

import json

from flows.operate.overview import lines, status
from flows.settings import Settings


def print_status(settings: Settings, *, as_json: bool) -> None:
    """Print it for a person, or as JSON."""
    found = status(settings)
    if as_json:
        print(json.dumps(found, indent=2, default=str))
        return
    for about, what in lines(found):
        print(f"{about:<10} {what}")
