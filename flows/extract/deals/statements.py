"""The deals that one sentence states, each as its trigger tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.clauses import Clause, clause_of, governors, is_nominal, is_passive
from flows.extract.context import PartyRef
from flows.extract.deals import frames
from flows.extract.deals.bids import read_bid
from flows.extract.deals.carried import carrier, is_only_imagined
from flows.extract.deals.counterparty import counterparty
from flows.extract.deals.filled import Filled, consumed
from flows.extract.deals.further import fuller, further
from flows.extract.deals.gapped import told_in_turn
from flows.extract.deals.headwords import clause_by_words, is_hidden_verb
from flows.extract.deals.instruments import read_instrument
from flows.extract.deals.listed import listed, told_apart
from flows.extract.deals.lookalikes import without_lookalikes
from flows.extract.deals.match import match, side
from flows.extract.deals.mergers import read_merger
from flows.extract.deals.scene import Scene
from flows.extract.deals.stand_ins import as_meant, supported
from flows.extract.deals.statement import Goods, Statement, is_cumulative
from flows.extract.deals.status import deal_noun, is_agreed_part, is_announced, standing
from flows.extract.deals.threads import SALE_WORDS
from flows.extract.deals.turns import is_urged
from flows.lexicon import words
from flows.model.vocabulary.deals import DealForm, DealKind, DealStatus
from flows.model.vocabulary.statements import PartyBasis

if TYPE_CHECKING:
    from flows.extract.tree import Token

DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "both"})


def read_statements(scene: Scene) -> list[Statement]:
    """Statements of the sentence in text order: verbs, then nouns of action and deal nouns that no verb has taken."""
    found: list[Statement] = []
    taken: set[int] = set()
    for token in scene.sentence.parse:
        if token.pos_ == "VERB" and token.lemma_.lower() in frames.verbs() and token.dep_ not in ("pobj", "nsubj"):
            read = _read_frame(scene, clause_of(token), frames.verbs()[token.lemma_.lower()])
            found += read or (read_merger(scene, clause_of(token)) if token.lemma_.lower() == "merge" else [])
        elif is_hidden_verb(scene, token):
            found += _read_frame(scene, clause_by_words(token), frames.verbs()[token.lemma_.lower()])
    for statement in found:
        noun = deal_noun(statement.trigger)
        taken |= statement.consumed | ({noun.i} if noun is not None else set())
    nouns = [t for t in scene.sentence.parse if _is_noun(t) and not scene.is_named(t) and not _is_modifier(t)]
    for token in nouns:
        if token.lemma_.lower() in frames.nouns() and token.i not in taken:
            found += _read_noun(scene, token, taken)
    for token in nouns:
        if token.lemma_.lower() in frames.instruments() and token.i not in taken:
            named = read_instrument(scene, token)
            found += told_apart(scene, named) if named is not None else []
    _share_options(found)
    return sorted(without_lookalikes(scene, found), key=lambda s: s.start)


def _is_noun(token: Token) -> bool:
    """Whether a word stands as a noun, or as what somebody is said to be ("is dependent on Russia for gas")."""
    return is_nominal(token) or (token.pos_ == "ADJ" and token.dep_ == "acomp")


def _is_modifier(noun: Token) -> bool:
    """Whether a noun only tells which ("credit" in "a credit facility"), or what "would hand X an order"."""
    above = noun.head.lemma_.lower()
    told = above in frames.nouns() and above not in words("deal_status", "talks")  # "merger talks" are on a merger
    return noun.dep_ == "compound" and told or is_only_imagined(noun)


def _share_options(found: list[Statement]) -> None:
    """An option that comes with a contract ("with an option on ten more") is between the contract's parties."""
    whole = [s for s in found if s.suppliers and s.recipients]
    for option in found:
        if option.rule == "option" and option.trigger.dep_ == "pobj" and option.trigger.head.lower_ == "with" and whole:
            option.suppliers, option.recipients = whole[0].suppliers, whole[0].recipients


def _read_noun(scene: Scene, noun: Token, taken: set[int]) -> list[Statement]:
    found = _read_frame(scene, clause_of(noun), frames.nouns()[noun.lemma_.lower()])
    for statement in found:
        taken |= statement.consumed | {g.i for g in governors(noun)[:1] if g.pos_ == "NOUN"}
    if not found and noun.lemma_.lower() in ("merger", "combination", "amalgamation"):
        found = read_merger(scene, supported(clause_of(noun)))
    if not found and noun.lemma_.lower() in ("bid", "offer"):
        found = read_bid(scene, clause_of(noun))
    return found or _taken_up(scene, noun)


