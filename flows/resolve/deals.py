"""Which deals of different documents are one (DATA_CONTRACT section 15)."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from flows.model.vocabulary.deals import DealForm, DealKind
from flows.resolve.deal_nodes import DealNode
from flows.resolve.doubts import TOO_LITTLE, Judged
from flows.resolve.goods import Match, compare_goods, goods_words, is_additional, same_company, telling_words
from flows.resolve.windows import days_between

CLOSE = 14  # days between two statements of one deal (section 15)
LIFETIME = 400  # days within which a deal told apart in time can still be the same one, if all else agrees
VALUE_STEP = 1.25  # width of a value bucket; compatible values lie at most three buckets apart

MATCHES = tuple(Match)  # the best one first
CONTRACTS = frozenset({DealForm.CONTRACT, DealForm.CONTRACT_SET})


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two deals compare, part by part; None where one of them does not say."""

    supplier: float | None
    recipient: float | None
    goods: Match
    value: bool | None
    is_telling: bool  # both values are exact to several digits
    days: int | None
    same_speaker: bool

    @property
    def parties(self) -> float:
        """Sides that agree, a side's share where only the state does."""
        return (self.supplier or 0) + (self.recipient or 0)

    @property
    def is_close(self) -> bool | None:
        """Whether the statements belong to one time; None where it is unknown."""
        if self.same_speaker:
            return True
        return None if self.days is None else self.days <= CLOSE

    @property
    def score(self) -> float:
        """How well they agree: parties weigh most, then value and goods, then time (0 to 1)."""
        goods = {Match.SAME: 0.2, Match.WITHIN: 0.1}.get(self.goods, 0.0)
        value = (0.2 + 0.05 * self.is_telling) if self.value else 0.0
        return round(0.225 * self.parties + goods + value + 0.05 * bool(self.is_close) + 0.05 * self.same_speaker, 4)


def compare(a: DealNode, b: DealNode) -> Comparison:
    """The two deals part by part."""
    met = [found for one, other in product(a.values, b.values) if (found := one.meets(other)) is not None]
    return Comparison(
        a.supplier.meets(b.supplier),
        a.recipient.meets(b.recipient),
        compare_things(a, b),
        all(met) if met else None,
        any(value.is_telling for value in a.values) and any(value.is_telling for value in b.values),
        _days(a, b),
        not a.speakers.isdisjoint(b.speakers),
    )


def compare_things(a: DealNode, b: DealNode) -> Match:
    """The best match among what the two exchange."""
    if a.is_acquisition and b.is_acquisition:
        found = {same_company(one, other) for one, other in product(a.goods or (None,), b.goods or (None,))}
    else:
        found = {compare_goods(one, other) for one, other in product(a.goods or (None,), b.goods or (None,))}
    return next(match for match in MATCHES if match in found)


def _days(a: DealNode, b: DealNode) -> int | None:
    """Days between what they speak of, where both say, else between the days on which they speak."""
    done = days_between(a.as_of, b.as_of)
    return days_between(a.published, b.published) if done is None else done


def nearness(a: DealNode, b: DealNode) -> int | None:
    """How near two deals lie in time, as far as the verdict asks: close, within a deal's lifetime, or neither."""
    days = _days(a, b)
    return None if days is None else (days > CLOSE) + (days > LIFETIME)


def says(node: DealNode) -> Hashable:
    """What the verdict on a deal and another rests on, but for their documents, copied words and time."""
    sides = (node.supplier, node.recipient)
    return sides, node.kind, node.form, node.goods, node.values, node.statuses, node.speakers


def judge(a: DealNode, b: DealNode) -> Judged:
    """Whether the two are one deal, and why."""
    if not _kinds_agree(a, b):
        return Judged(0.0, None, "other_kind")
    if not _forms_agree(a, b):
        return Judged(0.0, None, "other_form")
    found = compare(a, b)
    against = _obstacle(a, b, found)
    if against is not None:
        return Judged(found.score, None, against)
    if a.thread.doc_id != b.thread.doc_id and not a.copied.isdisjoint(b.copied):
        return Judged(1.0, "reprinted", None)
    rule = _inside(a, b, found) if a.thread.doc_id == b.thread.doc_id else _across(a, b, found)
    return Judged(found.score, rule, None if rule else TOO_LITTLE)


