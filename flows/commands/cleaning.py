"""`entente clean-up`: what a warehouse no longer needs, taken away or only named."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.arguments import AsJson, KeepReleases, Warehouse
from flows.commands.place import require_warehouse
from flows.settings import Settings


def clean_up(
    warehouse: Warehouse = Path("warehouse"),
    keep_releases: KeepReleases = 3,
    keep_days: Annotated[
        int, typer.Option(min=0, envvar="ENTENTE_KEEP_DAYS", help="Days for which everything else is kept.")
    ] = 30,
    retracted: Annotated[
        bool, typer.Option("--retracted", help="Also raw texts of retracted articles; no undo is possible then.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be removed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Remove old releases, records of runs, readings by earlier readers, and raw texts of articles that were replaced.

    The latest release stays, and whatever an article that counts, a retraction that can be undone or a judgement needs.
    Publishing by itself keeps the newest releases only, as many as --keep-releases says.

    Example: entente clean-up --keep-releases 5 --keep-days 90 --dry-run
    """
    from flows.operate.retention import Retention, told
    from flows.operate.retention import clean_up as remove

    retention = Retention(keep_releases, keep_days, retracted)
    settings = Settings(warehouse, warehouse / "inbox")
    require_warehouse(settings)
    removed = remove(settings, retention, is_rehearsal=dry_run)
    if as_json:
        typer.echo(json.dumps(asdict(removed), indent=2))
        return
    typer.echo(told(removed))
