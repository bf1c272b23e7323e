"""From what single documents say to what the warehouse believes: entities, deals, agreements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from flows.resolve.further import Judged, Kept

Parts = Mapping[str, "pl.DataFrame"]

BATCH = 5000  # articles resolved at a time: memory grows with them, and each batch costs a little of its own


def resolve(
    parts: Parts, *, overrides_dir: Path | None = None, delivered: Collection[str] | None = None
) -> dict[str, pl.DataFrame]:
    """Staging frames by name: published tables where nothing is left to compute, and what `sql/core` computes from.

    The order of rows in `parts` plays no part.

    Args:
        parts: the part tables of the contract, over all documents.
        overrides_dir: folder of people's judgements and of further exchange rates (`fx_rates.csv`).
        delivered: file names of all articles ever delivered, where the judgements are new and must name what exists.

    Raises:
        ConfigurationError: a judgement cannot be understood, or is new and names what does not exist.
    """
    from flows.resolve.further import resolve_all

    return resolve_all(parts, _judged(overrides_dir, delivered))


def resolve_further(
    kept: Kept,
    batches: Iterable[Parts],
    readings: Mapping[str, str],
    *,
    overrides_dir: Path | None = None,
    delivered: Collection[str] | None = None,
) -> dict[str, pl.DataFrame]:
    """What `resolve` gives over all articles of `readings`, at the cost of those that are new.

    The rows are those of a run from scratch, in whatever order and batches the articles came.

    Args:
        kept: what earlier calls kept, under the same judgements and exchange rates; its folder is brought up to date.
        batches: part tables over the articles whose reading is not the one that was kept; one at least, which holds
            those that judgements quote.
        readings: for every article that counts, what tells its reading from another one of it.
        overrides_dir: as for `resolve`.
        delivered: as for `resolve`.

    Raises:
        ConfigurationError: as for `resolve`.
    """
    from flows.resolve.further import resolve_further as further

    return further(kept, batches, readings, _judged(overrides_dir, delivered))


def quoted(overrides_dir: Path | None) -> frozenset[str]:
    """File names of the articles that people's judgements quote.

    Raises:
        ConfigurationError: as for `resolve`.
    """
    from flows.resolve.overrides import read_judgements

    return frozenset(quote.document for one in read_judgements(overrides_dir) for quote in one.quotes)


def open_kept(folder: Path) -> Kept:
    """What `resolve_further` kept in the folder, with the reading of each article as `readings`."""
    from flows.resolve.further import Kept

    return Kept.open(folder)


def _judged(overrides_dir: Path | None, delivered: Collection[str] | None) -> Judged:
    from flows.resolve.further import Judged
    from flows.resolve.fx import Rates
    from flows.resolve.overrides import read_judgements, read_rates

    return Judged(read_judgements(overrides_dir), Rates(read_rates(overrides_dir)), delivered)


__all__ = ["BATCH", "open_kept", "quoted", "resolve", "resolve_further"]
