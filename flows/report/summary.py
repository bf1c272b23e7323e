"""What a release holds in short: counts, and the most reported deals and agreements."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

from flows.report.figures import compact_money
from flows.report.release import ask, open_release

SHOWN = 12  # facts listed; the rest is a query away


def summary(latest: Path) -> dict[str, Any]:
    """Counts, and the first deals and agreements of a release."""
    with open_release(latest) as con:
        return {
            "release": str(latest.resolve()),
            "counts": ask(con, "summary_counts")[0],
            "deals": ask(con, "summary_deals", shown=SHOWN),
            "agreements": ask(con, "summary_agreements", shown=SHOWN),
        }


def summary_markdown(found: dict[str, Any]) -> str:
    """The summary as Markdown: counts, then deals and agreements as tables."""
    counts = [f"- {name.removeprefix('n_').replace('_', ' ')}: {value}" for name, value in found["counts"].items()]
    deals = [(deal["deal_name"], compact_money(deal), deal["deal_status"]) for deal in found["deals"]]
    agreements = [(row["title"], row["date_edtf"], row["status"]) for row in found["agreements"]]
    return "\n".join(
        [
            "## Release",
            *counts,
            *_markdown_table("Deals", ("deal", "value", "status"), deals),
            *_markdown_table("Agreements", ("agreement", "date", "status"), agreements),
        ]
    )


def _markdown_table(title: str, names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[str]:
    lines = ["", f"### {title}", "", f"| {' | '.join(names)} |", "|---" * len(names) + "|"]
    return lines + [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows]


def _cell(value: Any) -> str:
    """Text that cannot end a cell, a line or start markup: it may come from an article."""
    plain = html.escape(str(value if value is not None else "—"))
    return plain.replace("|", "&#124;").replace("\n", " ").replace("[", "&#91;")
