"""Lengths of time as people write them: 90s, 15m, 12h, 7d."""

from __future__ import annotations

import re
from datetime import timedelta

from flows.errors import ConfigurationError

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
SPAN = re.compile(r"(\d+(?:\.\d+)?)([smhd])")


def span(text: str) -> timedelta:
    """The length of time that `text` says.

    Raises:
        ConfigurationError: it says none, or nothing at all.
    """
    match = SPAN.fullmatch(text.strip().lower())
    length = timedelta(**{UNITS[match[2]]: float(match[1])}) if match else timedelta()
    if not length:
        raise ConfigurationError(
            f"{text!r} is no length of time.", next_step="Write a number and a unit: 90s, 15m, 12h or 7d."
        )
    return length


def ago(seconds: float) -> str:
    """A length of time in the two largest units that matter: `3 d 4 h`, `12 min`, `5 s`."""
    left = round(max(0, seconds))
    parts = []
    for name, size in (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)):
        n, left = divmod(left, size)
        parts.append((n, name))
    first = next((place for place, (n, _) in enumerate(parts) if n), len(parts) - 1)
    told = parts[first : first + 2] if first < 2 else parts[first : first + 1]
    return " ".join(f"{n} {name}" for n, name in told if n or len(told) == 1)
