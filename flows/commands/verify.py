"""`entente verify`: the latest release against its manifest, and the stores that the next one will be made from."""

from __future__ import annotations

import json
from pathlib import Path

from flows.errors import InputError, ReleaseDamaged, WarehouseDamaged
from flows.ingest import raw
from flows.ingest.ledger import REBUILD, Ledger
from flows.plain import STANDING
from flows.progress import Progress, Silent
from flows.publish import pointer
from flows.publish.verify import verify
from flows.settings import Settings


def print_verification(
    settings: Settings, progress: Progress | None = None, *, every_release: bool, as_json: bool = False
) -> None:
    """Say that every file and column of the latest release, or of every one, is sound, and so are ledger and raw texts.

    Raises:
        InputError: nothing has been published.
        ReleaseDamaged: names each file that differs.
        WarehouseDamaged: names what is wrong with the ledger or the raw texts.
    """
    latest = pointer.current(settings.latest)
    if latest is None:
        raise InputError(f"There is no release in {settings.warehouse}.", next_step="Make one: entente run")
    progress = progress or Silent()
    releases = pointer.published(settings.releases) if every_release else [latest]
    for release in releases:
        progress.stage(f"Reading {release.name}")
        _require_sound(release)
        if not as_json:
            print(f"{release.name}: every file is as published, every column can be read.")
    n_raw = _require_sound_stores(settings, progress)
    if as_json:
        print(json.dumps({"releases": [release.name for release in releases], "raw_texts": n_raw}))
        return
    print(f"{n_raw} raw texts: each is what was delivered, and the ledger knows it.")


def _require_sound(release: Path) -> None:
    problems = verify(release)
    if problems:
        told = "; ".join(f"{problem.file} {problem.what}" for problem in problems)
        raise ReleaseDamaged(
            f"{len(problems)} problems: {told}.",
            where=str(release),
            next_step="Publish a sound release anew: entente rebuild. The damaged one is never built upon.",
        )


def _require_sound_stores(settings: Settings, progress: Progress) -> int:
    """Number of raw objects, once ledger and raw store have been read whole and agree."""
    with Ledger(settings.ledger) as ledger:
        problems = [f"ledger: {problem}" for problem in ledger.problems()]
        needed = {entry.sha256: entry.file_name for entry in ledger.documents(*STANDING)}
    progress.stage("Comparing raw texts", total=len(needed))
    for sha256, name in sorted(needed.items()):
        path = settings.raw / sha256
        if not path.exists():
            problems.append(f"{name}: its raw bytes are gone")
        elif not raw.is_sound(path):
            problems.append(f"{name}: its raw bytes have changed")
        progress.advance(1)
    if problems:
        raise WarehouseDamaged(
            f"{len(problems)} problems: {'; '.join(problems)}.", where=str(settings.raw), next_step=REBUILD
        )
    return len(needed)
