"""Rows of contract tables on disk: folders of Parquet files that appear whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from flows.contract.column import Table
from flows.contract.folders import whole_folder
from flows.contract.parts import PARTS
from flows.contract.schema import frame, polars_schema


def write_tables(tables: Mapping[str, Iterable[Mapping[str, Any]]], folder: Path) -> None:
    """Write rows of part tables, by table name, as `folder/<table>.parquet`; an older folder is replaced."""
    write_frames({name: frame(PARTS[name], rows) for name, rows in tables.items()}, folder)


def write_frames(frames: Mapping[str, pl.DataFrame], folder: Path) -> None:
    """Write frames as `folder/<name>.parquet`; an older folder is replaced."""
    with whole_folder(folder) as unfinished:
        for name, rows in frames.items():
            rows.write_parquet(unfinished / f"{name}.parquet")


def read_frames(folder: Path) -> dict[str, pl.DataFrame]:
    """The frames of a folder by name."""
    return {path.stem: pl.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}


def read_rows(path: Path, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The rows of one file as dictionaries."""
    return pl.read_parquet(path, columns=list(columns) if columns else None).to_dicts()


def read_parts(folders: Sequence[Path], doc_ids: Collection[str]) -> dict[str, pl.DataFrame]:
    """All part tables over `folders`, limited to `doc_ids`, each sorted by its key.

    Tables that name no document (the parties of reports) are limited through their reports.
    """
    wanted = pl.Series("doc_id", sorted(doc_ids), dtype=pl.String)
    frames = {name: _stack(table, folders) for name, table in PARTS.items()}
    kept = {
        name: rows.filter(pl.col("doc_id").is_in(wanted.implode()))
        for name, rows in frames.items()
        if "doc_id" in rows.columns
    }
    for name, rows in frames.items():
        if name not in kept:
            reports = kept[name.removesuffix("_parties") + "s"]
            kept[name] = rows.join(reports.select("report_id"), on="report_id", how="semi")
    return {name: kept[name].sort(PARTS[name].key_names) for name in PARTS}


def _stack(table: Table, folders: Sequence[Path]) -> pl.DataFrame:
    files = [folder / f"{table.name}.parquet" for folder in folders]
    if not files:
        return pl.DataFrame(schema=polars_schema(table))
    return pl.concat([pl.read_parquet(file) for file in files])
