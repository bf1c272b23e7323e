"""A thread of statements as published reports: parties and goods inherited, kind, form and confidence settled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flows.extract.context import Context, PartyRef, Sentence, SpeakerOf
from flows.extract.deals import frames
from flows.extract.deals.classes import classify
from flows.extract.deals.confidence import confidence
from flows.extract.deals.details import nearest_time
from flows.extract.deals.instruments import is_trade
from flows.extract.deals.military import military_kind
from flows.extract.deals.origins import makes
from flows.extract.deals.scene import is_lender
from flows.extract.deals.statement import Goods, Statement
from flows.extract.deals.thread import PROSPECTIVE, Thread
from flows.lexicon import load, words
from flows.model.report import DealReport, Party, Span
from flows.model.vocabulary.deals import DealForm, DealKind, DealRole, DealStatus
from flows.model.vocabulary.entities import EntityType
from flows.model.vocabulary.statements import PartyBasis

MATERIAL = frozenset({DealKind.ARMS, DealKind.ENERGY, DealKind.GOODS, DealKind.FINANCE, DealKind.LICENCE})
LOOSE = frozenset({DealStatus.RUMOURED, DealStatus.INTEREST, DealStatus.ONGOING})
LONGEST_EVIDENCE = 800
FOR_THE_GOOD_OF = re.compile(
    r"\b(?:to|for|enable[sd]?|allow(?:s|ed)?|help(?:s|ed|ing)?|assist(?:s|ed|ing)?|support(?:s|ed|ing)?)\s+(?:the\s+)?$"
)
# Whoever stops or delays deliveries is the one who delivers.
GIVES = re.compile(
    r"^\s+(?:(?:has|had|will|would|then|later|first) )*"
    r"(?:suspend|halt|fr[eo]ez?|resum|delay|postpon|block|refus|withh[oe]ld|stop)\w*"
    r" (?:to |the |its |their |all )*(?:deliver|suppl|export|ship|sale|transfer|hand over)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Deal:
    """What the statements of a thread say together."""

    thread: Thread
    suppliers: tuple[PartyRef, ...]
    recipients: tuple[PartyRef, ...]
    goods: Goods | None
    kind: DealKind


def reports_of(context: Context, attribute: SpeakerOf, thread: Thread) -> list[DealReport]:
    """Reports of one deal, one a statement; none where it has no named party or neither goods nor value."""
    suppliers, recipients = sides_of(context, thread)
    goods = _goods(context, thread)
    if not _is_deal(context, suppliers + recipients, goods, thread):
        return []
    kind = military_kind(context, thread, recipients) or thread.kind or DealKind.OTHER
    deal = _Deal(thread, suppliers, recipients, goods, kind)
    return [_report(context, attribute, statement, deal) for statement in thread.statements]


def is_reported(context: Context, thread: Thread) -> bool:
    """Whether a deal has what a report needs: a named party, and goods or a value."""
    suppliers, recipients = sides_of(context, thread)
    return _is_deal(context, suppliers + recipients, _goods(context, thread), thread)


def sides_of(context: Context, thread: Thread) -> tuple[tuple[PartyRef, ...], tuple[PartyRef, ...]]:
    """Suppliers and recipients of the thread; a party of open role takes the side that is still empty."""
    suppliers, recipients = dict(thread.suppliers), dict(thread.recipients)
    targets = {g.target for g in thread.goods if g.target}
    loose = [p for k, p in thread.sides.items() if k not in suppliers and k not in recipients and k not in targets]
    if loose and suppliers and not recipients:
        recipients = {p.entity_key: p for p in [p for p in loose if not makes(p, thread.goods)] or loose}
    elif loose and recipients and not suppliers:
        suppliers = {p.entity_key: p for p in loose}
    elif loose and not suppliers and not recipients:
        goods = thread.goods
        loose.sort(key=lambda p: (is_lender(context, p), makes(p, goods), _gives(context, p), -_benefits(context, p)))
        recipients, suppliers = {loose[0].entity_key: loose[0]}, {p.entity_key: p for p in loose[1:]}
    return tuple(suppliers.values()), tuple(recipients.values())


def _benefits(context: Context, party: PartyRef) -> int:
    """How often the document has something done for a party ("will enable Iraq to", "aid to Iraq")."""
    raw = context.document.raw_text
    spans = [m.span for m in context.cast.mentions if m.entity_key == party.entity_key]
    return sum(bool(FOR_THE_GOOD_OF.search(raw[max(0, s.start - 30) : s.start])) for s in spans)


def _gives(context: Context, party: PartyRef) -> int:
    """How often the document has a party stop what it would deliver ("when Paris suspended the delivery")."""
    raw, place = context.document.raw_text, (party.entity_key or "").partition(":")[2]
    spans = [m.span for m in context.cast.mentions if m.entity_key and m.entity_key.partition(":")[2] == place]
    return sum(bool(GIVES.search(raw[s.end : s.end + 60])) for s in spans)


def _goods(context: Context, thread: Thread) -> Goods | None:
    return _best_goods(thread) or _money_by_name(context, thread)


def _best_goods(thread: Thread) -> Goods | None:
    """The goods of the thread: a named target first, then the longest phrase of the first sentences."""
    goods = thread.goods
    targets = [g for g in goods if g.target]
    if targets:
        return max(targets, key=lambda g: len(g.span.text))
    return goods[0] if goods else None


def _money_by_name(context: Context, thread: Thread) -> Goods | None:
    """What a deal of money alone is called where it is taken up ("The loan ..."); None where it is not."""
    if thread.kind is not DealKind.FINANCE:
        return None
    for statement in thread.statements:
        word = statement.trigger
        if word.pos_ == "NOUN" and word.lemma_.lower() in words("goods", "lent"):
            span = context.span(*statement.sentence.place(word, word))
            return Goods(span, word.lemma_.lower(), DealKind.FINANCE, words=frozenset({word.lemma_.lower()}))
    return None


def _is_deal(context: Context, parties: tuple[PartyRef, ...], goods: Goods | None, thread: Thread) -> bool:
    entities = context.cast.entities
    named = any(p.entity_key in entities and entities[p.entity_key].is_named for p in parties if p.entity_key)
    told = [s for s in thread.statements if not s.definite]
    if told and all(s.paired for s in told) and not _both_sides(thread):
        return named and _is_named_outright(context, thread) and (goods is not None or bool(thread.money))
    if not thread.money and not any(s.alone for s in thread.statements) and not _both_sides(thread):
        return named and goods is not None and (goods.kind is DealKind.ACQUISITION or _tells_enough(thread, goods))
    valued = any(m.amount is not None or m.lower is not None for m in thread.money)
    if goods is not None and goods.target and not named:
        return True
    return named and (goods is not None or valued or any(_is_passed_on(s) for s in told) or _is_trade(thread))


def _is_trade(thread: Thread) -> bool:
    """Whether two parties are said to have a deal that is a trade by its name ("a contract", "a supply agreement").

    With a trade union it is one on work.
    """
    sides = thread.suppliers | thread.recipients | thread.sides
    if any(_is_union(party) for party in sides.values()):
        return False
    return len(sides) > 1 and any(is_trade(s.trigger) for s in thread.statements if s.rule in frames.instruments())


def _is_union(party: PartyRef) -> bool:
    """Whether a party's name is a trade union's; "Union Pacific" is none."""
    is_body = (party.entity_key or "").startswith(f"{EntityType.ORGANIZATION}:")
    name = party.span.text.lower().removeprefix("union ")
    return is_body and any(word in name for word in load("instruments")["unions"])


def _is_passed_on(statement: Statement) -> bool:
    """Whether a verb tells who let what go to whom, though its words for the thing name none ("leased it to Chad")."""
    return statement.reach is not None and statement.explicit > 1


def _is_named_outright(context: Context, thread: Thread) -> bool:
    """Whether the words of a deal name its only side, and that is no person (who promises much)."""
    entities = context.cast.entities
    parties = (*thread.suppliers.values(), *thread.recipients.values())
    stated = [entities[p.entity_key] for p in parties if p.basis is PartyBasis.STATED and p.entity_key in entities]
    return any(entity.entity_type is not EntityType.PERSON for entity in stated)


def _both_sides(thread: Thread) -> bool:
    return bool(thread.suppliers and thread.recipients)


def _tells_enough(thread: Thread, goods: Goods) -> bool:
    """Whether one side is enough: goods of a listed kind that are promised or were handed over, by a party in name.

    What a firm is said to have sold or shipped to nobody in particular is its trade, not a deal.
    """
    parties = (*thread.suppliers.values(), *thread.recipients.values())
    firm = any(s.status not in LOOSE for s in thread.statements)
    if goods.kind is DealKind.GOODS and not thread.recipients:
        return False
    return firm and goods.kind in MATERIAL and any(p.basis is not PartyBasis.COREFERENCE for p in parties)


def _report(context: Context, attribute: SpeakerOf, statement: Statement, deal: _Deal) -> DealReport:
    goods = _own_goods(statement, deal.goods)
    parties = _named(statement, deal)
    span = _span(context, statement, goods)
    classes = classify(goods, deal.kind)
    status = _status(statement, deal.thread)
    time = nearest_time(context, statement.sentence, statement.start)
    return DealReport(
        span=span,
        evidence=_evidence(context, statement),
        kind=deal.kind,
        form=_form(statement, status, deal.thread),
        status=status,
        parties=parties,
        attribution=attribute(context, statement.sentence, span.start, span.end),
        thread=0,
        confidence=confidence(statement, deal.thread, parties),
        rule=statement.rule,
        sentence_no=statement.sentence.no,
        verb_text=statement.verb_text,
        goods=goods.span if goods else None,
        goods_class=classes.goods_class,
        sipri_category=classes.sipri,
        hs_chapter=classes.hs_chapter,
        stake_pct=statement.goods.stake if statement.goods else None,
        money=statement.money,
        time_text=time.span.text if time else None,
        as_of=time.date if time else None,
        is_cumulative=statement.cumulative,
        is_negated=statement.negated or _takes_up_nothing(statement, deal.thread),
        is_hypothetical=statement.hypothetical,
    )


def _takes_up_nothing(statement: Statement, thread: Thread) -> bool:
    """Whether a statement takes up a deal that the others only say was not made."""
    told = [s for s in thread.statements if not s.definite]
    return statement.definite and bool(told) and all(s.negated for s in told)


def _named(statement: Statement, deal: _Deal) -> tuple[Party[DealRole], ...]:
    own = ((), ()) if statement.is_title else (statement.suppliers, statement.recipients)
    suppliers = _parties(own[0], deal.suppliers, DealRole.SUPPLIER)
    return suppliers + _parties(own[1], deal.recipients, DealRole.RECIPIENT)


def _own_goods(statement: Statement, best: Goods | None) -> Goods | None:
    """The thread's name for the target, else the statement's own words, else the thread's."""
    if best is not None and (best.target or best.kind is DealKind.ACQUISITION or statement.is_title):
        return best
    return statement.goods or best


