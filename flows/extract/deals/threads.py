"""One deal told over several sentences is one thread: which statements speak of the same deal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from flows.extract.context import PartyRef
from flows.extract.deals.statement import Goods, Statement
from flows.model.report import Money
from flows.model.vocabulary import DealForm, DealKind, DealStatus, Zone

PROSPECTIVE = frozenset({DealStatus.RUMOURED, DealStatus.INTEREST, DealStatus.NEGOTIATING, DealStatus.PLANNED})
APART = frozenset({DealForm.FLOW, DealForm.EQUIPMENT_USE})  # forms that never merge with another
SALE_WORDS = frozenset({"sale", "sell", "divestiture", "disposal", "divest", "resale", "divestment"})
PURCHASE_WORDS = frozenset({"buy", "purchase", "acquire", "acquisition", "takeover", "buyout", "take", "bid", "offer", "tender"})
# Pairs of kinds that one deal may be given by different sentences.
NEAR = frozenset(
    {
        frozenset({DealKind.GOODS, DealKind.ARMS}),
        frozenset({DealKind.GOODS, DealKind.ENERGY}),
        frozenset({DealKind.GOODS, DealKind.SERVICES}),
        frozenset({DealKind.SERVICES, DealKind.ENERGY}),
        frozenset({DealKind.SERVICES, DealKind.ARMS}),
        frozenset({DealKind.ACQUISITION, DealKind.INVESTMENT}),
        frozenset({DealKind.ACQUISITION, DealKind.GOODS}),
        frozenset({DealKind.FINANCE, DealKind.INVESTMENT}),
        frozenset({DealKind.LICENCE, DealKind.ENERGY}),
    }
)
# Words for the same class of goods: the second mention is often the hypernym ("planes" for "Dreamliners").
CLASSES = (
    frozenset("aircraft jet plane airliner airplane dreamliner airbus tanker fighter helicopter".split()),
    frozenset("car vehicle truck suv sedan van bus".split()),
    frozenset("ship vessel boat ferry tanker frigate submarine".split()),
    frozenset("arm arms weapon weapons weaponry missile system equipment drone radar".split()),
    frozenset("oil crude petroleum fuel".split()),
    frozenset("gas lng".split()),
    frozenset("aid assistance package grant funding loan bailout credit financing help support money".split()),
    frozenset("unit subsidiary business division company operation firm affiliate group".split()),
)
UNDER = re.compile(r"(?:under|as part of|in|by) (?:the|this|that) (?:\w+[ -]){0,3}(?:deal|agreement|contract|accord|pact|order)\b", re.IGNORECASE)
FAR = 4  # sentences back to which "the deal" may reach before it means the main deal


@dataclass(slots=True)
class Thread:
    """The statements of one deal, with what they say together."""

    statements: list[Statement] = field(default_factory=list)

    @property
    def suppliers(self) -> dict[str | None, PartyRef]:
        """Suppliers by entity; a headline's only where the body names none."""
        return self._named("suppliers")

    @property
    def recipients(self) -> dict[str | None, PartyRef]:
        """Recipients by entity; a headline's only where the body names none."""
        return self._named("recipients")

    @property
    def sides(self) -> dict[str | None, PartyRef]:
        """Parties of open role by entity."""
        return self._named("sides")

    def _named(self, side: str) -> dict[str | None, PartyRef]:
        body = {p.entity_key: p for s in self.statements if not s.is_title for p in getattr(s, side)}
        return body or {p.entity_key: p for s in self.statements for p in getattr(s, side)}

    @property
    def goods(self) -> list[Goods]:
        """What its statements say is exchanged, the body's words before a headline's."""
        told = [s for s in self.statements if s.goods is not None]
        return [s.goods for s in sorted(told, key=lambda s: s.is_title) if s.goods is not None]

    @property
    def money(self) -> list[Money]:
        """Its values, in text order."""
        return [s.money for s in self.statements if s.money is not None]

    @property
    def kinds(self) -> set[DealKind]:
        """Kinds that its statements give it."""
        return {s.kind for s in self.statements if s.kind is not None}


def thread(statements: Iterable[Statement]) -> list[Thread]:
    """Statements grouped by the deal they speak of; takers-up that find no deal are left out."""
    threads: list[Thread] = []
    told = sorted(
        (s for s in statements if s.sentence.zone is not Zone.HEADLINE and not s.pair_only), key=lambda s: (s.sentence.no, s.definite, s.start)
    )
    titles = [s for s in statements if s.sentence.zone is Zone.HEADLINE and not s.pair_only]
    for statement in told:
        if statement.like_last:
            _liken(statement, threads)
        home = _anaphor(statement, threads) if statement.definite else _under(statement, threads) or _home(statement, threads)
        if home is not None:
            home.statements.append(statement)
        elif not statement.definite or (statement.money is not None and statement.parties):
            threads.append(Thread([statement]))
    threads = _joined(threads)
    for statement in titles:
        _entitle(statement, threads, bool(told))
    return threads


