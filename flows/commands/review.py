"""`entente review`: the least certain merges and splits, and the judgements that people make of them."""

from __future__ import annotations

import csv
import getpass
import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from flows.errors import ConfigurationError
from flows.model.vocabulary.facts import CloseCall, JudgedKind
from flows.operate.stale import stale
from flows.publish.disk import alone_in, write_durably
from flows.report.release import ask, open_release
from flows.report.wording import percent, why
from flows.settings import Settings

if TYPE_CHECKING:
    from rich.text import Text

Row: TypeAlias = dict[str, Any]
SAME, APART = "same", "not_same"
# What a judgement must say to overrule the rules.
OPPOSITE = {CloseCall.MERGED: APART, CloseCall.APART: SAME}
ANSWERS = {"s": SAME, "d": APART}
THINGS = {
    "deal": ("one deal", "two deals"),
    "agreement": ("one agreement", "two agreements"),
    "entity": ("one name", "two names"),
}


def close_calls(settings: Settings, kinds: Sequence[str], shown: int) -> list[Row]:
    """The most doubtful close calls of the latest release, those about `kinds`.

    Raises:
        InputError: nothing has been published.
    """
    with open_release(settings.latest) as con:
        return ask(con, "review", kinds=",".join(kinds), shown=shown)


def print_review(settings: Settings, about: str | None, shown: int, *, as_json: bool, write: Path | None) -> None:
    """Print the close calls, or as JSON, or propose judgements of them in a file; on a terminal, ask.

    Raises:
        ConfigurationError: the file to write exists.
    """
    found = close_calls(settings, [about] if about else list(JudgedKind), shown)
    if as_json:
        print(json.dumps(found, indent=2, ensure_ascii=False, default=str))
    elif write is not None:
        propose(found, write)
        print(f"{len(found)} proposals in {write}. Delete the lines where the rules are right, say in the others who")
        print(f"judged, when and why, then: entente review --accept {write}")
    elif sys.stdin.isatty() and sys.stdout.isatty():
        interview(settings, found, input)
    else:
        show(found)
    if not as_json and (gone := stale(settings)):
        print("\nJudgements that find nothing any more:", *gone, sep="\n")


def show(found: Sequence[Row]) -> None:
    """Print the close calls for a person."""
    from rich.console import Console

    console = Console(highlight=False)
    for n, call in enumerate(found, 1):
        console.print(f"\n{n} of {len(found)}", style="dim")
        console.print(*lines(call), sep="\n")
    if not found:
        console.print("Nothing that the rules were in doubt about.")


def lines(call: Row) -> list[Text]:
    """What the rules made of two statements and why, and each statement in its sentence."""
    from rich.text import Text

    one, two = THINGS[call["about"]]
    done = f"Taken for {one}" if call["verdict"] == CloseCall.MERGED else f"Kept apart as {two}"
    head = Text(f"{done}, {percent(call['score'])} alike: {why(call['method'])}", style="bold")
    return [head, *(line for side in "ab" for line in _side(call, side))]


def _side(call: Row, side: str) -> list[Text]:
    from rich.text import Text

    words = Text("   " + " ".join(call[f"evidence_{side}"].split("\n")))
    words.stylize("bold reverse", 3 + call[f"mark_start_{side}"], 3 + call[f"mark_end_{side}"])
    where = (call[f"file_{side}"], call[f"published_{side}"], call[f"title_{side}"], call[f"thing_id_{side}"])
    return [Text(f"{side}  " + " · ".join(part for part in where if part), style="cyan"), words]


def propose(found: Iterable[Row], path: Path) -> None:
    """Write a file in the form of `judgements.csv` that would overrule each call; author, date and reason are open.

    Raises:
        ConfigurationError: the file exists already.
    """
    from flows.resolve.overrides import COLUMNS, NOTE

    try:
        file = path.open("x", encoding="utf-8", newline="")
    except FileExistsError:
        raise ConfigurationError("It exists already.", where=str(path), next_step="Name a new file.") from None
    with file:
        writer = csv.DictWriter(file, (*COLUMNS, NOTE))
        writer.writeheader()
        writer.writerows(judgement(call, OPPOSITE[CloseCall(call["verdict"])]) for call in found)


def judgement(call: Row, verdict: str, **signed: str) -> dict[str, str]:
    """A row of `judgements.csv` about the two statements of a call; `signed` gives author, date and reason."""
    facts = call["title_a"] if call["title_a"] == call["title_b"] else f"{call['title_a']} | {call['title_b']}"
    return {
        "about": call["about"],
        "verdict": verdict,
        "document_a": call["file_a"],
        "words_a": call["words_a"],
        "document_b": call["file_b"],
        "words_b": call["words_b"],
        "note": f"rules: {call['verdict']}, {call['method']}, {call['score']:.2f}; {facts}",
        **signed,
    }


def interview(settings: Settings, found: Sequence[Row], answer: Callable[[str], str]) -> None:
    """Show each call and take down what a person says of it."""
    from rich.console import Console

    console, judged = Console(highlight=False), []
    for n, call in enumerate(found, 1):
        console.print(f"\n{n} of {len(found)}", style="dim")
        console.print(*lines(call), sep="\n")
        said = answer("[s]ame, [d]ifferent, enter to leave it, [q]uit: ").strip().casefold()[:1]
        if said == "q":
            break
        if said in ANSWERS:
            reason = answer("Why? ").strip() or "seen in review"
            author = getpass.getuser()
            judged.append(judgement(call, ANSWERS[said], author=author, date=str(date.today()), reason=reason))
    if judged:
        _append(settings, judged)
    console.print(f"{len(judged)} judged." + (" They count from the next run on: entente run" if judged else ""))


def accept(settings: Settings, path: Path) -> int:
    """Number of judgements taken over from a file into those of the warehouse, once every line is in order.

    Raises:
        ConfigurationError: a line cannot be understood, or names what does not exist.
    """
    from flows.resolve.overrides import COLUMNS, NOTE, read_lines
    from flows.resolve.overrides import judgement as parse

    if not path.is_file():
        raise ConfigurationError("There is no such file.", where=str(path), next_step="entente review --write FILE")
    read = list(read_lines(path, (*COLUMNS, NOTE)))
    parsed = [parse(row, place, line) for row, place, line in read]
    _require_real(settings, [(quote, one.place) for one in parsed for quote in one.quotes])
    _append(settings, [row for row, _, _ in read])
    return len(read)


def print_check(settings: Settings) -> None:
    """Say which judgements find nothing any more."""
    found = stale(settings)
    print("\n".join(found) if found else "Every judgement finds what it quotes.")


def _require_real(settings: Settings, quotes: Sequence[Any]) -> None:
    from flows.resolve.quotes import require_real

    with open_release(settings.latest) as con:
        texts = dict(con.execute("select file_name, raw_text from documents").fetchall())
    require_real(quotes, texts, ())


def _append(settings: Settings, rows: Iterable[dict[str, str]]) -> None:
    """Add lines to the warehouse's judgements; the file is replaced whole."""
    from flows.resolve.overrides import COLUMNS, JUDGEMENTS, NOTE, read_lines

    path = settings.overrides / JUDGEMENTS
    settings.overrides.mkdir(parents=True, exist_ok=True)
    with alone_in(settings.overrides):
        before = [row for row, _, _ in read_lines(path, (*COLUMNS, NOTE))] if path.is_file() else []
        text = io.StringIO()
        writer = csv.DictWriter(text, (*COLUMNS, NOTE), restval="")
        writer.writeheader()
        writer.writerows([*before, *rows])
        write_durably(path, text.getvalue().encode())
