"""Whether articles give the same rows in every order of arrival.

    python -m tests.bench.orders WAREHOUSE

Takes the readings that a run of a few articles (six at most) left in the warehouse's cache, so nothing is read again.
In each order the articles are resolved one by one, each on top of what the ones before it left; the staging tables
after the last, from which `sql/core` computes the facts, must be those of all articles resolved at once.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import polars as pl

from flows.contract.frames import read_frames, read_parts
from flows.resolve import open_kept, resolve, resolve_further

MOST = 6  # articles: 720 orders
Parts = dict[str, pl.DataFrame]


def main() -> None:
    """Print how many orders gave other rows; that is the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("warehouse", type=Path)
    articles = readings(parser.parse_args().warehouse)
    if not 0 < len(articles) <= MOST:
        sys.exit(f"The warehouse's newest reader has read {len(articles)} articles; one to {MOST} are needed.")
    start = time.process_time()
    whole = resolve(
        {name: pl.concat([parts[name] for parts in articles.values()]) for name in next(iter(articles.values()))}
    )
    with TemporaryDirectory() as folder:
        found = list(orders(articles, Path(folder) / "nothing", ()))
    odd = [order for order, rows in found if not is_same(rows, whole)]
    facts = {kind: whole[f"{kind}_reports"][f"{kind}_id"].drop_nulls().n_unique() for kind in ("deal", "agreement")}
    print(
        f"{len(found)} orders of {len(articles)} articles, {facts['deal']} deals, {facts['agreement']} agreements, "
        f"{len(whole)} tables: {len(odd)} orders give other rows; CPU {time.process_time() - start:.0f} s"
    )
    for order in odd:
        print("  " + " ".join(order))
    sys.exit(min(len(odd), 100))


def readings(warehouse: Path) -> dict[str, Parts]:
    """The part tables of each article that the warehouse's newest reader has read, by file name."""
    folders = sorted({path.parent for path in (warehouse / "cache").glob("*/*/documents.parquet")})
    known = {
        row["file_name"]: row["doc_id"] for folder in folders for row in read_frames(folder)["documents"].to_dicts()
    }
    return {name: read_parts(folders, {doc_id}) for name, doc_id in sorted(known.items())}


def orders(articles: dict[str, Parts], kept: Path, before: Sequence[str]) -> Iterator[tuple[Sequence[str], Parts]]:
    """Each order that begins with `before`, with the staging tables after its last article; `kept` is what it left."""
    for name in articles.keys() - set(before):
        order, folder = (
            (*before, name),
            kept.with_name("-".join(str(sorted(articles).index(n)) for n in (*before, name))),
        )
        if kept.exists():
            copytree(kept, folder)
        counting = {articles[one]["documents"]["doc_id"].item(): "first" for one in order}
        found = resolve_further(open_kept(folder), [articles[name]], counting)
        if len(order) == len(articles):
            yield order, found
        else:
            yield from orders(articles, folder, order)


def is_same(found: Parts, expected: Parts) -> bool:
    """Whether both hold the same tables, row for row."""
    return found.keys() == expected.keys() and all(found[name].equals(rows) for name, rows in expected.items())


if __name__ == "__main__":
    main()
