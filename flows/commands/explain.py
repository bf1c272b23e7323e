"""`entente explain`: a fact, the reports it rests on, and the sentences with the words marked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flows.errors import InputError
from flows.report.figures import compact_money
from flows.report.release import ask, open_release
from flows.settings import Settings

if TYPE_CHECKING:
    from rich.text import Text

CANDIDATES = 5  # facts named when the start of an id fits several


def explanation(settings: Settings, fact: str) -> dict[str, Any]:
    """The fact whose id is or starts with `fact`, and its reports.

    Raises:
        InputError: no fact, or more than one, has such an id.
    """
    with open_release(settings.latest) as con:
        facts = ask(con, "explain_facts", fact=fact)
        chosen = facts if len(facts) == 1 else [found for found in facts if found["fact_id"] == fact]
        if not chosen:
            raise _unknown(fact, [found["fact_id"] for found in facts])
        return chosen[0] | {"reports": ask(con, "explain_reports", fact=chosen[0]["fact_id"])}


def _unknown(fact: str, candidates: list[str]) -> InputError:
    if not candidates:
        return InputError(
            f"No deal or agreement has an id that starts with {fact!r}.", next_step='entente sql "from v_deals"'
        )
    shown = ", ".join(candidates[:CANDIDATES])
    return InputError(
        f"{len(candidates)} facts have an id that starts with {fact!r}: {shown} …", next_step="Type more of it."
    )


def print_explanation(settings: Settings, fact: str, *, as_json: bool) -> None:
    """Print it for a person, or as JSON."""
    found = explanation(settings, fact)
    if as_json:
        print(json.dumps(found, indent=2, ensure_ascii=False, default=str))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    value = compact_money(found | {"amount_lower": None, "amount_upper": None})
    console.print(Text(f"\n{found['title']}", style="bold"))
    console.print(" · ".join(part for part in (found["status"], value, found["fact_id"]) if part != "—"), markup=False)
    for report in found["reports"]:
        console.print()
        console.print(*_report(report), sep="\n")


OWN_WORDS = {"narration": "the article's own words", "headline": "headline"}


def _report(report: dict[str, Any]) -> list[Text]:
    """Lines for one report: where it stands and what it says, the sentence with its words marked, and who says so."""
    from rich.text import Text

    where = [report["outlet"] or report["file_name"], report["published_edtf"], report["report_status"]]
    words = Text(report["evidence_text"])
    words.stylize("bold reverse", report["mark_start"], report["mark_end"])
    who = OWN_WORDS.get(report["attribution"]) or f"{report['speaker'] or 'somebody'}, {report['attribution']}"
    why = [who, f"read by {report['rule']}", report["method"] and f"joined by {report['method']}"]
    return [
        Text(_line(*where, report["value_text"]), style="cyan"),
        words,
        Text(_line(*why).replace("_", " "), style="dim"),
    ]


def _line(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