def _liken(statement: Statement, threads: list[Thread]) -> None:
    """Give "a similar deal with Y" the goods of the last deal told and its parties the sides they have there."""
    last = next((t for t in reversed(threads) if t.goods), None)
    if last is None:
        return
    statement.goods, statement.kind = last.goods[0], next(iter(last.kinds), None)
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
    fits = [t for t in threads if _kinds_alike(statement, t) and _title_fits(statement, t)]
    if fits:
        fits[0].statements.append(statement)
    elif not statement.definite and not has_body:
        threads.append(Thread([statement]))


def _title_fits(statement: Statement, thread: Thread) -> bool:
    """Whether nothing in a headline speaks against a deal and a party or the goods speak for it."""
    if _money_alike(statement, thread) < 0:
        return False
    known = set(thread.suppliers) | set(thread.recipients) | set(thread.sides)
    shared = bool(_keys(statement.parties) & known) or _names_alike(statement.parties, thread)
    goods = _goods_alike(statement, thread)
    return (shared and goods >= 0) or goods > 0 or (shared and DealKind.ACQUISITION in thread.kinds)


def _names_alike(parties: Iterable[PartyRef], thread: Thread) -> bool:
    theirs = {p.span.text.split()[0].casefold() for s in thread.statements for p in s.parties}
    return any(p.span.text.split()[0].casefold() in theirs for p in parties)


def _under(statement: Statement, threads: list[Thread]) -> Thread | None:
    """The deal of which a sentence that begins with "Under the agreement" tells the parts."""
    if not threads or not UNDER.match(statement.sentence.parse.text):
        return None
    last = max(threads, key=lambda t: t.statements[-1].sentence.no)
    fits = _roles(statement, last) >= 0 and _money_alike(statement, last) >= 0 and _kinds_alike(statement, last)
    alike = statement.goods is None or not last.goods or any(same_class(statement.goods, g) for g in last.goods)
    return last if fits and alike else None


def _home(statement: Statement, threads: list[Thread]) -> Thread | None:
    scored = [(score, t) for t in threads if (score := likeness(statement, t)) >= 2]
    return max(scored, key=lambda pair: (pair[0], pair[1].statements[-1].sentence.no))[1] if scored else None


def likeness(statement: Statement, thread: Thread) -> int:
    """How much speaks for a statement being of a thread's deal; negative where something speaks against it."""
    if not _forms_alike(statement, thread):
        return -1
    roles = _roles(statement, thread)
    goods = _goods_alike(statement, thread)
    money = _money_alike(statement, thread)
    if roles < 0 or goods < 0 or money < 0 or not _kinds_alike(statement, thread):
        return -1
    last = thread.statements[-1]
    near = statement.sentence.no - last.sentence.no <= 1
    near = near and (statement.taken_up or _is_prospect(statement) == _is_prospect(last))
    return roles + goods + money + (1 if near and roles and (not statement.goods or not thread.goods) else 0)


def _forms_alike(statement: Statement, thread: Thread) -> bool:
    """A standing supply is no contract; what is told of neither form in particular goes with both."""
    own = statement.form if statement.form in APART else None
    forms = [s.form if s.form in APART else None for s in thread.statements if not s.definite]
    return statement.definite or not forms or own is forms[0]


def _roles(statement: Statement, thread: Thread) -> int:
    suppliers, recipients = _keys(statement.suppliers), _keys(statement.recipients)
    theirs, others = set(thread.suppliers), set(thread.recipients)
    if _apart(suppliers, theirs) or _apart(recipients, others):
        return -1
    if suppliers & others or recipients & theirs:
        return -1
    if (suppliers | recipients) & _targets(thread):
        return -1
    if statement.sides and (theirs or others) and not _keys(statement.sides) & (theirs | others | _targets(thread) | set(thread.sides)):
        return -1
    open_sides = _keys(statement.sides) & (theirs | others) | (set(thread.sides) & (suppliers | recipients | _keys(statement.sides)))
    return len(suppliers & theirs) + len(recipients & others) + len(open_sides)


def _targets(thread: Thread) -> set[str | None]:
    return {g.target for g in thread.goods if g.target}


def _apart(ours: set[str | None], theirs: set[str | None]) -> bool:
    return bool(ours) and bool(theirs) and not ours & theirs


