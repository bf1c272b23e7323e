"""What a warehouse holds and how it is, on one screen."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.errors import ConfigurationError
from flows.ingest.ledger import Ledger
from flows.operate.health import health
from flows.operate.spans import ago
from flows.operate.stale import stale
from flows.publish import pointer
from flows.settings import Settings

REFUSED_SHOWN = 5
WORDS = {"n_documents": "articles", "n_deals": "deals", "n_agreements": "agreements"}


def rejects(settings: Settings) -> list[tuple[str, str, str]]:
    """What was refused, as (file name, reason code, reason)."""
    if not settings.ledger.exists():
        return []
    with Ledger(settings.ledger) as ledger:
        return ledger.rejects()


def status(settings: Settings) -> dict[str, Any]:
    """Documents by state, refused files, releases and the one in force, runs, freshness, growth, checks and disk."""
    counts: dict[str, int] = {}
    if settings.ledger.exists():
        with Ledger(settings.ledger) as ledger:
            counts = ledger.counts()
    latest = pointer.current(settings.latest)
    return {
        "warehouse": str(settings.warehouse),
        "documents": counts,
        "quarantine": [dict(zip(("file_name", "code", "reason"), row, strict=True)) for row in rejects(settings)],
        "releases": [path.name for path in pointer.published(settings.releases)],
        "latest": latest and latest.name,
        "changes": changes(latest) if latest else {},
        "stale_judgements": _stale(settings),
    } | health(settings)


def _stale(settings: Settings) -> list[str]:
    """Judgements that name nothing, those that the next run would refuse included."""
    try:
        return stale(settings)
    except ConfigurationError as error:
        return [str(error)]


def changes(release: Path) -> dict[str, int]:
    """Facts of a release by what became of them since the release before; empty in a first release."""
    from flows.contract.frames import read_rows

    path = release / "changes.parquet"
    return dict(sorted(Counter(row["change"] for row in read_rows(path, ["change"])).items())) if path.exists() else {}


def lines(found: dict[str, Any], now: datetime | None = None) -> list[tuple[str, str]]:
    """What is said about each thing, a line each; `about` is empty where a line goes on with the same."""
    moment = now or datetime.now(UTC)
    states = ", ".join(f"{n} {state}" for state, n in found["documents"].items() if n) or "none yet"
    told = [
        ("Warehouse", f"{found['warehouse']}{_disk(found['disk'])}"),
        ("Documents", states),
        ("Fresh", _fresh(found, moment)),
        ("Releases", ", ".join(found["releases"]) or "none yet"),
        ("Latest", found["latest"] or "none yet"),
    ]
    if found["growth"]:
        grown = [f"{row['now']:,} {WORDS[name]} ({row['more_in_7_days']:+,})" for name, row in found["growth"].items()]
        told.append(("Growth", f"{', '.join(grown)} in 7 days"))
    if found["changes"]:
        kinds = ", ".join(f"{n} {change}" for change, n in found["changes"].items())
        told.append(("Changes", f'{kinds} since the release before: entente sql "from changes"'))
    if found["checks"]:
        told += _under("Checks", _checks(found["checks"]))
    refused = [f"{row['file_name']}: {row['code']}, {row['reason']}" for row in found["quarantine"]]
    more = [f"and {len(refused) - REFUSED_SHOWN} more: entente status --json"] if len(refused) > REFUSED_SHOWN else []
    told += _under("Judgements", found["stale_judgements"])
    return told + _under("Refused", [*refused[:REFUSED_SHOWN], *more]) + _under("Runs", _runs(found["runs"]))


def _under(about: str, what: list[str]) -> list[tuple[str, str]]:
    return list(zip([about, *[""] * (len(what) - 1)], what, strict=False))


def _disk(sizes: dict[str, int]) -> str:
    if not sizes:
        return ""
    largest = sorted(((size, name) for name, size in sizes.items() if name not in ("all", "free")), reverse=True)
    parts = ", ".join(f"{name} {size / 1e6:,.0f}" for size, name in largest[:3])
    return f" · {sizes['all'] / 1e6:,.0f} MB ({parts}) · {sizes['free'] / 1e9:,.1f} GB free"


def _fresh(found: dict[str, Any], now: datetime) -> str:
    told = [
        f"{what} {ago((now - datetime.fromisoformat(at)).total_seconds())} ago"
        for what, at in (("last article", found["last_article_at"]), ("published", found["published_at"]))
        if at
    ]
    return ", ".join(told) or "no article yet"


def _checks(found: dict[str, Any]) -> list[str]:
    if "damaged" in found:
        return [f"unknown: {found['damaged']}"]
    counts = ", ".join(f"{n} {outcome.replace('_', ' ')}" for outcome, n in sorted(found["counts"].items()))
    return [counts, *found["not_passed"]]


def _runs(found: list[dict[str, Any]]) -> list[str]:
    return [
        "  ".join(
            [
                f"{datetime.fromisoformat(run['began_at']):%Y-%m-%d %H:%M}Z",
                f"{run['outcome']:<9}",
                f"{ago(run['seconds']) if run['seconds'] is not None else '':>8}",
                run["led_to"] or "",
            ]
        ).rstrip()
        for run in found
    ]


def status_markdown(found: dict[str, Any]) -> str:
    """The same as Markdown; file names and quoted words, which Prefect need not keep, are left to the command."""
    shown = lines(found | {"quarantine": [], "stale_judgements": []})
    counted = [("Refused", str(len(found["quarantine"]))), ("Stale judgements", str(len(found["stale_judgements"])))]
    rows = "\n".join(f"| {about} | {what.replace('|', '&#124;')} |" for about, what in [*shown, *counted])
    return f"| | |\n|---|---|\n{rows}\n"
