"""Readings resolved on top of those that earlier runs of the same code and judgements resolved."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flows import aside, operations
from flows.errors import WarehouseDamaged
from flows.ingest.ledger import Entry
from flows.model.ids import digest
from flows.settings import Settings
from flows.version import code_version, inputs_version

if TYPE_CHECKING:
    import polars as pl

    from flows.check.rows import Offence

KEPT = "resolved-"  # folder of the cache, by the version of code and judgements


def resolve_readings(settings: Settings, parts: Path, entries: Sequence[Entry]) -> dict[str, pl.DataFrame]:
    """Staging frames over the readings of the ledger entries, rows found wrong by themselves left out.

    Args:
        settings: where judgements lie, and what may be kept between runs.
        parts: folder of the readings by the present reader.
        entries: documents that it has read.
    """
    from flows.contract import PUBLISHED
    from flows.contract.schema import conform, frame
    from flows.resolve import open_kept, quoted, resolve_further

    offences = aside.known(settings, {entry.doc_id for entry in entries})
    readings = _readings(entries, offences)
    kept = open_kept(_folder(settings))
    known = kept.readings
    fresh = [entry for entry in entries if known.get(entry.doc_id) != readings[entry.doc_id]]
    first = quoted(settings.overrides)
    staging = resolve_further(
        kept,
        _batches(parts, sorted(fresh, key=lambda entry: (entry.file_name not in first, entry.part or "")), offences),
        readings,
        overrides_dir=settings.overrides,
        delivered=operations.newly_judged(settings),
    )
    table = PUBLISHED["quarantined_rows"]
    return staging | {table.name: conform(table, frame(table, [offence.as_row() for offence in offences]))}


def _batches(parts: Path, entries: Sequence[Entry], offences: Collection[Offence]) -> Iterator[dict[str, pl.DataFrame]]:
    """Part tables of the documents, some thousands at a time, without the rows found wrong by themselves.

    Raises:
        WarehouseDamaged: parts are not as they were written; they are removed, so that the next run reads anew.
    """
    from flows.check.rows import without
    from flows.contract.frames import read_parts
    from flows.resolve import BATCH

    folders = {entry.part: parts / entry.part for entry in entries if entry.part}
    _require_whole(sorted(folders.values()))
    for start in range(0, max(1, len(entries)), BATCH):
        batch = entries[start : start + BATCH]
        read = sorted({folders[entry.part] for entry in batch if entry.part})
        yield without(_named(read_parts(read, {entry.doc_id for entry in batch}), batch), offences)


def _require_whole(folders: Sequence[Path]) -> None:
    from flows.contract.folders import damage

    found = {folder: what for folder in folders if (what := damage(folder))}
    for folder in found:
        shutil.rmtree(folder, ignore_errors=True)
    for folder, what in found.items():
        raise WarehouseDamaged(
            f"Kept readings are damaged in {len(found)} of {len(folders)} places ({what}).",
            where=str(folder),
            next_step="They were removed. Run again, which reads those articles anew: entente run",
        )


def _named(parts: dict[str, pl.DataFrame], entries: Iterable[Entry]) -> dict[str, pl.DataFrame]:
    """The part tables, each document under the name that it has now: copies come, and files are overwritten."""
    import polars as pl

    names = {entry.doc_id: entry.file_name for entry in entries}
    named = pl.col("doc_id").replace_strict(names, return_dtype=pl.String).alias("file_name")
    return parts | {"documents": parts["documents"].with_columns(named)}


def _readings(entries: Iterable[Entry], offences: Iterable[Offence]) -> Mapping[str, str]:
    """What tells the reading of each document from another one: its name, the part that holds it, rows set aside."""
    wrong: dict[str | None, list[str]] = defaultdict(list)
    for offence in offences:
        wrong[offence.doc_id].append(f"{offence.table} {offence.row_id}")
    return {entry.doc_id: digest(entry.file_name, entry.part, *sorted(wrong[entry.doc_id])) for entry in entries}


def _folder(settings: Settings) -> Path:
    """Where the present code keeps what it resolved under the present judgements; other folders are removed."""
    folder = settings.cache / f"{KEPT}{code_version()}-{inputs_version(settings.overrides)}"
    for other in settings.cache.glob(f"*{KEPT}*"):
        if other != folder:
            shutil.rmtree(other)
    return folder
