"""What a finished report says beside parties, goods and value: when, and which vaguer statement it sharpens."""

from __future__ import annotations

from dataclasses import replace

from flows.extract.context import Context, Sentence
from flows.extract.deals.value import is_sharpening
from flows.model.report import DealReport, Money, TimeExpression


def with_refinements(context: Context, reports: list[DealReport]) -> list[DealReport]:
    """The reports in text order, each that sharpens an earlier amount of its deal pointing to it."""
    by_no = {s.no: s for s in context.sentences}
    done: list[DealReport] = []
    for report in reports:
        done.append(replace(report, refines=_refined(context, by_no[report.sentence_no], report, done)))
    return done


def _refined(context: Context, sentence: Sentence, report: DealReport, before: list[DealReport]) -> int | None:
    """The last vaguer statement of the deal: any where the words sharpen it, else a rounder figure that holds this."""
    money = report.money
    if money is None:
        return None
    told = [
        (n, r.money)
        for n, r in enumerate(before)
        if r.thread == report.thread and r.money is not None and r.money.span != money.span
    ]
    if not is_sharpening(context, sentence):
        told = [(n, m) for n, m in told if _holds(m, money)]
    return told[-1][0] if told else None


def _holds(vague: Money, sharp: Money) -> bool:
    """Whether a figure of fewer digits leaves room for another ("nearly $110 billion", "$109.7 billion")."""
    if vague.currency != sharp.currency or sharp.amount is None or vague.amount is None or vague.amount == sharp.amount:
        return False
    rounder = (vague.significant_digits or 0) < (sharp.significant_digits or 0)
    low = vague.lower if vague.lower is not None else sharp.amount
    high = vague.upper if vague.upper is not None else sharp.amount
    return rounder and low <= sharp.amount <= high and abs(vague.amount - sharp.amount) <= vague.amount / 10


def nearest_time(context: Context, sentence: Sentence, at: int) -> TimeExpression | None:
    """The dated time expression of the sentence that stands nearest to a place in it."""
    dated = [t for t in context.times_in(sentence.start, sentence.end) if t.date is not None]
    return min(dated, key=lambda t: abs(t.span.start - at), default=None)
