"""Reads whatever `latest` names, over and over, as a BI tool would: the program that must never see half a release.

`python reader.py WAREHOUSE STOP WITH`: until the file STOP exists, resolves `latest` once per poll, then reads the
manifest and both Parquet files of that directory WITH duckdb, polars or pyarrow; with duckdb its database too. Keeps
in the file STOP.WITH how many polls there were. Prints polls, torn reads, failed reads and steps backward.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq


def with_duckdb(release: Path) -> list[int]:
    with duckdb.connect() as con:
        con.execute("attach ? as released (read_only)", [str(release / "entente.duckdb")])
        files = [con.read_parquet(str(release / f"{name}.parquet")) for name in TABLES]
        held = [con.table(f"released.{name}") for name in TABLES]
        return [found.shape[0] for found in (*files, *held)]


def with_polars(release: Path) -> list[int]:
    return [pl.read_parquet(release / f"{name}.parquet", memory_map=False).height for name in TABLES]


def with_pyarrow(release: Path) -> list[int]:
    return [pq.read_table(release / f"{name}.parquet", memory_map=False).num_rows for name in TABLES]


TABLES = ("moving", "still")
READERS = {"duckdb": with_duckdb, "polars": with_polars, "pyarrow": with_pyarrow}


def poll(latest: Path, n_rows: Callable[[Path], list[int]]) -> tuple[int, bool]:
    """The sequence number of the release that was read, and whether its parts fit together."""
    release = latest.resolve(strict=True)
    manifest = json.loads((release / "manifest.json").read_text())
    expected = [manifest["tables"][name]["rows"] for name in TABLES]
    found = n_rows(release)
    return manifest["sequence"], found in (expected, expected * 2)


def main() -> int:
    latest, stop, kind = Path(sys.argv[1]) / "latest", Path(sys.argv[2]), sys.argv[3]
    progress = stop.with_suffix(f".{kind}")
    counts = dict.fromkeys(("polls", "torn", "failed", "backward"), 0)
    last = 0
    while not stop.exists():
        counts["polls"] += 1
        try:
            sequence, whole = poll(latest, READERS[kind])
        except Exception as error:
            counts["failed"] += 1
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            continue
        counts["torn"] += not whole
        counts["backward"] += sequence < last
        last = sequence
        if counts["polls"] % 50 == 0:
            progress.write_text(str(counts["polls"]))
    print(json.dumps(counts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
