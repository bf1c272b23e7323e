"""What a finished report says beside parties, goods and value: when, and which vaguer statement it sharpens."""

from __future__ import annotations

from dataclasses import replace

from flows.extract.context import Context, Sentence
from flows.extract.deals.value import is_sharpening
from flows.model.report import DealReport, TimeExpression


def with_refinements(context: Context, reports: list[DealReport]) -> list[DealReport]:
    """The reports in text order, each that sharpens an earlier amount of its deal pointing to it."""
    by_no = {s.no: s for s in context.sentences}
    done: list[DealReport] = []
    for report in reports:
        done.append(replace(report, refines=_refined(context, by_no[report.sentence_no], report, done)))
    return done


def _refined(context: Context, sentence: Sentence, report: DealReport, before: list[DealReport]) -> int | None:
    if report.money is None or not is_sharpening(context, sentence):
        return None
    told = [
        n
        for n, r in enumerate(before)
        if r.thread == report.thread and r.money is not None and r.money.span != report.money.span
    ]
    return told[-1] if told else None


def nearest_time(context: Context, sentence: Sentence, at: int) -> TimeExpression | None:
    """The dated time expression of the sentence that stands nearest to a place in it."""
    dated = [t for t in context.times_in(sentence.start, sentence.end) if t.date is not None]
    return min(dated, key=lambda t: abs(t.span.start - at), default=None)