def _read_frame(scene: Scene, plain: Clause, patterns: tuple[frames.Pattern, ...]) -> list[Statement]:
    """The statements of the first pattern that fits, one, or one a company where several change hands.

    Where something is given in return, that is another.
    """
    if is_urged(plain.predicate):
        return []
    clause = as_meant(scene, plain)
    found: list[Statement] = []
    for pattern in patterns:
        if pattern.back == bool(found) and (filled := match(scene, clause, pattern)) is not None:
            filled = filled if pattern.back else fuller(scene, clause, filled, patterns)
            several = told_in_turn(scene, clause, filled) or listed(scene, clause, filled)
            for told in several or (filled, *further(scene, filled)):
                found += _stated(scene, clause, told)
    return found


def _stated(scene: Scene, clause: Clause, filled: Filled) -> Iterator[Statement]:
    suppliers, recipients = counterparty(scene, clause, filled)
    if _is_one_sided_talk(scene, clause, suppliers, recipients):
        return
    by_name = _named_before(clause, filled)
    for goods in filled.goods or (None,):
        kind = _kind(scene, filled, goods, recipients)
        how = standing(clause.predicate, kind, filled.pattern.status)
        status = _settled(scene, clause, filled, kind, _past(filled.pattern, how.status))
        form = _form(clause, filled, status, stated=how.stated)
        if form is DealForm.FLOW and status is DealStatus.AGREED:
            status = DealStatus.ONGOING
        told = Statement(
            scene.sentence,
            clause.predicate,
            filled.pattern.name,
            status,
            suppliers=suppliers,
            recipients=recipients,
            goods=None if by_name else goods,
            sides=_as_party(goods) if by_name and goods is not None else (),
            taken_up=filled.taken_up,
            spare=filled.spare,
            definite=by_name or (filled.taken_up and not (suppliers and recipients)),
            kind=kind,
            form=form,
            verb_text=_verb_text(scene, clause.predicate),
            stated=how.stated,
            negated=how.negated,
            hypothetical=how.hypothetical,
            explicit=bool(filled.suppliers) + bool(filled.recipients),
            paired=filled.pattern.pair,
            consumed=consumed(clause, filled),
            reach=filled.reach,
            cumulative=is_cumulative(scene.sentence),
            alone=(filled.pattern.alone or _is_chosen(clause.predicate) or _is_agreed(clause))
            and not (how.possible and kind is not DealKind.ACQUISITION),
        )
        yield from (replace(told, suppliers=side) for side in _rivals(scene, told))


def _rivals(scene: Scene, told: Statement) -> list[tuple[PartyRef, ...]]:
    """The suppliers, one by one where firms that are no group are after the same order: only one of them can get it."""
    asked = told.status is DealStatus.INTEREST and told.kind is not DealKind.ACQUISITION and bool(told.recipients)
    firms = asked and len(told.suppliers) > 1 and not any(scene.is_state(p.entity_key) for p in told.suppliers)
    joined = any(t.lemma_.lower() in words("deal_carriers", "unions") for t in scene.sentence.parse)
    return [(p,) for p in told.suppliers] if firms and not joined else [told.suppliers]


def _settled(scene: Scene, clause: Clause, filled: Filled, kind: DealKind, status: DealStatus) -> DealStatus:
    """The status, agreed where what is still to come is part of a deal concluded, or a takeover announced.

    Nobody is served by plain "will" but under a deal ("will repair its ferries").
    """
    if status is not DealStatus.PLANNED:
        return status
    announced = kind is DealKind.ACQUISITION and _is_announced(scene, clause, filled)
    serves = kind is DealKind.SERVICES and "subject" in filled.pattern.supplier and is_announced(clause.predicate)
    return DealStatus.AGREED if announced or serves or is_agreed_part(clause) else status


def _is_announced(scene: Scene, clause: Clause, filled: Filled) -> bool:
    """Whether a takeover to come has its price or both its sides told with it: "is to buy A for $4bn"."""
    told = any(scene.has_money(t) or t.lower_ == "undisclosed" for t in clause.predicate.subtree)
    return is_announced(clause.predicate) and (told or bool(filled.suppliers and filled.recipients))


def _is_one_sided_talk(
    scene: Scene, clause: Clause, suppliers: tuple[PartyRef, ...], recipients: tuple[PartyRef, ...]
) -> bool:
    """Whether talks with a state are told of no one, among other states: they do not say who of the two would sell.

    "Morocco chose the F-16, and talks with India over 126 jets have dragged on."
    """
    noun = clause.predicate
    is_talk = noun.lemma_.lower() in words("deal_status", "talks") and noun.dep_ in ("nsubj", "nsubjpass")
    own = {p.entity_key for p in suppliers}
    named = {m.entity_key for m in scene.mentions(scene.sentence.start, scene.sentence.end)}
    others = any(scene.is_state(key) for key in named - own)
    return is_talk and others and not recipients and all(scene.is_state(p.entity_key) for p in suppliers)