def _obstacle(a: DealNode, b: DealNode, found: Comparison) -> str | None:
    """What both say that rules out that they are one deal; None where nothing does."""
    if found.supplier == 0 or found.recipient == 0:
        return "other_supplier" if found.supplier == 0 else "other_recipient"
    if found.value is False:
        return "other_value"
    if found.goods is Match.OTHER and (a.thread.doc_id == b.thread.doc_id or not _agree_on_value(found)):
        return "other_goods"
    return "too_far_apart" if found.goods is not Match.OTHER and _too_far(a, b, found) else None


def _agree_on_value(found: Comparison) -> bool:
    """Whether two parties, an exact value and the time agree: then one deal is described by different items of it."""
    return bool(found.parties >= 2 and found.value and found.is_telling and found.is_close)


def _too_far(a: DealNode, b: DealNode, found: Comparison) -> bool:
    """Whether they lie too far apart in time; standing supply has no date."""
    if found.is_close is not False or a.form is DealForm.FLOW:
        return False
    is_same_thing = found.goods is Match.SAME and _tells(a, b)
    # A company changes hands once, whoever of the two is named; goods are bought again.
    are_same_sides = found.parties >= 2 or (a.is_acquisition and b.is_acquisition and found.parties >= 1)
    is_same_course = are_same_sides and is_same_thing and a.statuses != b.statuses
    return not is_same_course or found.days is None or found.days > LIFETIME


def _kinds_agree(a: DealNode, b: DealNode) -> bool:
    """Whether the kinds may be one; a report that names no goods only guesses at the kind."""
    return a.kind == b.kind or DealKind.OTHER in (a.kind, b.kind) or not a.goods or not b.goods


def _forms_agree(a: DealNode, b: DealNode) -> bool:
    if a.form is b.form or {a.form, b.form} <= CONTRACTS:
        return True
    across = a.thread.doc_id != b.thread.doc_id
    return across and DealForm.PROSPECT in (a.form, b.form) and bool({a.form, b.form} & CONTRACTS)


def _inside(a: DealNode, b: DealNode, found: Comparison) -> str | None:
    """Threads of one document are different deals unless all of the merge key is stated and agrees."""
    one_more = any(map(is_additional, a.goods)) != any(map(is_additional, b.goods))
    if found.parties >= 2 and found.goods is Match.SAME and a.kind == b.kind and not one_more:
        return "merge_key_in_document"
    return None


def _across(a: DealNode, b: DealNode, found: Comparison) -> str | None:
    """Two parties and something that tells their deals apart; or one party, the value and the goods."""
    is_plan = DealForm.PROSPECT in (a.form, b.form)
    if found.parties >= 1.4:
        if found.value:
            return "parties_and_value"
        if found.goods is Match.SAME and (a.form is DealForm.FLOW or _tells(a, b) or found.is_close):
            return "parties_and_goods"
        if found.is_close and not is_plan and found.goods is not Match.OTHER and a.kind == b.kind:
            return "parties_and_time"
        return None
    if found.parties >= 0.7 and found.goods is Match.SAME:
        if a.is_acquisition and b.is_acquisition and 1 in (found.recipient, found.supplier):
            return "buyer_and_target" if found.recipient == 1 else "seller_and_target"
        if found.value and (found.is_telling or found.is_close):
            return "party_value_and_goods"
    return None


def _tells(a: DealNode, b: DealNode) -> bool:
    """Whether the goods are named so closely that they tell deals apart."""
    if a.is_acquisition:
        return True
    return any(len(goods_words(one) & goods_words(other)) > 1 for one, other in product(a.goods, b.goods))


def blocking_keys(node: DealNode) -> Iterator[object]:
    """Supplier with recipient; a party with a value and the goods; a party with a company; words of reprints."""
    yield from node.copied
    suppliers = node.supplier.entities | node.supplier.states
    recipients = node.recipient.entities | node.recipient.states
    yield from ((s, r) for s in suppliers for r in recipients)
    buckets = {b for value in node.values for b in _buckets(value.usd or (value.lower, value.upper))}
    for role, party in [*(("s", s) for s in suppliers), *(("r", r) for r in recipients)]:
        if node.is_acquisition:
            yield from ((role, party, word) for goods in node.goods for word in goods_words(goods))
            continue
        words = {word for goods in node.goods for word in telling_words(goods)}
        yield from ((role, party, *key) for key in product(buckets, words))


def _buckets(bounds: tuple[Decimal | None, Decimal | None]) -> Iterator[int]:
    """Numbers of the value's bucket and its neighbours; values that are compatible share at least one."""
    known = [bound for bound in bounds if bound is not None and bound > 0]
    if known:
        middle = math.floor(sum(math.log(bound) for bound in known) / len(known) / math.log(VALUE_STEP))
        yield from (middle - 1, middle, middle + 1)