def _parties(own: tuple[PartyRef, ...], all_of_them: Iterable[PartyRef], role: DealRole) -> tuple[Party[DealRole], ...]:
    """The statement's own parties, then those that other statements of the deal name."""
    keys = {p.entity_key for p in own}
    inherited = [p for p in all_of_them if p.entity_key not in keys]
    return tuple(p.as_party(role) for p in own) + tuple(
        Party(role, p.entity_key, p.span, PartyBasis.COREFERENCE, p.country_code, p.level) for p in inherited
    )


def _status(statement: Statement, thread: Thread) -> DealStatus:
    """The statement's own status, or the deal's as told before it where its words leave that open."""
    if statement.stated and not (statement.definite and statement.rule == "value"):
        return statement.status
    told = [s for s in thread.statements if s.stated and s.rule != "value" and not s.is_title]
    before = [s for s in told if s.start <= statement.start]
    return (before[-1] if before else told[0]).status if told else statement.status


def _form(statement: Statement, status: DealStatus, thread: Thread) -> DealForm:
    if statement.form is DealForm.EQUIPMENT_USE:
        return statement.form
    if status in PROSPECTIVE:
        return DealForm.PROSPECT
    is_set = any(_is_set(s) for s in thread.statements)
    return DealForm.CONTRACT_SET if statement.form is DealForm.CONTRACT and is_set else statement.form


def _is_set(statement: Statement) -> bool:
    """Whether several contracts are told as one: over the years, or by a plural deal noun with one value."""
    plural = statement.trigger.tag_ == "NNS" and statement.trigger.lemma_.lower() in frames.instruments()
    return statement.cumulative or (plural and not statement.definite)


def _span(context: Context, statement: Statement, goods: Goods | None) -> Span:
    """The amount where the sentence has one, else from trigger to object. Goods may be named in another sentence."""
    if statement.money is not None and _lies_in(statement.sentence, statement.money.span):
        return statement.money.span
    start, end = statement.sentence.place(statement.trigger, statement.trigger)
    if statement.goods is not None and _lies_in(statement.sentence, statement.goods.span):
        start, end = min(start, statement.goods.span.start), max(end, statement.goods.span.end)
    return context.span(start, end)


def _lies_in(sentence: Sentence, span: Span) -> bool:
    return sentence.start <= span.start and span.end <= sentence.end


def _evidence(context: Context, statement: Statement) -> Span:
    start, end = statement.sentence.start, statement.sentence.end
    return context.span(start, min(end, start + LONGEST_EVIDENCE))
