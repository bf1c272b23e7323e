"""The bill of materials: `python -m tests.security.bill` writes `docs/sbom.json` (CycloneDX) from `requirements.lock`.

Versions and hashes are the lock's, licences those that the installed packages state.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
LOCK = PROJECT / "requirements.lock"
BILL = PROJECT / "docs" / "sbom.json"
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?: ; (?P<marker>[^\\]+))?")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Pin:
    """A package of the lock."""

    name: str
    version: str
    marker: str | None
    hashes: tuple[str, ...]


def pins(lock: Path = LOCK) -> Iterator[Pin]:
    """The packages of a lock, by name."""
    for block in re.split(r"\n(?=[A-Za-z0-9])", lock.read_text("utf-8")):
        found = PIN.match(block)
        if found:
            marker = found["marker"] and found["marker"].strip()
            yield Pin(found["name"], found["version"], marker, tuple(sorted(HASH.findall(block))))


def licence(name: str) -> str | None:
    """The licence that an installed package states; None where it is not installed here (another system's)."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return None
    classifiers = [c.rpartition(" :: ")[2] for c in told.get_all("Classifier") or () if c.startswith("License :: ")]
    named = [c for c in classifiers if c != "OSI Approved"]
    short = (told.get("License") or "").strip().splitlines()[:1]
    return told.get("License-Expression") or "; ".join(named) or (short[0] if short else "not stated")


def bill() -> dict[str, Any]:
    """The bill as CycloneDX 1.5."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "entente"}},
        "components": [_component(pin) for pin in pins()],
    }


def _component(pin: Pin) -> dict[str, Any]:
    stated = licence(pin.name)
    return {
        "type": "library",
        "name": pin.name,
        "version": pin.version,
        "purl": f"pkg:pypi/{pin.name}@{pin.version}",
        **({"licenses": [{"license": {"name": stated}}]} if stated else {}),
    }


if __name__ == "__main__":
    BILL.write_text(json.dumps(bill(), indent=1) + "\n", "utf-8")
