"""Reads whatever `latest` names, over and over, as a BI tool would: the program that must never see half a release.

`python reader.py WAREHOUSE STOP WITH`: until the file STOP exists, resolves `latest` once per poll, then reads the
manifest, both Parquet files and the database of that directory; Parquet WITH duckdb, polars or pyarrow. Keeps in the
file STOP.WITH how many polls there were. Prints polls, torn reads, failed reads and steps backward.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb


def with_duckdb(path: Path) -> int:
    with duckdb.connect() as con:
        return con.read_parquet(str(path)).shape[0]


def with_polars(path: Path) -> int:
    import polars as pl

    return pl.read_parquet(path, memory_map=False).height


def with_pyarrow(path: Path) -> int:
    import pyarrow.parquet as pq

    rows: int = pq.read_table(path, memory_map=False).num_rows
    return rows


READERS = {"duckdb": with_duckdb, "polars": with_polars, "pyarrow": with_pyarrow}


def poll(latest: Path, n_rows: Callable[[Path], int]) -> tuple[int, bool]:
    """The sequence number of the release that was read, and whether its parts fit together."""
    release = latest.resolve(strict=True)
    manifest = json.loads((release / "manifest.json").read_text())
    expected = [manifest["tables"][name]["rows"] for name in ("moving", "still")]
    rows = [n_rows(release / f"{name}.parquet") for name in ("moving", "still")]
    with duckdb.connect(str(release / "entente.duckdb"), read_only=True) as con:
        held = [con.table(name).shape[0] for name in ("moving", "still")]
    return manifest["sequence"], rows == held == expected


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
