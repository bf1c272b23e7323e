"""Renders the page of a staged release."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from flows.report.figures import compact_usd, counted
from flows.report.page.content import evidence, lists, plain, signed
from flows.report.release import ask, open_release

PAGE_NAME = "index.html"
LEVEL = 4  # of compression: six takes half as long again for five per cent
PARTS = Path(__file__).parent
SCRIPTS = ("vendor/libraries.js", "words.js", "tables.js", "evidence.js", "charts.js", "page.js")
STYLES = ("vendor/tables.css", "page.css")


def write_page(stage: Path, release: str, day: date) -> Path:
    """Write `index.html` into a staged release; `release` is the name it will have, `day` its date.

    The page is one file. Its data are JSON, packed by gzip and base64 and unpacked by the browser, so that nothing of
    an article can become markup; scripts and styles are named by hash in its content security policy.
    """
    with open_release(stage) as con:
        counts, freshness = ask(con, "summary_counts")[0], ask(con, "page_freshness")[0]
        said = signed(con)
        packs, pack_of = evidence(con, said)
        content = lists(con, said) | {"pack_of": pack_of, "release": release}
    html = _template().render(
        release=release,
        figures=_figures(counts, freshness),
        freshness=freshness,
        quality=_quality(counts, freshness),
        news=_news(content["changes"]),
        is_first=int(release.partition("-")[0]) == 1,
        content=packed(content),
        packs=[packed_text(pack) for pack in packs],
        scripts=(scripts := [_part(name) for name in SCRIPTS]),
        styles=(styles := [_part(name) for name in STYLES]),
        policy=policy(scripts, styles),
    )
    path = stage / PAGE_NAME
    path.write_text(html, encoding="utf-8")
    return path


def packed(value: Any) -> str:
    """JSON, compressed, in letters that mean nothing to HTML; the same value always gives the same letters."""
    return packed_text(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=plain))


def packed_text(text: str) -> str:
    """A text, compressed, in letters that mean nothing to HTML."""
    return base64.b64encode(gzip.compress(text.encode(), LEVEL, mtime=0)).decode()


def policy(scripts: list[str], styles: list[str]) -> str:
    """A content security policy that lets these scripts and styles run, and nothing else load or be sent."""
    allowed = {"script-src": scripts, "style-src": styles}
    named = (f"{kind} {' '.join(map(_hash, texts))}" for kind, texts in allowed.items())
    return "; ".join(["default-src 'none'", *named, "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _part(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")


def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(PARTS)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("page.html.jinja")


def _news(changes: list[dict[str, Any]]) -> str:
    """What became of facts since the release before, as `2 added, 1 changed`; empty where nothing did."""
    counts = Counter(change["change"] for change in changes)
    return ", ".join(f"{n:,} {change.replace('_', ' ')}" for change, n in sorted(counts.items()))


def _figures(counts: dict[str, Any], freshness: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The figures at the head of the page: number, what it counts, and what it rests on."""
    sources = f"from {counted(freshness['n_outlets'], 'outlet')}"
    added, explained = counts["additive_usd"], counts["n_conflicts"] - counts["n_conflicts_open"]
    n_open = counts["n_conflicts_open"]
    clashes = f"{explained:,} explained" if explained else "each has both sides" if n_open else "reports agree"
    return [
        (f"{counts['n_documents']:,}", "articles", sources),
        (f"{counts['n_deals']:,}", "deals", f"told in {counted(counts['n_deal_reports'], 'report')}"),
        (f"{counts['n_agreements']:,}", "agreements", f"told in {counted(counts['n_agreement_reports'], 'report')}"),
        (f"{n_open:,}", "open conflict" if n_open == 1 else "open conflicts", clashes),
        (
            compact_usd(added) if added else "—",
            f"in {counted(counts['n_additive'], 'concluded deal')}",
            _added_up(counts) if added else "none of known value",
        ),
    ]


def _added_up(counts: dict[str, Any]) -> str:
    """What the sum adds up, and what it leaves out."""
    n_unpriced, kind = counts["n_unpriced"], counts["largest_kind"].replace("_", " ")
    largest = f", {compact_usd(counts['largest_usd'])} of it in one {kind} deal" if counts["n_additive"] > 1 else ""
    left = ["planned or called off", f"{n_unpriced:,} more of no stated value" if n_unpriced else ""]
    left.append("parts of others" if counts["n_part_values"] else "")
    return f"agreed or completed, of all kinds{largest}; not counted: {', '.join(filter(None, left))}"


def _quality(counts: dict[str, Any], freshness: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What the checks made of the release, and what was left out of it: number, what it counts, why."""
    n_unread, n_aside = freshness["n_quarantined_files"] or 0, counts["n_quarantined_rows"]
    n_idle, n_reprints = counts["n_checks_not_evaluated"], counts["n_near_duplicates"]
    return [
        (f"{counts['n_checks_passed']:,}", "checks passed", f"of {counts['n_checks']:,}; {n_idle:,} had no rows"),
        (f"{counts['n_checks_failed']:,}", "warnings", "a worse failure publishes nothing"),
        (f"{n_unread:,}", "file not read" if n_unread == 1 else "files not read", "kept in quarantine"),
        (f"{n_aside:,}", "row set aside" if n_aside == 1 else "rows set aside", "they contradict their sentence"),
        (f"{n_reprints:,}", "reprint" if n_reprints == 1 else "reprints", "no second witness"),
    ]
