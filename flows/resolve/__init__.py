"""From what single documents say to what the warehouse believes: entities, deals, agreements."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from flows.resolve.assemble import assemble

if TYPE_CHECKING:
    import polars as pl


def resolve(
    parts: Mapping[str, pl.DataFrame], *, overrides_dir: Path | None = None, delivered: Collection[str] | None = None
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
    return assemble(parts, overrides_dir, delivered)


__all__ = ["resolve"]
