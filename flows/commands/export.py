"""`entente export`: the latest release for other tools."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from flows.commands.place import require_outside, whole
from flows.errors import ConfigurationError
from flows.export.ftm import write_ftm
from flows.export.maps import write_geojson, write_pairs
from flows.export.network import write_graphml
from flows.export.sheets import write_csv, write_xlsx
from flows.report.figures import counted
from flows.report.release import open_release
from flows.settings import Settings


@dataclass(frozen=True, slots=True)
class Export:
    """A form: the usual name of its file, what a unit of it is, and what writes it and returns how many."""

    file_name: str
    unit: str
    write: Callable[[duckdb.DuckDBPyConnection, Path], int]


FILES = {
    "ftm": Export("entente.ftm.json", "entity", write_ftm),
    "geojson": Export("country-pairs.geojson", "line", write_geojson),
    "pairs": Export("country-pairs.csv", "row", write_pairs),
    "graphml": Export("network.graphml", "edge", write_graphml),
    "xlsx": Export("entente.xlsx", "row", lambda con, path: sum(write_xlsx(con, path).values())),
}
PLURALS = {"entity": "entities"}


def print_export(settings: Settings, form: str, out: Path, *, as_json: bool) -> None:
    """Write the export and say where it lies.

    Raises:
        ConfigurationError: nothing can be written there.
        InputError: there is no release.
    """
    require_outside(settings, out)
    with open_release(settings.latest) as con:
        written = export_folder(con, out) if form == "csv" else export_file(con, FILES[form], out)
    if as_json:
        print(json.dumps([{"file": str(path), "count": n} for path, n in written.items()], indent=2))
        return
    unit = FILES[form].unit if form in FILES else "row"
    for path, n in written.items():
        print(f"{path}: {counted(n, unit, PLURALS.get(unit))}")


def export_file(con: duckdb.DuckDBPyConnection, export: Export, out: Path) -> dict[Path, int]:
    """Write one file, under its usual name where `out` is a folder."""
    path = out / export.file_name if out.is_dir() else out
    with whole(path) as part:
        return {path: export.write(con, part)}


def export_folder(con: duckdb.DuckDBPyConnection, out: Path) -> dict[Path, int]:
    """Write CSV files into a folder, which is made if it is not there."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        return {out / f"{name}.csv": n for name, n in write_csv(con, out).items()}
    except OSError as error:
        raise ConfigurationError(f"{out} cannot be written: {error.strerror}.", next_step="Name a folder.") from None
