"""Sides that a deal's own sentences leave out, taken from the document's other deals where only one can be meant."""

from __future__ import annotations

from flows.extract.clauses import obliques_of
from flows.extract.context import Context, PartyRef
from flows.extract.deals import frames
from flows.extract.deals.likeness import FAR, NEAR, money_alike, same_class, same_goods
from flows.extract.deals.match import is_bare
from flows.extract.deals.scene import Scene
from flows.extract.deals.stage import fill_from_stage
from flows.extract.deals.statement import Statement
from flows.extract.deals.status import is_announced
from flows.extract.deals.thread import Side, Thread, fill, is_option
from flows.extract.syntax import coordination
from flows.lexicon import words
from flows.model.vocabulary.deals import DealForm, DealKind, DealStatus

LEAD = 3  # sentences at the top that tell what an article is about
FIRST = 1  # paragraphs, the headline being one


def complete(context: Context, threads: list[Thread], statements: list[Statement]) -> list[Thread]:
    """The deals, the missing sides filled in where one party alone can be meant.

    A deal that names no party goes to the deal just before it where the goods may be the same.
    """
    pairs: list[tuple[PartyRef, ...]] = [s.sides for s in statements if len(s.sides) == 2]
    kept: list[Thread] = []
    for thread in threads:
        home = _told_before(thread, kept)
        if home is not None:
            home.statements.extend(thread.statements)
            continue
        kept.append(thread)
    for thread in kept:
        _open_option(thread, kept)
        if bool(thread.suppliers) == bool(thread.recipients) or DealKind.ACQUISITION in thread.kinds:
            continue
        found = _trading_partner(context, thread)
        if found:
            fill(thread, found)
            continue
        for rule in (_abreast, _complement, _partner, _common, _protagonist):
            found = rule(thread, kept, pairs)
            if found:
                fill(thread, found)
                break
    fill_from_stage(context, kept)
    for thread in kept:
        _settle_kind(thread, kept)
        _settle_status(thread, kept)
        _settle_taken_up(thread)
    return kept


def _open_option(thread: Thread, threads: list[Thread]) -> None:
    """Give an option of nobody named the sides of the deal told just before it ("Options are included for six more").

    Where its things are only counted ("six more") it has the kind of that deal.
    """
    option = thread.statements[0]
    if not is_option(option) or option.parties:
        return
    whole = [t for t in threads if t.suppliers and t.recipients and t.statements[0].start < option.start]
    near = [t for t in whole if 0 <= option.sentence.no - t.statements[-1].sentence.no <= 1]
    if near:
        option.suppliers, option.recipients = tuple(near[-1].suppliers.values()), tuple(near[-1].recipients.values())
        option.kind = near[-1].kind if option.goods is None or option.goods.kind is None else option.kind


def _settle_status(thread: Thread, threads: list[Thread]) -> None:
    """Take what "will" be done with goods of a deal concluded before ("X will buy the gas") for a part of it."""
    first = thread.statements[0]
    if first.status is not DealStatus.PLANNED or not _are_the_same(first):
        return
    ours = {*thread.suppliers, *thread.recipients}
    for other in threads:
        alike = any(same_goods(a, b) for a in thread.goods for b in other.goods)
        agreed = any(s.status is DealStatus.AGREED and s.start < first.start for s in other.statements)
        if other is not thread and agreed and alike and ours & {*other.suppliers, *other.recipients}:
            first.status, first.form = DealStatus.AGREED, DealForm.CONTRACT


def _settle_taken_up(thread: Thread) -> None:
    """Take what "will" be done for agreed where it is taken up as a deal there is ("The order is worth ...")."""
    told = [s for s in thread.statements if not s.definite and not s.is_title]
    plain = all(s.status is DealStatus.PLANNED and is_announced(s.trigger) for s in told)
    if not told or not plain or thread.kind is DealKind.ACQUISITION or not any(map(_is_in_being, thread.statements)):
        return
    for statement in told:
        statement.status, statement.form = DealStatus.AGREED, DealForm.CONTRACT


def _is_in_being(statement: Statement) -> bool:
    """Whether a statement takes up a deal by its noun, in words that leave open neither whether nor when it is made."""
    noun = statement.trigger
    known = statement.definite and noun.pos_ == "NOUN" and noun.lemma_.lower() in frames.instruments()
    open_ = statement.negated or statement.status is not DealStatus.AGREED
    return known and not open_ and not any(c.tag_ == "MD" for c in noun.head.children)


def _are_the_same(statement: Statement) -> bool:
    """Whether a verb's goods are only taken up ("the gas")."""
    things = [c for c in statement.trigger.children if c.dep_ in ("dobj", "nsubjpass")]
    return any(is_bare(t) and statement.goods is not None and t.lemma_.lower() == statement.goods.head for t in things)


def _settle_kind(thread: Thread, threads: list[Thread]) -> None:
    """Give goods the kind that the other deals or the verb make them.

    Aircraft and vessels of a party that buys arms in the same article are arms; what is delivered or installed is
    no company.
    """
    kind = None
    if thread.kind is DealKind.GOODS and any(g.head in words("goods", "dual_use") for g in thread.goods):
        armed = {k for t in threads if t.kind is DealKind.ARMS for k in (*t.recipients, *t.suppliers)}
        kind = DealKind.ARMS if armed & {*thread.recipients, *thread.suppliers} else None
    elif thread.kind is DealKind.ACQUISITION and not any(g.target or g.is_share for g in thread.goods):
        delivered = all(s.rule in words("deal_status", "performing") for s in thread.statements if not s.definite)
        kind = DealKind.GOODS if delivered else None
    for statement in thread.statements if kind is not None else ():
        statement.kind = kind


