"""`entente explain`: a fact with its reports, or an entity with its mentions, the words marked in their sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flows.errors import InputError
from flows.report.figures import compact_money
from flows.report.release import ask, open_release
from flows.report.signing import says_signed
from flows.report.wording import KNOWN_BY, percent, place_of, said_by, why
from flows.settings import Settings

if TYPE_CHECKING:
    from rich.text import Text

IDS = 'entente sql "select deal_id, deal_name from v_deals"'
CANDIDATES = 5  # facts named when the start of an id fits several
# What each kind of thing rests on.
TOLD_BY = {"deal": "explain_reports", "agreement": "explain_reports", "entity": "explain_mentions"}


def explanation(settings: Settings, fact: str) -> dict[str, Any]:
    """The fact or entity whose id is, was or starts with `fact`; its reports or mentions; and its close calls.

    Raises:
        InputError: no fact or entity, or more than one, has such an id.
    """
    with open_release(settings.latest) as con:
        facts = ask(con, "explain_facts", fact=fact)
        retired = [] if facts else ask(con, "explain_redirects", fact=fact)
        if len(retired) == 1 and retired[0]["new_id"]:
            facts = ask(con, "explain_facts", fact=retired[0]["new_id"])
        chosen = facts if len(facts) == 1 else [found for found in facts if found["fact_id"] == fact]
        if not chosen:
            raise _unknown(fact, [found["fact_id"] for found in facts], retired)
        (found, *_), told = chosen, chosen[0]["fact_id"]
        kind = "mentions" if found["fact_type"] == "entity" else "reports"
        return found | {
            "retired": retired,
            kind: ask(con, TOLD_BY[found["fact_type"]], fact=told),
            "close_calls": ask(con, "explain_calls", fact=told),
        }


def _unknown(fact: str, candidates: list[str], retired: list[dict[str, Any]]) -> InputError:
    if retired:
        gone = "; ".join(f"{row['old_id']} is gone: {row['reason']}" for row in retired[:CANDIDATES])
        return InputError(gone, next_step='entente sql "from id_redirects"')
    if not candidates:
        return InputError(
            f"No deal, agreement or entity has an id that starts with {fact!r}.",
            next_step=f"Ids: {IDS}",
        )
    shown = ", ".join(candidates[:CANDIDATES]) + (" …" if len(candidates) > CANDIDATES else "")
    return InputError(
        f"{len(candidates)} facts have an id that starts with {fact!r}: {shown}.", next_step="Type more of it."
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
    console.print(Text(f"\n{found['title']}", style="bold"))
    console.print(_line(_status(found), _value(found), found["fact_id"]), markup=False)
    for row in found["retired"]:
        console.print(f"{row['old_id']} is part of it now: {row['reason']}", style="yellow", markup=False)
    for told in distinct(_telling(found) or found.get("mentions", ())):
        console.print()
        console.print(*(_report(told) if "attribution" in told else _mention(told)), sep="\n")
    if found["close_calls"]:
        console.print()
        console.print(*map(_call, found["close_calls"]), sep="\n")


def _telling(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Reports by what is asked first: the one that gives the value, others that name a sum, the rest; each in time."""
    basis = found["value_basis_report_id"]
    return sorted(found.get("reports", ()), key=lambda one: (one["report_id"] != basis, one["value_text"] is None))


def distinct(told: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """What would look the same is shown once: reports of the same words, of one object each."""
    looks = ("file_name", "evidence_text", "mark_start", "mark_end", "report_status", "value_text")
    first: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in told:
        first.setdefault(tuple(row.get(name) for name in looks), row)
    return list(first.values())


def _status(found: dict[str, Any]) -> str:
    """How far it has come; of an agreed deal, whether a report that it is agreed says “signed”."""
    agreed = [one["evidence_text"] for one in found.get("reports", ()) if one["report_status"] == "agreed"]
    return _standing(found["status"], agreed)


def _standing(status: str, passages: Iterable[str]) -> str:
    is_signed = status == "agreed" and any(map(says_signed, passages))
    return "agreed, signed" if is_signed else status.replace("_", " ")


def _value(found: dict[str, Any]) -> str | None:
    """The value, and where the report that gives it stands: other reports may say otherwise."""
    value = compact_money(found | {"amount_lower": None, "amount_upper": None})
    basis = [one for one in found.get("reports", ()) if one["report_id"] == found["value_basis_report_id"]]
    teller = f" (told by {place_of(basis[0]['outlet'], basis[0]['file_name'])})" if basis else ""
    return None if value == "—" else value + teller


def _report(report: dict[str, Any]) -> list[Text]:
    """Lines for one report: where it stands and what it says, the sentence with its words marked, and who says so."""
    from rich.text import Text

    where = [place_of(report["outlet"], report["file_name"]), report["published_edtf"]]
    status = _standing(report["report_status"], [report["evidence_text"]])
    words = Text(report["evidence_text"])
    words.stylize("bold reverse", report["mark_start"], report["mark_end"])
    who = said_by(report["attribution"], report["speaker"])
    value = " ".join(filter(None, (report["qualifier_text"], report["value_text"])))
    sure = percent(report["confidence"]) + " confidence"
    return [
        Text(_line(*where, status, value), style="cyan"),
        words,
        Text(_line(who, sure, report["method"] and f"belongs here: {why(report['method'])}"), style="dim"),
    ]


def _mention(mention: dict[str, Any]) -> list[Text]:
    """Lines for one form of a name in one document: where, the words around it, and how it was known."""
    from rich.text import Text

    words = Text(mention["evidence_text"].replace("\n", " "))
    words.stylize("bold reverse", mention["mark_start"], mention["mark_end"])
    times = "" if mention["n_mentions"] == 1 else f"{mention['n_mentions']} times"
    known = KNOWN_BY.get(mention["resolution_method"])
    return [
        Text(_line(place_of(mention["outlet"], mention["file_name"]), mention["published_edtf"]), style="cyan"),
        words,
        Text(_line(mention["mention_kind"].replace("_", " "), times, known and f"known {known}"), style="dim"),
    ]


def _call(call: dict[str, Any]) -> Text:
    """One line on what the rules were in doubt about."""
    from rich.text import Text

    done = "put together narrowly" if call["verdict"] == "merged" else f"kept apart from {call['other_id']}"
    return Text(f"{done}, {percent(call['score'])} alike: {why(call['method'])}", style="dim")


def _line(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