def _past(pattern: frames.Pattern, status: DealStatus) -> DealStatus:
    """A status as the verb has it: what is "now held" was bought, what was "announced" is only agreed."""
    done = (DealStatus.COMPLETED, DealStatus.AGREED)
    is_told = status in done or (pattern.past is DealStatus.COMPLETED and status is DealStatus.ONGOING)
    return pattern.past if pattern.past is not None and is_told else status


def _is_chosen(trigger: Token) -> bool:
    """Whether the trigger tells what someone was chosen for ("was picked to supply turbines")."""
    verb = trigger.head
    chosen = trigger.dep_ in ("xcomp", "ccomp", "advcl") and verb.lemma_.lower() in words("deal_status", "choosing")
    return chosen and is_passive(verb)


def _is_agreed(clause: Clause) -> bool:
    """Whether a deal is named of which the clause is the content, or tells a part ("under the contract A will")."""
    return deal_noun(clause.predicate) is not None or is_agreed_part(clause)


def _form(clause: Clause, filled: Filled, status: DealStatus, *, stated: bool) -> DealForm:
    """A standing supply, unless the words tell of one delivery completed or of a contract."""
    form = filled.pattern.form
    lemma = clause.predicate.lemma_.lower()
    is_noun = clause.predicate.pos_ == "NOUN" and lemma in frames.nouns().keys() - frames.carriers("gratitude")
    if form is DealForm.FLOW and is_noun and stated:
        return DealForm.CONTRACT
    return DealForm.FLOW if form is DealForm.CONTRACT and status is DealStatus.ONGOING else form


def _named_before(clause: Clause, filled: Filled) -> bool:
    """Whether a deal is taken up by the name before its noun: buyer or target ("the Acme acquisition")."""
    if clause.predicate.pos_ == "VERB" or not filled.goods or filled.goods[0].target is None:
        return False
    return filled.goods_heads[0] in clause.modifiers and not (filled.suppliers or filled.recipients)


def _as_party(goods: Goods) -> tuple[PartyRef, ...]:
    return (PartyRef(goods.target, goods.span, PartyBasis.STATED),)


def _kind(scene: Scene, filled: Filled, goods: Goods | None, recipients: tuple[PartyRef, ...]) -> DealKind:
    pattern = filled.pattern
    found = goods.kind if goods else None
    if pattern.forced is DealKind.SERVICES and found is DealKind.ARMS:  # arms that are worked on
        return DealKind.ARMS
    if pattern.forced is not None:
        return pattern.forced
    if (
        goods is not None
        and pattern.ownership
        and found in (None, DealKind.SERVICES)
        and goods.head in frames.goods_group("premises")
    ):
        return DealKind.ACQUISITION
    if pattern.work and found in (DealKind.GOODS, DealKind.ACQUISITION):
        return DealKind.SERVICES
    if goods is not None and found is None and pattern.kind is None and goods.is_name:
        return DealKind.ACQUISITION
    return found if found is not None else pattern.kind or DealKind.GOODS


def _taken_up(scene: Scene, noun: Token) -> list[Statement]:
    """A deal told elsewhere ("the sale", "this acquisition"), taken up with what is said of it here."""
    if not any(c.lower_ in DEFINITE for c in noun.children if c.dep_ == "det"):
        return []
    clause = clause_of(noun)
    pattern = frames.nouns()[noun.lemma_.lower()][0]
    if noun.lemma_.lower() in frames.carriers("other_things"):
        return []
    if pattern.pair or pattern.form is DealForm.FLOW or noun.lemma_.lower() in frames.goods_group("stake"):
        return []
    how = standing(noun, pattern.kind or pattern.forced, pattern.status)
    lent = pattern.forced is DealKind.FINANCE
    return [
        Statement(
            scene.sentence,
            noun,
            noun.lemma_.lower(),
            how.status,
            suppliers=scene.parties(clause.under("by")) if "by" in pattern.supplier[:1] else (),
            recipients=side(scene, clause, ("getter",) if lent else pattern.recipient[:1] if _is_sale(noun) else ()),
            kind=pattern.forced or pattern.kind,
            verb_text=_verb_text(scene, noun),
            definite=True,
            stated=how.stated,
            negated=how.negated,
            hypothetical=how.hypothetical,
        )
    ]


def _is_sale(noun: Token) -> bool:
    """Whether "the sale" may tell to whom it is."""
    return noun.lemma_.lower() in SALE_WORDS


def _verb_text(scene: Scene, trigger: Token) -> str:
    """The trigger with its auxiliaries and particle, as printed; for a noun the verb that carries it."""
    verb = trigger if trigger.pos_ == "VERB" else carrier(trigger) or trigger
    parts = [c for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "prt") and abs(c.i - verb.i) <= 4]
    ends = [verb, *parts]
    return scene.words(min(ends, key=lambda t: t.i), max(ends, key=lambda t: t.i)).text
