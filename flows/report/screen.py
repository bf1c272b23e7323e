"""The summary of a release on the terminal of the person who made it."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.report.figures import compact_money, compact_usd, counted
from flows.report.page import PAGE_NAME
from flows.report.summary import SHOWN, summary

ID_SHOWN = 6  # hex digits of a fact's id: enough to tell it from a few thousand others


def print_summary(
    latest: Path, *, is_new: bool, quarantined: list[tuple[str, str, str]], program: str = "entente"
) -> None:
    """Print what the latest release holds; in short where it is not new.

    `quarantined` holds (file name, reason code, reason), `program` is what to type for this program.
    """
    console = Console(highlight=False)
    found = summary(latest)
    name = Path(found["release"]).name
    news = "[bold green]New release[/]" if is_new else "[bold]Nothing new[/] since release"
    console.print(f"\n{news} {name}")
    console.print(*_figures(found["counts"], quarantined), sep="\n")
    if is_new:
        for title, table in (
            ("deals", deals_table(found["deals"])),
            ("agreements", agreements_table(found["agreements"])),
        ):
            _print_table(console, title, table, found["counts"][f"n_{title}"])
    console.print(*_next_steps(found, latest, program), sep="\n", soft_wrap=True)


def _figures(counts: dict[str, Any], quarantined: list[tuple[str, str, str]]) -> list[str]:
    documents = [f"{counted(counts['n_documents'], 'article')} read", f"{len(quarantined)} quarantined"]
    if counts["n_near_duplicates"]:
        documents.append(f"{counted(counts['n_near_duplicates'], 'reprint')} told apart")
    facts = [
        counted(counts["n_entities"], "entity", "entities"),
        f"{counted(counts['n_deals'], 'deal')} from {counted(counts['n_deal_reports'], 'report')}",
        f"{counted(counts['n_agreements'], 'agreement')} from {counted(counts['n_agreement_reports'], 'report')}",
    ]
    lines = [" · ".join(documents), " · ".join(facts)]
    if counts["additive_usd"]:
        n_deals = counted(counts["n_additive"], "deal")
        lines.append(f"{n_deals} that may be added up: {compact_usd(counts['additive_usd'])}")
    if counts["n_conflicts"]:
        lines.append(
            f"{counted(counts['n_conflicts_open'], 'open conflict')} between reports, both sides kept"
            f" · {counts['n_conflicts'] - counts['n_conflicts_open']:,} explained"
        )
    lines += [
        _checks(counts),
        *(f"[yellow]{code}[/] {escape(f'{file}: {why}')}" for file, code, why in quarantined[:SHOWN]),
    ]
    return [f"  {line}" for line in lines]


def _checks(counts: dict[str, Any]) -> str:
    warnings = f", {counted(counts['n_checks_failed'], 'warning')}" if counts["n_checks_failed"] else ""
    aside = (
        f" · {counted(counts['n_quarantined_rows'], 'misread row')} set aside" if counts["n_quarantined_rows"] else ""
    )
    return f"{counted(counts['n_checks_passed'], 'check')} passed{warnings}{aside}"


def _table(*columns: str) -> Table:
    return Table(*columns, box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)


def deals_table(deals: list[dict[str, Any]]) -> Table:
    """The first deals: value, how far it has come, who supplies whom with what, how well attested it is."""
    table = _table()
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    table.add_column("deal", ratio=1)
    table.add_column("articles", justify="right", no_wrap=True)
    table.add_column("id", style="dim", no_wrap=True)
    for deal in deals[:SHOWN]:
        table.add_row(
            compact_money(deal),
            _words(deal["deal_status"]),
            escape(deal["deal_name"]),
            str(deal["n_documents"]),
            short_id(deal["deal_id"]),
        )
    return table


def agreements_table(agreements: list[dict[str, Any]]) -> Table:
    """The first agreements: when, how far it has come, between whom about what, how well attested it is."""
    table = _table()
    table.add_column("date", no_wrap=True)
    table.add_column("status", no_wrap=True)
    table.add_column("agreement", ratio=1)
    table.add_column("articles", justify="right", no_wrap=True)
    table.add_column("id", style="dim", no_wrap=True)
    for agreement in agreements[:SHOWN]:
        table.add_row(
            agreement["date_edtf"] or "—",
            _words(agreement["status"]),
            escape(agreement["title"]),
            str(agreement["n_documents"]),
            short_id(agreement["agreement_id"]),
        )
    return table


def _print_table(console: Console, title: str, table: Table, n: int) -> None:
    if not n:
        console.print(f"\n[bold]No {title}[/] were found.")
        return
    shown = f", the {SHOWN} most reported of {n:,}" if n > SHOWN else ""
    console.print(f"\n[bold]{title.capitalize()}[/]{shown}")
    console.print(table)


def short_id(fact_id: str) -> str:
    """The start of a fact's id, which `entente explain` takes for the whole."""
    kind, _, digits = fact_id.partition("_")
    return f"{kind}_{digits[:ID_SHOWN]}"


def _words(code: str) -> str:
    return code.replace("_", " ")


def _next_steps(found: dict[str, Any], latest: Path, program: str) -> list[str]:
    is_default = latest.parent == Path("warehouse")
    warehouse = "" if is_default else f" --warehouse {shlex.quote(str(latest.parent))}"
    ids = [row["deal_id"] for row in found["deals"]] + [row["agreement_id"] for row in found["agreements"]]
    return [
        f"\nIt lies in {latest}, its tables are {latest}/*.parquet. Next:",
        f"  open {latest}/{PAGE_NAME} in a browser",
        f'  {program} sql "select deal_name, stated_value from v_deals"{warehouse}',
        *(f"  {program} explain {short_id(fact)}{warehouse}" for fact in ids[:1]),
        *([f"  {program} run --inbox my-articles --warehouse mine"] if is_default else []),
    ]
