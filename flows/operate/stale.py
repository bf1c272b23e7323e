"""Judgements that find nothing any more, and what became of the articles they quote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.ingest.ledger import Ledger
from flows.model.vocabulary.facts import JudgedKind
from flows.report.release import ask, open_release
from flows.settings import Settings

if TYPE_CHECKING:
    from flows.resolve.quotes import Quote

GONE = {
    "retracted": "was retracted",
    "erased": "was erased",
    "superseded": "was replaced by a later delivery",
    "quarantined": "can no longer be read",
}
LATER = """
select earlier.file_name, later.file_name
from documents as later inner join documents as earlier on later.supersedes_doc_id = earlier.doc_id
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What quotes can be led to: articles by file name with their text, state and later version, and statements."""

    texts: Mapping[str, str]
    states: Mapping[str, str]
    later: Mapping[str, str]
    locate: Mapping[JudgedKind, Callable[[Quote], object]]

    def why(self, about: JudgedKind, quote: Quote) -> str | None:
        """Why the quote names nothing; None where it names something."""
        if quote.document in self.later:
            return f"{quote.document} was replaced by {self.later[quote.document]}: quote that one"
        if quote.document not in self.texts:
            return f"{quote.document} {GONE.get(self.states[quote.document], 'is not in the release')}"
        if self.locate[about](quote) is None:
            return f"no one {about} is told by “{quote.words}” in {quote.document}"
        return None


def stale(settings: Settings) -> list[str]:
    """A sentence for each quote of a judgement that names nothing in the latest release.

    Raises:
        ConfigurationError: a line cannot be understood, or names what never existed.
    """
    from flows.resolve.overrides import read_judgements
    from flows.resolve.quotes import require_real

    judged = read_judgements(settings.overrides)
    if not judged or not settings.latest.exists():
        return []
    known = _known(settings)
    named = [(quote, one.place) for one in judged for quote in one.quotes]
    require_real(named, known.texts, {*known.states, *known.texts})
    return [f"{one.place}: {why}." for one in judged for quote in one.quotes if (why := known.why(one.about, quote))]


def _known(settings: Settings) -> Known:
    from flows.resolve.quotes import finder

    with open_release(settings.latest) as con:
        told = ask(con, "review_statements")
        texts = dict(con.execute("select file_name, raw_text from documents").fetchall())
        later = dict(con.execute(LATER).fetchall())
    with Ledger(settings.ledger) as ledger:
        states = {entry.file_name: entry.state for entry in ledger.documents()}
    statements = {kind: [row for row in told if row["about"] == kind] for kind in JudgedKind}
    locate = {
        kind: finder((row["file_name"], row["words"], row["evidence_text"], row["thing_id"]) for row in rows)
        for kind, rows in statements.items()
    }
    return Known(texts, states, later, locate)
