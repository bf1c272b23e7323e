"""`entente status`: what the warehouse holds."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from flows.ingest.ledger import Ledger
from flows.publish import pointer
from flows.settings import Settings


def rejects(settings: Settings) -> list[tuple[str, str, str]]:
    """What was refused, as (file name, reason code, reason)."""
    with Ledger(settings.ledger) as ledger:
        return ledger.rejects()


def status(settings: Settings) -> dict[str, Any]:
    """Documents by state, refused files, releases and the one in force."""
    with Ledger(settings.ledger) as ledger:
        counts = ledger.counts()
    latest = pointer.current(settings.latest)
    return {
        "warehouse": str(settings.warehouse),
        "documents": counts,
        "quarantine": [dict(zip(("file_name", "code", "reason"), row, strict=True)) for row in rejects(settings)],
        "releases": [path.name for path in pointer.published(settings.releases)],
        "latest": latest and latest.name,
        "changes": changes(latest) if latest else {},
    }


def changes(release: Path) -> dict[str, int]:
    """Facts of a release by what became of them since the release before; empty in a first release."""
    from flows.contract.frames import read_rows

    path = release / "changes.parquet"
    return dict(sorted(Counter(row["change"] for row in read_rows(path, ["change"])).items())) if path.exists() else {}


def print_status(settings: Settings, *, as_json: bool) -> None:
    """Print it for a person, or as JSON."""
    found = status(settings)
    if as_json:
        print(json.dumps(found, indent=2))
        return
    states = ", ".join(f"{n} {state}" for state, n in found["documents"].items() if n) or "none yet"
    print(f"Warehouse  {found['warehouse']}")
    print(f"Documents  {states}")
    print(f"Releases   {', '.join(found['releases']) or 'none yet'}")
    print(f"Latest     {found['latest'] or 'none yet'}")
    if found["changes"]:
        told = ", ".join(f"{n} {change}" for change, n in found["changes"].items())
        print(f'Changes    {told} since the release before: entente sql "from changes"')
    for row in found["quarantine"]:
        print(f"Refused    {row['file_name']}: {row['code']}, {row['reason']}")
