"""How much speaks for a statement being of a deal: its parties, goods, value, kind and form."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from flows.extract.deals.statement import Goods, Statement
from flows.extract.deals.thread import Thread, is_option, is_prospect, keys_of, targets_of
from flows.lexicon import load, words
from flows.model.report import Money
from flows.model.vocabulary.deals import DealForm, DealKind

APART = frozenset({DealForm.FLOW, DealForm.EQUIPMENT_USE})  # forms that never merge with another
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
FAR = 4  # sentences back to which "the deal" may reach before it means the main deal


def likeness(statement: Statement, thread: Thread) -> int:
    """How much speaks for a statement being of a thread's deal; negative where something speaks against it."""
    if not _forms_alike(statement, thread) or is_option(statement) != any(map(is_option, thread.statements)):
        return -1
    roles = roles_alike(statement, thread)
    goods = goods_alike(statement, thread)
    money = money_alike(statement, thread)
    if roles < 0 or goods < 0 or money < 0 or not kinds_alike(statement, thread):
        return -1
    last = thread.statements[-1]
    near = statement.sentence.no - last.sentence.no <= 1
    near = near and (statement.taken_up or is_prospect(statement) == is_prospect(last))
    return roles + goods + money + (1 if near and roles and (not statement.goods or not thread.goods) else 0)


def _forms_alike(statement: Statement, thread: Thread) -> bool:
    """A standing supply is no contract; what is told of neither form in particular goes with both."""
    own = statement.form if statement.form in APART else None
    forms = [s.form if s.form in APART else None for s in thread.statements if not s.definite]
    return statement.definite or not forms or own is forms[0]


def roles_alike(statement: Statement, thread: Thread) -> int:
    """Number of shared parties in the same role; negative where a party stands against."""
    suppliers, recipients = keys_of(statement.suppliers), keys_of(statement.recipients)
    theirs, others = set(thread.suppliers), set(thread.recipients)
    if _apart(suppliers, theirs) or _apart(recipients, others):
        return -1
    if suppliers & others or recipients & theirs:
        return -1
    if (suppliers | recipients) & targets_of(thread):
        return -1
    if (
        statement.sides
        and (theirs or others)
        and not keys_of(statement.sides) & (theirs | others | targets_of(thread) | set(thread.sides))
    ):
        return -1
    open_sides = keys_of(statement.sides) & (theirs | others) | (
        set(thread.sides) & (suppliers | recipients | keys_of(statement.sides))
    )
    return len(suppliers & theirs) + len(recipients & others) + len(open_sides)


def _apart(ours: set[str | None], theirs: set[str | None]) -> bool:
    return bool(ours) and bool(theirs) and not ours & theirs


def goods_alike(statement: Statement, thread: Thread) -> int:
    """2 where the goods may be the same, 0 where one side names none, negative where they differ."""
    if statement.goods is None or not thread.goods:
        return 0
    if any(same_words(statement.goods, g) for g in thread.goods) and not _moved_on(statement, thread):
        return 2
    loose = any(same_goods(statement.goods, g) for g in thread.goods)
    return 2 if loose and is_prospect(statement) == all(map(is_prospect, thread.statements)) else -1


def _moved_on(statement: Statement, thread: Thread) -> bool:
    """Whether what is planned and what was done stand far apart with but one word in common ("loans")."""
    told = [s for s in thread.statements if not s.definite and s.goods is not None]
    goods = statement.goods
    if goods is None or goods.target or not told or any(is_prospect(s) == is_prospect(statement) for s in told):
        return False
    far = statement.sentence.no - told[-1].sentence.no > FAR
    return far and all(len(goods.words & s.goods.words - _untelling()) < 2 for s in told if s.goods is not None)


def same_words(one: Goods, other: Goods) -> bool:
    """Whether two phrases name the same goods in the same words: the same target or a shared telling word."""
    if one.target and other.target:
        return one.target == other.target and (one.stake is None or other.stake is None or one.stake == other.stake)
    return _may_be_same(one, other) and bool(one.words & other.words - _untelling())


def same_goods(one: Goods, other: Goods) -> bool:
    """Whether two phrases may name the same goods: in the same words, or by words of one class."""
    return same_words(one, other) or (_may_be_same(one, other) and same_class(one, other))


def _may_be_same(one: Goods, other: Goods) -> bool:
    if one.quantity and other.quantity and one.quantity != other.quantity:
        return False
    return not (one.models and other.models and not one.models & other.models)


def same_class(one: Goods, other: Goods) -> bool:
    """Whether two phrases name goods of one class, whatever their number or type."""
    return one.head == other.head or any(_words(one) & group and _words(other) & group for group in _classes())


def money_alike(statement: Statement, thread: Thread) -> int:
    """2 where the values agree, 0 where they cannot be compared, negative where they differ."""
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


def kinds_alike(statement: Statement, thread: Thread) -> bool:
    """Whether the kinds are the same or ones that a deal may be given by different sentences."""
    if statement.kind is None or not thread.kinds:
        return True
    return any(k is statement.kind or frozenset({k, statement.kind}) in NEAR for k in thread.kinds)


def _words(goods: Goods) -> frozenset[str]:
    return goods.words | {goods.head}


@cache
def _untelling() -> frozenset[str]:
    return words("goods", "untelling")


@cache
def _classes() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group) for group in load("goods")["classes"])
