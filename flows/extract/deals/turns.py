"""Words that turn the status of a deal: verbs that stop it, carry it through, allow it or choose for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.assertion import assertion
from flows.extract.clauses import governors, is_infinitive, is_passive
from flows.extract.deals import frames
from flows.lexicon import words
from flows.model.vocabulary.deals import DealKind, DealStatus

if TYPE_CHECKING:
    from flows.extract.tree import Token


def by_carrier(direct: list[Token], status: DealStatus) -> DealStatus | None:
    """The status that the verb over a deal gives it: it is stopped, turned down or carried through."""
    lemmas = lemmas_of(direct)
    if any(map(_is_held, direct)):
        return DealStatus.CANCELLED
    if lemmas & words("deal_status", "stopping"):
        return DealStatus.ONGOING if any(map(_is_mended, direct)) else DealStatus.CANCELLED
    if lemmas & words("deal_status", "refusing"):
        return DealStatus.DENIED
    if lemmas & words("deal_status", "finishing") and status is DealStatus.AGREED:
        return DealStatus.COMPLETED
    return None


def _is_held(verb: Token) -> bool:
    """Whether a verb says that a thing was "put on hold"."""
    stays = (t for t in verb.subtree if t.lower_ in ("hold", "ice") and t.i > verb.i)
    return verb.lemma_.lower() in ("put", "place") and any(t.nbor(-1).lower_ == "on" for t in stays)


def is_own_leave(trigger: Token, kind: DealKind | None) -> bool:
    """Whether a body of the buyer lets things be bought ("the committee approved the purchase of ten guns")."""
    bought = trigger.pos_ == "NOUN" and trigger.lemma_.lower() in ("purchase", "procurement")
    if not bought or kind is DealKind.ACQUISITION:
        return False
    verb = next((t for t in governors(trigger)[:2] if t.pos_ == "VERB"), None)
    if verb is None or not lemmas_of([*governors(trigger)[:2]]) & (frames.carriers("approving") | {"approval"}):
        return False
    bodies = words("nominals", "government") | {word.lower() for word in words("nominals", "public")}
    return any(c.dep_ == "nsubj" and c.lemma_.lower() in bodies for c in verb.children)


def _is_mended(verb: Token) -> bool:
    """Whether a stop is only told as what went before a conclusion ("sealed days after X cut off supplies")."""
    opener = next((c for c in verb.children if c.dep_ == "mark"), verb.head if verb.dep_ == "pcomp" else None)
    above = next((g for g in governors(verb)[:3] if g.pos_ == "VERB" and g != verb), None)
    after = opener is not None and opener.lower_ in ("after", "since", "following")
    return after and above is not None and above.lemma_.lower() in words("deal_status", "concluding")


def executed(trigger: Token) -> DealStatus | None:
    """How far contracts are said to be carried out ("most of the contracts have been executed")."""
    part = trigger.head.head if trigger.dep_ == "pobj" and trigger.head.lower_ == "of" else None
    top = part if part is not None and part.lemma_.lower() in words("deal_status", "parts") else trigger
    verb = top.head
    if top.dep_ != "nsubjpass" or not {_with_particle(verb), verb.lemma_.lower()} & words("deal_status", "executing"):
        return None
    if any(c.lower_ in ("will", "to", "should", "be") and c.dep_ == "aux" for c in verb.children):
        return None
    some = top is not trigger or any(c.lower_ in words("deal_status", "parts") for c in trigger.children)
    return DealStatus.PARTLY_EXECUTED if some else DealStatus.COMPLETED


def is_denied_saying(trigger: Token) -> bool:
    """Whether it is told in a report or rumour that someone denies."""
    chain = governors(trigger)[:5]
    return any(
        noun.lemma_.lower() in words("deal_status", "sayings")
        and noun.dep_ == "dobj"
        and noun.head.lemma_.lower() in words("deal_status", "refusing")
        for noun in chain
    )


def is_provided(trigger: Token) -> bool:
    """Whether the infinitive tells what a deal provides ("the contract calls for X to supply")."""
    for verb in governors(trigger)[:2]:
        if verb.lemma_.lower() in words("deal_status", "providing"):
            return any(c.dep_ == "nsubj" and c.lemma_.lower() in frames.instruments() for c in verb.children)
    return False


def carriers_of(trigger: Token, noun: Token | None) -> list[Token]:
    """Verbs that stop the exchange itself or the offer, plan or contract for it ("dropped its bid to buy")."""
    heads = [t for t in (trigger if trigger.pos_ == "NOUN" else None, noun) if t is not None]
    if trigger.pos_ == "VERB" and trigger.dep_ == "acl":
        heads.append(trigger.head)
    return [h.head for h in heads if h.dep_ in ("dobj", "nsubjpass", "nsubj") and h.head.pos_ == "VERB"]


def is_cleared(trigger: Token) -> bool:
    """Whether an infinitive tells what was allowed to go ahead ("has been cleared to buy")."""
    verb = trigger.head
    if verb.lemma_.lower() not in words("deal_status", "clearing"):
        return False
    is_thing = trigger.pos_ == "NOUN" and trigger.dep_ in ("dobj", "nsubjpass")  # "cleared A's takeover of B"
    return (is_thing or (is_infinitive(trigger) and is_passive(verb))) and assertion(verb).stands


def is_given_up(trigger: Token) -> bool:
    """Whether somebody does or wants it "no longer"."""
    for word in (trigger, *governors(trigger)[:4]):
        if any(c.lower_ == "longer" and c.i > 0 and c.nbor(-1).lower_ == "no" for c in word.children):
            return True
    return False


def is_won(trigger: Token, chain: list[Token]) -> bool:
    """Whether an infinitive tells what was won or chosen for ("selected to build", "beat X to win an order")."""
    for verb in (trigger, *chain):
        above = verb.head
        if above.pos_ != "VERB" or not is_infinitive(verb):
            continue
        if above.lemma_.lower() in words("deal_status", "contest"):
            return True
        if above.lemma_.lower() in words("deal_status", "choosing") and (
            is_passive(above) or above.tag_ in ("VBN", "VBD")
        ):
            return True
    return False


def lemmas_of(tokens: list[Token]) -> set[str]:
    """Lemmas of words, alone and with their particles."""
    return {_with_particle(t) for t in tokens} | {t.lemma_.lower() for t in tokens}


def _with_particle(token: Token) -> str:
    particle = next((c.lower_ for c in token.children if c.dep_ in ("prt", "advmod")), "")
    return f"{token.lemma_.lower()} {particle}"


def is_urged(trigger: Token) -> bool:
    """Whether someone is only called on to do it."""
    above = trigger.head
    if trigger.lemma_.lower() in frames.carriers("tendering") and above.lemma_.lower() in ("ask", "invite"):
        return True  # whoever is asked for a price is read with those who ask
    return (
        trigger.dep_ in ("xcomp", "ccomp", "advcl")
        and is_infinitive(trigger)
        and above.lemma_.lower() in frames.carriers("urging")
        and any(c.dep_ in ("dobj", "prep") and c.i < trigger.i for c in above.children)
    )


def is_chosen_for(trigger: Token) -> bool:
    """Whether somebody has been chosen, or has signed, for what an infinitive tells ("chose X to supply")."""
    verb = trigger.head
    if not is_infinitive(trigger) or trigger.dep_ not in ("xcomp", "ccomp", "advcl") or verb.tag_ not in ("VBD", "VBN"):
        return False
    return assertion(verb).stands and verb.lemma_.lower() in words("deal_status", "choosing", "signing")
