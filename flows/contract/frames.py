"""Rows of contract tables on disk: folders of Parquet files that appear whole or not at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

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
    """All part tables over `folders`, limited to `doc_ids`, each sorted by its key."""
    wanted = pl.Series("doc_id", sorted(doc_ids), dtype=pl.String)
    empty = {name: pl.DataFrame(schema=polars_schema(table)) for name, table in PARTS.items()}
    read = ({name: pl.read_parquet(folder / f"{name}.parquet") for name in PARTS} for folder in folders)
    found = [limited(parts, wanted) for parts in read]
    return {
        name: pl.concat([empty[name], *(parts[name] for parts in found)]).sort(table.key_names)
        for name, table in PARTS.items()
    }


def limited(parts: Mapping[str, pl.DataFrame], doc_ids: pl.Series) -> dict[str, pl.DataFrame]:
    """The rows of some documents; tables that name no document (the parties of reports) follow their reports."""
    kept = {
        name: rows.filter(pl.col("doc_id").is_in(doc_ids.implode()))
        for name, rows in parts.items()
        if "doc_id" in rows.columns
    }
    for name in parts.keys() - kept.keys():
        reports = kept[name.removesuffix("_parties") + "s"]
        kept[name] = parts[name].join(reports.select("report_id"), on="report_id", how="semi")
    return kept