def _keys(parties: Iterable[PartyRef]) -> set[str | None]:
    return {p.entity_key for p in parties}


def _goods_alike(statement: Statement, thread: Thread) -> int:
    if statement.goods is None or not thread.goods:
        return 0
    if any(same_words(statement.goods, g) for g in thread.goods) and not _moved_on(statement, thread):
        return 2
    loose = any(same_goods(statement.goods, g) for g in thread.goods)
    return 2 if loose and _is_prospect(statement) == all(map(_is_prospect, thread.statements)) else -1


def _moved_on(statement: Statement, thread: Thread) -> bool:
    """Whether what is planned and what was done stand far apart with but one word in common ("loans")."""
    told = [s for s in thread.statements if not s.definite and s.goods is not None]
    goods = statement.goods
    if goods is None or goods.target or not told or any(_is_prospect(s) == _is_prospect(statement) for s in told):
        return False
    far = statement.sentence.no - told[-1].sentence.no > FAR
    return far and all(len(goods.words & s.goods.words - STOP) < 2 for s in told if s.goods is not None)


def same_words(one: Goods, other: Goods) -> bool:
    """Whether two phrases name the same goods in the same words: the same target or a shared telling word."""
    if one.target and other.target:
        return one.target == other.target and (one.stake is None or other.stake is None or one.stake == other.stake)
    return _may_be_same(one, other) and bool(one.words & other.words - STOP)


def same_goods(one: Goods, other: Goods) -> bool:
    """Whether two phrases may name the same goods: in the same words, or by words of one class."""
    return same_words(one, other) or (_may_be_same(one, other) and same_class(one, other))


def _may_be_same(one: Goods, other: Goods) -> bool:
    if one.quantity and other.quantity and one.quantity != other.quantity:
        return False
    return not (one.models and other.models and not one.models & other.models)


def _is_prospect(statement: Statement) -> bool:
    return statement.status in PROSPECTIVE


def same_class(one: Goods, other: Goods) -> bool:
    """Whether two phrases name goods of one class, whatever their number or type."""
    return one.head == other.head or any({one.head, *one.words} & group and {other.head, *other.words} & group for group in CLASSES)


STOP = frozenset(["of", "and", "the", "a", "an", "new", "more", "other", "up", "to", "system", "equipment", "first", "large", "defense", "defence"])


def _money_alike(statement: Statement, thread: Thread) -> int:
    if statement.money is None or not thread.money or not _number(statement.money):
        return 0
    verdicts = [same_value(statement.money, m) for m in thread.money if _number(m)]
    if True in verdicts:
        return 2
    return -1 if False in verdicts else 0


def _number(money: Money) -> Decimal | None:
    return money.amount if money.amount is not None else money.lower


def same_value(one: Money, other: Money) -> bool | None:
    """Whether two values may be the same; None where the currencies differ."""
    if one.currency != other.currency:
        return None
    a, b = _interval(one), _interval(other)
    return (a[0] < b[1] and b[0] < a[1]) or a == b


def _interval(money: Money) -> tuple[Decimal, Decimal]:
    low = money.lower if money.lower is not None else money.amount
    high = money.upper if money.upper is not None else money.amount
    return low if low is not None else Decimal(0), high if high is not None else Decimal("Infinity")


def _kinds_alike(statement: Statement, thread: Thread) -> bool:
    if statement.kind is None or not thread.kinds:
        return True
    return any(k is statement.kind or frozenset({k, statement.kind}) in NEAR for k in thread.kinds)


def _anaphor(statement: Statement, threads: list[Thread]) -> Thread | None:
    """The deal that "the deal", "this sale" takes up: the latest within reach that fits, else the first that fits."""
    fitting = [t for t in threads if _may_take_up(statement, t)]
    near = [t for t in fitting if statement.sentence.no - t.statements[-1].sentence.no <= FAR]
    named = [t for t in fitting if _keys(statement.parties) & (set(t.suppliers) | set(t.recipients) | set(t.sides) | _targets(t))]
    if statement.parties:
        return named[-1] if named else None
    if near:
        return max(near, key=lambda t: t.statements[-1].sentence.no)
    return fitting[0] if fitting else None


def _may_take_up(statement: Statement, thread: Thread) -> bool:
    if _money_alike(statement, thread) < 0 or not _kinds_alike(statement, thread) or _roles(statement, thread) < 0:
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
        home = next((t for t in kept if all(likeness(s, t) >= 2 for s in one.statements if not s.definite)), None)
        if home is None:
            kept.append(one)
        else:
            home.statements.extend(one.statements)
    return kept
