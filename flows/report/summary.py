"""What a release holds, for the person who made it: counts, deals, agreements, checks, and what to type next."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.report.figures import compact_money
from flows.report.release import ask, open_release

if TYPE_CHECKING:
    from rich.table import Table

SHOWN = 12  # facts listed on the screen; the rest is a query away


def summary(latest: Path) -> dict[str, Any]:
    """Counts, deals and agreements of a release."""
    with open_release(latest) as con:
        return {
            "release": str(latest.resolve()),
            "counts": ask(con, "summary_counts")[0],
            "deals": ask(con, "summary_deals"),
            "agreements": ask(con, "summary_agreements"),
        }


def print_summary(latest: Path, *, is_new: bool, quarantined: list[tuple[str, str, str]]) -> None:
    """Print the summary of the latest release; `quarantined` holds (file name, reason code, reason)."""
    from rich.console import Console

    console = Console()
    found = summary(latest)
    console.print(_headline(found["counts"], is_new=is_new, n_quarantined=len(quarantined)))
    for file_name, code, reason in quarantined[:SHOWN]:
        console.print(f"  [yellow]{code}[/] {file_name}: {reason}", highlight=False)
    for title, table in (("deals", deals_table(found["deals"])), ("agreements", agreements_table(found["agreements"]))):
        console.print(table)
        if len(found[title]) > SHOWN:
            console.print(f'  … and {len(found[title]) - SHOWN} more: entente sql "from v_{title}"', highlight=False)
    console.print(_closing(found, latest), highlight=False)


def _headline(counts: dict[str, Any], *, is_new: bool, n_quarantined: int) -> str:
    news = "[bold green]New release.[/]" if is_new else "[bold]Nothing new:[/] the latest release is up to date."
    documents = f"{counts['n_documents']} documents read, {n_quarantined} quarantined"
    duplicates = f" ({counts['n_near_duplicates']} near-duplicates)" if counts["n_near_duplicates"] else ""
    return (
        f"\n{news} {documents}{duplicates} · {counts['n_entities']} entities · "
        f"{counts['n_deals']} deals from {counts['n_deal_reports']} reports · "
        f"{counts['n_agreements']} agreements from {counts['n_agreement_reports']} reports\n"
    )


def deals_table(deals: list[dict[str, Any]]) -> Table:
    """The first deals: who supplies whom with what, its value and status, and how well it is attested."""
    from rich.table import Table

    table = Table("supplier", "recipient", "what", "value", "status", "reports", "id", title="Deals", title_justify="left")
    for deal in deals[:SHOWN]:
        table.add_row(
            deal["supplier"] or "—",
            deal["recipient"] or "—",
            deal["deal_name"],
            compact_money(deal),
            deal["deal_status"],
            f"{deal['n_reports']} in {deal['n_documents']}",
            deal["deal_id"][:12],
        )
    return table


def agreements_table(agreements: list[dict[str, Any]]) -> Table:
    """The first agreements: between whom, about what, and how far they have come."""
    from rich.table import Table

    table = Table("parties", "instrument", "subject", "status", "date", "reports", "id", title="Agreements", title_justify="left")
    for agreement in agreements[:SHOWN]:
        table.add_row(
            agreement["parties"] or "—",
            agreement["instrument_type"],
            agreement["subject_text"] or "—",
            agreement["status"],
            agreement["date_edtf"] or "—",
            f"{agreement['n_reports']} in {agreement['n_documents']}",
            agreement["agreement_id"][:17],
        )
    return table


def _closing(found: dict[str, Any], latest: Path) -> str:
    counts = found["counts"]
    first = next((deal["deal_id"] for deal in found["deals"]), "deal_…")
    warehouse = "" if latest.parent == Path("warehouse") else f" --warehouse {latest.parent}"
    return (
        f"\nChecks: {counts['n_checks_passed']} of {counts['n_checks']} passed"
        f" ({counts['n_checks_not_evaluated']} on empty tables) · conflicts kept: {counts['n_conflicts']}\n"
        f"Release: {found['release']}\n\nNext:\n"
        f'  entente sql "from v_deals"{warehouse}\n'
        f"  entente explain {first[:12]}{warehouse}\n"
        f"  BI tools read {latest}/*.parquet"
    )


def summary_markdown(found: dict[str, Any]) -> str:
    """The summary as Markdown: counts, then deals and agreements as tables."""
    counts = [f"- {name.removeprefix('n_').replace('_', ' ')}: {value}" for name, value in found["counts"].items()]
    deals = [
        (deal["supplier"], deal["recipient"], deal["deal_name"], compact_money(deal), deal["deal_status"])
        for deal in found["deals"][:SHOWN]
    ]
    agreements = [
        (row["parties"], row["instrument_type"], row["subject_text"], row["status"], row["date_edtf"])
        for row in found["agreements"][:SHOWN]
    ]
    return "\n".join(
        [
            "## Release",
            *counts,
            *_markdown_table("Deals", ("supplier", "recipient", "what", "value", "status"), deals),
            *_markdown_table("Agreements", ("parties", "instrument", "subject", "status", "date"), agreements),
        ]
    )


def _markdown_table(title: str, names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[str]:
    lines = ["", f"### {title}", "", f"| {' | '.join(names)} |", "|---" * len(names) + "|"]
    return lines + [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows]


def _cell(value: Any) -> str:
    """Text that cannot end a cell, a line or start markup: it may come from an article."""
    plain = html.escape(str(value if value is not None else "—"))
    return plain.replace("|", "&#124;").replace("\n", " ").replace("[", "&#91;")
