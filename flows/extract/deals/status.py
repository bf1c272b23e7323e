"""How far a deal has come, out of what the sentence asserts of its trigger."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.assertion import Assertion, Mode, Time, assertion
from flows.extract.clauses import Clause, governors, is_infinitive, is_nominal, is_passive, obliques_of
from flows.extract.deals import frames
from flows.extract.deals.turns import (
    by_carrier,
    carriers_of,
    executed,
    is_chosen_for,
    is_cleared,
    is_denied_saying,
    is_given_up,
    is_own_leave,
    is_provided,
    is_won,
    lemmas_of,
)
from flows.lexicon import words
from flows.model.vocabulary.deals import DealKind, DealStatus

if TYPE_CHECKING:
    from flows.extract.tree import Token

BY_MODE = {
    Mode.HYPOTHETICAL: DealStatus.INTEREST,
    Mode.PURPOSE: DealStatus.INTEREST,
    Mode.POSSIBLE: DealStatus.RUMOURED,
    Mode.INTEREST: DealStatus.INTEREST,
    Mode.SOUGHT: DealStatus.INTEREST,
    Mode.OFFERED: DealStatus.INTEREST,
    Mode.NEGOTIATING: DealStatus.NEGOTIATING,
    Mode.EXPECTED: DealStatus.PLANNED,
    Mode.PLANNED: DealStatus.PLANNED,
    Mode.AGREED: DealStatus.AGREED,
    Mode.DENIED: DealStatus.DENIED,
    Mode.CANCELLED: DealStatus.CANCELLED,
}
# Kinds whose past tense says that the thing has changed hands; the rest were ordered or contracted.
DONE = frozenset({DealKind.ACQUISITION, DealKind.FINANCE, DealKind.INVESTMENT})
# Words that put a clause in the future, and no more.
WILL = frozenset({"will", "'ll"})
FUTURE = WILL | {"is", "are"}
RANK = {status: rank for rank, status in enumerate(DealStatus)}


@dataclass(frozen=True, slots=True)
class Standing:
    """A status with whether the sentence negates it or only supposes it.

    `stated` is False where the words do not say how far the deal is ("the deal helps both sides"); `possible` marks an
    ability or possibility only.
    """

    status: DealStatus
    negated: bool
    hypothetical: bool
    stated: bool = True
    possible: bool = False


def standing(trigger: Token, kind: DealKind | None, cap: DealStatus | None = None) -> Standing:
    """The status that a trigger's tense, mood and governors give; `cap` is the furthest that its frame allows.

    A trigger that says what a deal noun is for ("signed a contract to build") stands as the deal noun does.
    """
    if _is_talked_of(trigger):
        trigger, cap = trigger.head, DealStatus.NEGOTIATING
    noun = deal_noun(trigger)
    carried = noun is not None and noun.pos_ == "VERB"  # "signed a £5m deal": tagged a verb
    bearer = trigger if noun is None else noun.head if carried else noun
    said = assertion(_under_verb(trigger) if noun is None else bearer)
    status = _asserted(bearer, said, kind) if said.mode is Mode.ASSERTED else BY_MODE[said.mode]
    if noun is None and _reported(trigger):
        status = _asserted(trigger, Assertion(Time.PAST), kind)
    if status is DealStatus.PLANNED and noun is None and _is_performance(trigger, said, kind):
        status = DealStatus.AGREED
    status = _special(trigger, noun, status)
    if status is DealStatus.AGREED and is_own_leave(trigger, kind):
        status = DealStatus.PLANNED
    if said.hedged and RANK[status] <= RANK[DealStatus.PLANNED]:
        status = DealStatus.RUMOURED
    if cap is not None and RANK[status] > RANK[cap] and status not in (DealStatus.CANCELLED, DealStatus.DENIED):
        status = cap
    return Standing(
        status, said.negated, said.mode is Mode.HYPOTHETICAL, _stated(bearer, said, status), said.mode is Mode.POSSIBLE
    )


def _is_talked_of(trigger: Token) -> bool:
    """Whether a noun only tells what talks are on ("merger talks")."""
    return trigger.dep_ == "compound" and trigger.head.lemma_.lower() in words("deal_status", "talks")


def _is_performance(trigger: Token, said: Assertion, kind: DealKind | None) -> bool:
    """Whether "will" tells how a deal is carried out ("will deliver"), not that one will be made ("will buy").

    Of money "is to" and "would" only promise it.
    """
    plain = _is_plain(trigger, said) if kind not in DONE else set(said.evidence) <= WILL and said.mode is Mode.PLANNED
    settled = plain and not (said.negated or said.hedged)
    return settled and trigger.pos_ == "VERB" and trigger.lemma_.lower() in words("deal_status", "performing")


def is_announced(trigger: Token) -> bool:
    """Whether a purchase is told as settled though still to come: "will buy", "is to buy", "said it would buy"."""
    said = assertion(trigger)
    return trigger.pos_ == "VERB" and _is_plain(trigger, said) and not (said.negated or said.hedged)


def _is_plain(trigger: Token, said: Assertion) -> bool:
    """Whether nothing but the future stands over a verb; "would" only as what somebody said then."""
    reported = trigger.dep_ == "ccomp" and trigger.head.lemma_.lower() in words("deal_carriers", "speech")
    plain = WILL if is_passive(trigger) else FUTURE  # "are to be delivered" if all goes well
    return said.mode is Mode.PLANNED and set(said.evidence) <= (plain | {"would"} if reported else plain)


def _stated(bearer: Token, said: Assertion, status: DealStatus) -> bool:
    """Whether a noun stands with words that tell how far its deal has come."""
    if bearer.pos_ == "VERB" or said.mode is not Mode.ASSERTED or status in (DealStatus.CANCELLED, DealStatus.DENIED):
        return True
    if status is DealStatus.PARTLY_EXECUTED:
        return True
    verb = bearer.head if bearer.dep_ in ("dobj", "nsubjpass", "nsubj") else None
    return verb is not None and verb.lemma_.lower() in words("deal_status", "concluding")


def _under_verb(trigger: Token) -> Token:
    """The trigger, or the verb over a bare infinitive ("to help A sell"): it bears tense and mood."""
    bare = trigger.tag_ == "VB" and not any(c.dep_ == "aux" for c in trigger.children)
    return trigger.head if bare and trigger.dep_ in ("ccomp", "xcomp") and trigger.head.pos_ == "VERB" else trigger


def _reported(trigger: Token) -> bool:
    """Whether the trigger is told as a fact to someone ("told the commission it has acquired")."""
    finite = trigger.tag_ == "VBD" or any(
        c.lower_ in ("has", "have", "had") and c.dep_ == "aux" for c in trigger.children
    )
    return finite and trigger.dep_ == "ccomp" and trigger.head.lemma_.lower() in ("tell", "advise", "inform", "notify")


def deal_noun(trigger: Token) -> Token | None:
    """The contract, deal or option whose content an infinitive or gerund tells ("a deal with Y to supply X")."""
    noun = _noun_above(trigger, _deal_nouns())
    return None if noun is None or any(c.lemma_.lower() in _money_nouns() for c in noun.lefts) else noun


def talks_noun(trigger: Token) -> Token | None:
    """The talks that an infinitive or gerund is the aim of ("in talks with Y to buy X")."""
    return _noun_above(trigger, words("deal_status", "talks"))


def is_agreed_part(clause: Clause) -> bool:
    """Whether what will be done is part of a deal concluded ("under the contract, X will supply").

    A deal "under which" it will be done must itself be told as concluded.
    """
    outcome = [t for t in clause.under("as", "in") if t.lemma_.lower() in words("deal_status", "outcomes")]
    under = [*clause.under("under"), *(t for o in outcome for p in ("of", "with") for t in obliques_of(o).get(p, ()))]
    under = [t for t in under if t.lemma_.lower() in frames.instruments() or _are_terms(t)]
    if any(not any(c.lower_ in ("proposed", "planned", "draft", "possible") for c in t.lefts) for t in under):
        return True
    deal = deal_with_terms(clause.predicate)
    return deal is not None and standing(deal, None).status is DealStatus.AGREED


def deal_with_terms(verb: Token) -> Token | None:
    """The deal noun of which a clause tells a part ("a deal under which A supplies B", "the deal will see A build")."""
    above, places = verb.head, obliques_of(verb)
    if verb.dep_ == "relcl" and any(t.lower_ == "which" for p in ("under", "in", "by") for t in places.get(p, ())):
        told = [above]
    elif verb.dep_ == "ccomp" and above.lemma_ == "see" and above.dep_ == "relcl":
        told = [above.head]
    elif verb.dep_ == "ccomp" and above.lemma_ == "see":
        told = [c for c in above.children if c.dep_ == "nsubj"]
    else:
        told = []
    return next((t for t in told if t.lemma_.lower() in frames.instruments()), None)


def _are_terms(noun: Token) -> bool:
    """Whether a noun is the terms of a deal ("under its terms")."""
    return noun.lower_ == "terms" and any(c.dep_ == "poss" or c.lower_ in ("the", "these") for c in noun.children)


def _noun_above(trigger: Token, nouns: frozenset[str]) -> Token | None:
    while trigger.dep_ == "conj" and trigger.pos_ == "VERB" and trigger.tag_ == "VB" and trigger.head.tag_ == "VB":
        trigger = trigger.head  # "a contract to develop and supply"
    if trigger.pos_ != "VERB" or not (is_infinitive(trigger) or trigger.dep_ == "pcomp"):
        return None
    head = trigger.head.head if trigger.dep_ == "pcomp" else trigger.head
    if head.lemma_.lower() in nouns and (is_nominal(head) or head.dep_ == "dobj"):  # "a £5m deal": tagged a verb
        return head
    if trigger.dep_ not in ("advcl", "xcomp", "ccomp") or head.pos_ not in ("VERB", "AUX"):
        return None
    before = [c for c in head.children if c.dep_ in ("dobj", "nsubjpass", "attr") and c.i < trigger.i]
    before += [t for heads in obliques_of(head).values() for t in heads if t.i < trigger.i]
    return next((c for c in before if c.lemma_.lower() in nouns), None)


@cache
def _money_nouns() -> frozenset[str]:
    """Nouns that make a deal noun one of money, whose infinitive tells what the money is for."""
    return frozenset(n for n, kind in frames.goods_kinds().items() if kind is DealKind.FINANCE)


@cache
def _deal_nouns() -> frozenset[str]:
    return frozenset(frames.instruments()) | words("deal_status", "preliminary", "pending")


def _special(trigger: Token, noun: Token | None, status: DealStatus) -> DealStatus:
    """The status under words that the general reading of mood does not know."""
    chain = [t for t in (noun, *governors(noun if noun is not None else trigger)[:3]) if t is not None]
    for found in (
        DealStatus.CANCELLED if is_given_up(noun if noun is not None else trigger) else None,
        _by_paper(chain, noun, status),
        DealStatus.DENIED if is_denied_saying(trigger) else None,
        by_carrier(carriers_of(trigger, noun), status),
        executed(trigger),
        _by_mandate(trigger, chain, status),
    ):
        if found is not None:
            return found
    return status


def _by_paper(chain: list[Token], noun: Token | None, status: DealStatus) -> DealStatus | None:
    """The status that an option, a letter of intent or a memorandum leaves."""
    lemmas = lemmas_of(chain)
    is_option = bool(lemmas & words("deal_status", "pending"))
    used = [t for t in chain if lemmas_of([t]) & words("deal_status", "exercising")]
    if (is_option or "right" in lemmas) and any(assertion(t).stands for t in used):
        return DealStatus.AGREED
    if is_option and noun is not None:
        return DealStatus.INTEREST
    is_preliminary = lemmas & words("deal_status", "preliminary") and status in (DealStatus.AGREED, DealStatus.INTEREST)
    return DealStatus.PLANNED if is_preliminary else None


def _by_mandate(trigger: Token, chain: list[Token], status: DealStatus) -> DealStatus | None:
    """The status of an infinitive under talks, under leave given, a deal that provides for it, or an award."""
    if status is DealStatus.RUMOURED and is_cleared(trigger):
        return DealStatus.AGREED
    if status in (DealStatus.PLANNED, DealStatus.INTEREST) and is_chosen_for(trigger):
        return DealStatus.AGREED
    if status is not DealStatus.INTEREST:
        return None
    if talks_noun(trigger) is not None:
        return DealStatus.NEGOTIATING
    if trigger.pos_ == "NOUN" and any(t.lemma_.lower() == "order" and is_nominal(t) for t in chain[:1]):
        return DealStatus.AGREED  # "has orders for the delivery of 20 trams"
    return DealStatus.AGREED if is_provided(trigger) or is_won(trigger, chain) else None


def _asserted(trigger: Token, said: Assertion, kind: DealKind | None) -> DealStatus:
    if said.time is Time.FUTURE:
        return DealStatus.PLANNED
    if trigger.pos_ == "NOUN":
        goes_on = trigger.lemma_.lower() in ("export", "import", "supply") and not _is_clinched(trigger)
        return DealStatus.ONGOING if goes_on else DealStatus.AGREED
    if kind not in DONE and _goes_on(trigger):
        return DealStatus.ONGOING
    if said.time is Time.PRESENT:
        return (
            DealStatus.AGREED if any(c.lower_ in ("is", "are", "'s") for c in trigger.children) else DealStatus.ONGOING
        )
    return DealStatus.COMPLETED if kind in DONE else DealStatus.AGREED


def _goes_on(verb: Token) -> bool:
    """Whether a trade is told as going on for some time ("has been buying grain", "is buying gas from A").

    What is numbered, priced or one thing is being bought once.
    """
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if verb.tag_ != "VBG" or not helpers & {"been", "is", "are", "'s", "'re"} or is_passive(verb):
        return False
    things = [c for c in verb.children if c.dep_ == "dobj"]
    plain = all(t.pos_ == "NOUN" and not any(w.dep_ in ("det", "nummod", "poss") for w in t.children) for t in things)
    return bool(things) and plain and verb.lemma_.lower() in words("deal_status", "trading")


def _is_clinched(noun: Token) -> bool:
    """Whether a trade is the one thing won ("clinches its first export of jets")."""
    verb = noun.head
    return noun.dep_ in ("dobj", "nsubjpass") and verb.lemma_.lower() in words("deal_status", "concluding")
