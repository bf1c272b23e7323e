"""Reads whatever `latest` names, over and over, as a BI tool would: the program that must never see half a release.

`python reader.py WAREHOUSE STOP`: until the file STOP exists, resolves `latest` once per poll, then reads the manifest,
both Parquet files and the database of that directory. Prints polls, torn reads, failed reads and steps backward.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb


def poll(latest: Path) -> tuple[int, bool]:
    """The sequence number of the release that was read, and whether its parts fit together."""
    release = latest.resolve(strict=True)
    manifest = json.loads((release / "manifest.json").read_text())
    expected = [manifest["tables"][name]["rows"] for name in ("moving", "still")]
    with duckdb.connect() as con:
        rows = [con.read_parquet(str(release / f"{name}.parquet")).shape[0] for name in ("moving", "still")]
    with duckdb.connect(str(release / "entente.duckdb"), read_only=True) as con:
        held = [con.table(name).shape[0] for name in ("moving", "still")]
    return manifest["sequence"], rows == held == expected


def main() -> int:
    latest, stop = Path(sys.argv[1]) / "latest", Path(sys.argv[2])
    counts = dict.fromkeys(("polls", "torn", "failed", "backward"), 0)
    last = 0
    while not stop.exists():
        counts["polls"] += 1
        try:
            sequence, whole = poll(latest)
        except Exception as error:
            counts["failed"] += 1
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            continue
        counts["torn"] += not whole
        counts["backward"] += sequence < last
        last = sequence
    print(json.dumps(counts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
