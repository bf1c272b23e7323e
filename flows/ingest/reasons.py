"""Why an input is refused, and what is only worth a warning: the reason codes of ingest."""

from __future__ import annotations

import re

# Codes that say nothing about the bytes themselves: the same input is tried again on the next run.
RETRIED = frozenset({"E_PARTIAL", "E_PERM"})

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


class Rejected(Exception):
    """An input that cannot be read. `code` is its reason code, `reason` one line for a person."""

    def __init__(self, code: str, reason: str) -> None:
        self.code = code
        self.reason = one_line(reason)
        super().__init__(f"{code}: {self.reason}")


def one_line(text: str) -> str:
    """`text` with control, bidirectional and invisible characters escaped, cut at 300 characters."""
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)[:300]
