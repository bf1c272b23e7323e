"""One deal told over several sentences is one thread: which statements speak of the same deal."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flows.extract.context import PartyRef
from flows.extract.deals import frames
from flows.extract.deals.contents import tell_contents
from flows.extract.deals.instruments import is_trade
from flows.extract.deals.likeness import FAR, goods_alike, kinds_alike, likeness, money_alike, roles_alike, same_class
from flows.extract.deals.spoken_of import spoken_of
from flows.extract.deals.statement import Statement
from flows.extract.deals.thread import Thread, is_option, is_prospect, keys_of, targets_of
from flows.model.vocabulary.articles import Zone
from flows.model.vocabulary.deals import DealKind, DealStatus

SALE_WORDS = frozenset({"sale", "sell", "divestiture", "disposal", "divest", "resale", "divestment"})
PURCHASE_WORDS = frozenset(
    {"buy", "purchase", "acquire", "acquisition", "takeover", "buyout", "take", "bid", "offer", "tender"}
)
AHEAD = frozenset({DealStatus.PLANNED, DealStatus.DENIED, DealStatus.CANCELLED, DealStatus.NEGOTIATING})
UNDER = re.compile(
    r"(?:under|as part of|in|by) (?:the|this|that) (?:\w+[ -]){0,3}(?:deal|agreement|contract|accord|pact|order)\b",
    re.IGNORECASE,
)


def thread(statements: Iterable[Statement]) -> list[Thread]:
    """Statements grouped by the deal they speak of; takers-up that find no deal are left out."""
    threads: list[Thread] = []
    every = list(statements)
    full = frozenset(s.sentence.no for s in every if s.goods is not None)
    kept = [s for s in every if not _is_mere_pair(s, full)]
    told = sorted(
        (s for s in kept if s.sentence.zone is not Zone.HEADLINE),
        key=lambda s: (s.sentence.no, s.definite, s.start),
    )
    titles = [s for s in kept if s.sentence.zone is Zone.HEADLINE]
    for statement in told:
        if statement.like_last:
            _liken(statement, threads)
        home = (
            _anaphor(statement, threads)
            if statement.definite
            else _under(statement, threads) or _home(statement, threads)
        )
        if home is not None:
            tell_contents(statement, home)
            home.statements.append(statement)
        elif _pass_on(statement, threads) or _is_told(statement):
            threads.append(Thread([statement]))
    threads = _joined(threads)
    for told_alone in threads:
        _use_spare(told_alone)
    bodied = bool(threads)
    for statement in titles:
        _entitle(statement, threads, bool(threads))
    if not bodied:
        for statement in (s for s in told if s.definite):
            if (home := _anaphor(statement, threads)) is not None:
                home.statements.append(statement)
    return threads


def _is_mere_pair(statement: Statement, full: frozenset[int]) -> bool:
    """Whether an accord only tells who deals with whom: its noun of no trade, or of what its sentence tells itself."""
    told = statement.goods or statement.money or statement.definite or statement.like_last
    if told or statement.rule not in frames.instruments():
        return False
    return statement.sentence.no in full or not is_trade(statement.trigger)


def _is_told(statement: Statement) -> bool:
    """Whether a statement tells a deal by itself, though it may take up another."""
    if not statement.definite or statement.spare is not None:
        return True
    paired = len(keys_of(statement.parties)) > 1 and is_trade(statement.trigger)  # "its contract with Y"
    return paired or bool(statement.money and statement.parties)


def _pass_on(statement: Statement, threads: list[Thread]) -> bool:
    """Whether "it" went on from one who had just got it to another; then it is what the deal before was about."""
    if not statement.taken_up or statement.goods is not None or not (statement.suppliers and statement.recipients):
        return False
    last = max(threads, key=lambda t: t.statements[-1].start, default=None)
    if last is None or statement.sentence.no - last.statements[-1].sentence.no > 1:
        return False
    things = last.goods or [s.spare for s in last.statements if s.spare is not None]
    if not things or not keys_of(statement.suppliers) & set(last.recipients):
        return False
    statement.goods, statement.kind, statement.definite = things[0], last.kind, False
    return True


def _use_spare(thread: Thread) -> None:
    """Where a deal has no goods but "the plant", that is what it is about."""
    spare = next((s for s in thread.statements if s.spare is not None), None)
    if spare is not None and not thread.goods:
        spare.goods, spare.definite = spare.spare, False


def _liken(statement: Statement, threads: list[Thread]) -> None:
    """Give "a similar deal with Y" the goods of the last deal told and its parties the sides they have there."""
    last = next((t for t in reversed(threads) if t.goods), None)
    if last is None:
        return
    statement.goods, statement.kind = last.goods[0], last.kind
    old, new = [p for p in statement.parties if p.entity_key in last.suppliers], []
    new = [p for p in statement.parties if p not in old]
    if old:
        statement.suppliers, statement.recipients, statement.sides = tuple(old), tuple(new), ()
    elif any(p.entity_key in last.recipients for p in statement.parties):
        statement.recipients = tuple(p for p in statement.parties if p.entity_key in last.recipients)
        statement.suppliers = tuple(p for p in statement.parties if p.entity_key not in last.recipients)
        statement.sides = ()


def _entitle(statement: Statement, threads: list[Thread], has_body: bool) -> None:
    """Give a headline to the deal of the body that it announces; it stands alone only where the body tells none."""
    fits = [t for t in threads if kinds_alike(statement, t) and _title_fits(statement, t)]
    if fits:
        fits[0].statements.append(statement)
    elif not statement.definite and not has_body:
        threads.append(Thread([statement]))


def _title_fits(statement: Statement, thread: Thread) -> bool:
    """Whether nothing in a headline speaks against a deal and a party or the goods speak for it."""
    if money_alike(statement, thread) < 0:
        return False
    known = set(thread.suppliers) | set(thread.recipients) | set(thread.sides)
    shared = bool(keys_of(statement.parties) & known) or _names_alike(statement.parties, thread)
    goods = goods_alike(statement, thread)
    return (shared and goods >= 0) or goods > 0 or (shared and DealKind.ACQUISITION in thread.kinds)


def _names_alike(parties: Iterable[PartyRef], thread: Thread) -> bool:
    theirs = {p.span.text.split()[0].casefold() for s in thread.statements for p in s.parties}
    return any(p.span.text.split()[0].casefold() in theirs for p in parties)


def _under(statement: Statement, threads: list[Thread]) -> Thread | None:
    """The deal of which a sentence that begins with "Under the agreement" tells the parts."""
    if not threads or not UNDER.match(statement.sentence.parse.text):
        return None
    last = max(threads, key=lambda t: t.statements[-1].sentence.no)
    shared = roles_alike(statement, last)
    fits = shared >= 0 and money_alike(statement, last) >= 0 and kinds_alike(statement, last)
    alike = statement.goods is None or not last.goods or any(same_class(statement.goods, g) for g in last.goods)
    return last if fits and (alike or shared > 0) else None


def _home(statement: Statement, threads: list[Thread]) -> Thread | None:
    scored = [(score, t) for t in threads if (score := likeness(statement, t)) >= 2]
    return max(scored, key=lambda pair: (pair[0], pair[1].statements[-1].sentence.no))[1] if scored else None


def _anaphor(statement: Statement, threads: list[Thread]) -> Thread | None:
    """The deal that "the deal", "this sale" takes up: the latest within reach that fits, else the first that fits."""
    if _is_former(statement):
        return None
    fitting = [t for t in threads if _may_take_up(statement, t)]
    fitting = [t for t in fitting if not any(map(is_option, t.statements))] or fitting
    fitting = [t for t in fitting if t.suppliers or t.recipients or t.sides] or fitting
    fitting = [t for t in fitting if not _is_over(t)] or fitting if statement.status in AHEAD else fitting
    near = [t for t in fitting if statement.sentence.no - t.statements[-1].sentence.no <= FAR]
    named = [
        t
        for t in fitting
        if keys_of(statement.parties) & (set(t.suppliers) | set(t.recipients) | set(t.sides) | targets_of(t))
    ]
    if statement.parties:
        lone = [
            t for t in near if statement.recipients and not statement.suppliers and not t.recipients and not t.sides
        ]
        return (named or lone)[-1] if named or lone else None
    near = spoken_of(statement, near) or near
    if near:
        same = [t for t in near if not statement.stated or _is_open(t) == is_prospect(statement)]
        return max(same or near, key=lambda t: t.statements[-1].sentence.no)
    return fitting[0] if fitting else None


def _is_former(statement: Statement) -> bool:
    """Whether a deal was refused only once: "the unions, which had resisted the sale, gave their consent"."""
    verb = statement.trigger.head
    had = any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)
    return statement.status is DealStatus.DENIED and had


def _is_over(thread: Thread) -> bool:
    """Whether a deal was completed: what is still to come of "the deal" is said of another."""
    return all(s.status is DealStatus.COMPLETED for s in thread.statements if not s.definite)


def _is_open(thread: Thread) -> bool:
    return all(is_prospect(s) for s in thread.statements)


def _may_take_up(statement: Statement, thread: Thread) -> bool:
    if money_alike(statement, thread) < 0 or not kinds_alike(statement, thread) or roles_alike(statement, thread) < 0:
        return False
    rules = {s.rule for s in thread.statements}
    acquired = DealKind.ACQUISITION in thread.kinds
    if statement.rule in SALE_WORDS:
        return bool(rules & (SALE_WORDS | PURCHASE_WORDS))
    if statement.rule in PURCHASE_WORDS | {"merger"}:
        return acquired or bool(rules & PURCHASE_WORDS)
    return True


def _joined(threads: list[Thread]) -> list[Thread]:
    """Threads that turn out, with all that is said of them, to be one."""
    kept: list[Thread] = []
    for one in threads:
        told = [s for s in one.statements if not s.definite]
        fits = (t for t in kept if all(likeness(s, t) >= 2 for s in told))
        priced = bool(one.money) and all(s.spare is None for s in one.statements)
        home = next((t for t in fits if told or priced or all(roles_alike(s, t) >= 0 for s in one.statements)), None)
        if home is None:
            kept.append(one)
        else:
            home.statements.extend(one.statements)
    return kept