def _trading_partner(context: Context, thread: Thread) -> Side:
    """Whose partner or client the sentence calls the party it names ("X is a partner of Y, buying jets")."""
    statement = thread.statements[0]
    nouns = [t for t in statement.trigger.sent if t.lemma_.lower() in words("deal_status", "partners")]
    scene = Scene(context, statement.sentence)
    heads = [c for noun in nouns for c in noun.children if c.dep_ == "poss"]
    heads += [t for noun in nouns for t in obliques_of(noun).get("of", ())]
    found = _without(thread, {p.entity_key: p for p in scene.parties(heads)})
    return found if statement.trigger.tag_ == "VBG" and len(found) == 1 else {}


def _told_before(thread: Thread, threads: list[Thread]) -> Thread | None:
    """The deal of a few sentences before whose goods a statement without parties takes up ("the first jets arrive")."""
    if thread.suppliers or thread.recipients or thread.sides or not thread.goods or is_option(thread.statements[0]):
        return None
    start = thread.statements[0].sentence.no
    before = [t for t in threads if 0 <= start - t.statements[-1].sentence.no <= FAR and t.suppliers and t.recipients]
    fits = [t for t in before if _alike(thread, t) and all(money_alike(s, t) >= 0 for s in thread.statements)]
    alike = [t for t in fits if any(same_goods(a, b) for a in thread.goods for b in t.goods)]
    return alike[-1] if alike else None


def _alike(one: Thread, other: Thread) -> bool:
    return any(a is b or frozenset({a, b}) in NEAR for a in one.kinds for b in other.kinds)


def _abreast(thread: Thread, threads: list[Thread], pairs: list[tuple[PartyRef, ...]]) -> Side:
    """Who gets what the other half of the sentence tells ("A hands over a ship to X, and B provides the missiles")."""
    first = thread.statements[0]
    beside = [t for t in threads if t is not thread and _alike(thread, t) and t.suppliers and t.recipients]
    beside = [t for t in beside if any(_are_coordinate(s, first) for s in t.statements)]
    return _without(thread, beside[-1].recipients) if beside and thread.suppliers else {}


def _are_coordinate(one: Statement, other: Statement) -> bool:
    """Whether two verbs of one sentence stand side by side, each with its own subject."""
    if one.sentence.no != other.sentence.no or one.trigger == other.trigger:
        return False
    return coordination(one.trigger) == coordination(other.trigger)


def _complement(thread: Thread, threads: list[Thread], pairs: list[tuple[PartyRef, ...]]) -> Side:
    """The other half from the sentence before or after: who buys there, who supplies here."""
    for other in threads:
        gap = thread.statements[0].sentence.no - other.statements[0].sentence.no
        halves = bool(other.suppliers) != bool(thread.suppliers) and bool(other.recipients) != bool(other.suppliers)
        if other is not thread and abs(gap) <= 1 and halves and _alike(thread, other):
            return _without(thread, other.recipients or other.suppliers)
    return {}


def _partner(thread: Thread, threads: list[Thread], pairs: list[tuple[PartyRef, ...]]) -> Side:
    """The one party with whom this side has its other deals in the document."""
    ours = set(thread.suppliers or thread.recipients)
    partners: Side = {}
    for other in threads:
        if other is thread or DealKind.ACQUISITION in other.kinds or not _is_topic(other):
            continue
        for near, far in ((other.suppliers, other.recipients), (other.recipients, other.suppliers)):
            if ours & set(near):
                partners |= far
    for pair in pairs:
        keys = {p.entity_key for p in pair}
        if ours & keys:
            partners |= {p.entity_key: p for p in pair if p.entity_key not in ours}
    partners = _without(thread, partners)
    return partners if len(partners) == 1 else {}


def _is_topic(thread: Thread) -> bool:
    """Whether a deal is told in the headline or the lead."""
    return any(s.is_title or s.sentence.paragraph <= FIRST or s.sentence.no <= LEAD for s in thread.statements)


def _common(thread: Thread, threads: list[Thread], pairs: list[tuple[PartyRef, ...]]) -> Side:
    """The one party on the missing side of the document's deals in the same class of goods."""
    found: Side = {}
    for other in threads:
        alike = any(same_class(a, b) for a in thread.goods for b in other.goods)
        if other is not thread and (alike or (not thread.goods and other.kind is thread.kind)):
            found |= other.recipients if thread.suppliers else other.suppliers
    found = _without(thread, found)
    return found if len(found) == 1 else {}


def _protagonist(thread: Thread, threads: list[Thread], pairs: list[tuple[PartyRef, ...]]) -> Side:
    """The one party that stands on the missing side of the like deals that the article is about.

    Whoever lends for a purchase lends to the buyer.
    """
    if not thread.money and not any(s.alone for s in thread.statements):
        return {}
    found: Side = {}
    for other in threads:
        funded = thread.kind is DealKind.FINANCE and bool(thread.suppliers) and DealKind.ACQUISITION in other.kinds
        if other is not thread and _is_topic(other) and (funded or _alike(thread, other)):
            found |= other.recipients if thread.suppliers else other.suppliers
    found = _without(thread, found)
    return found if len(found) == 1 else {}


def _without(thread: Thread, side: Side) -> Side:
    ours = set(thread.suppliers) | set(thread.recipients)
    return {key: party for key, party in side.items() if key not in ours}
