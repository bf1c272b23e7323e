"""The deals of a document: statements of every sentence, put together by deal, as reports."""

from __future__ import annotations

from dataclasses import replace

from flows.extract.context import Context, SpeakerOf
from flows.extract.deals.absorbed import settle_mergers
from flows.extract.deals.afterwards import add_later_values
from flows.extract.deals.complete import complete
from flows.extract.deals.details import with_refinements
from flows.extract.deals.digest import by_piece
from flows.extract.deals.gleaning.reader import glean
from flows.extract.deals.payments import without_payments
from flows.extract.deals.report import is_reported, reports_of
from flows.extract.deals.scene import Scene
from flows.extract.deals.shared_out import read_shares
from flows.extract.deals.spoken_of import with_named
from flows.extract.deals.statement import Statement
from flows.extract.deals.statements import read_statements
from flows.extract.deals.tense import as_news
from flows.extract.deals.thread import Thread
from flows.extract.deals.threads import thread
from flows.extract.deals.turned import without_turned
from flows.extract.deals.value import attach_values
from flows.extract.deals.weighing.reader import fill_gaps
from flows.model.report import DealReport


def read_deals(context: Context, attribute: SpeakerOf) -> tuple[DealReport, ...]:
    """Every deal that the document states, one report a statement, in text order.

    Reports of one deal share `thread`. A deal has at least one named party, and goods or a value.
    """
    statements: list[Statement] = []
    for sentence in context.sentences:
        scene = Scene(context, sentence)
        told = attach_values(scene, as_news(read_statements(scene))) or read_shares(scene)
        statements += with_named(scene, told)
    threads = [t for piece in by_piece(context, statements) for t in _threads(context, piece)]
    live = [one for one in threads if is_reported(context, one)]
    more = glean(context, live, {s.sentence.no for one in live for s in one.statements})
    fill_gaps(context, threads)
    reports = _reports(context, attribute, threads + more)
    ordered = sorted(reports, key=lambda r: (r.evidence.start, r.span.start, r.thread))
    return tuple(with_refinements(context, ordered))


def _threads(context: Context, statements: list[Statement]) -> list[Thread]:
    """The deals that statements of one piece of news tell, with what they leave out."""
    told = settle_mergers(context, thread(statements))
    return without_payments(add_later_values(context, without_turned(complete(context, told, statements))))


def _reports(context: Context, attribute: SpeakerOf, threads: list[Thread]) -> list[DealReport]:
    return [
        replace(report, thread=number)
        for number, one in enumerate(threads)
        for report in reports_of(context, attribute, one)
    ]
