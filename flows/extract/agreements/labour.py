"""Sides of an accord on pay: those who work somewhere, or their union, and whom they work for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.doers import PartyFinder
from flows.extract.agreements.frame import Stage
from flows.extract.agreements.parties import Parties, is_union
from flows.extract.agreements.thread import Thread
from flows.extract.context import PartyRef, Sentence
from flows.lexicon import load
from flows.model.vocabulary.entities import EntityType
from flows.model.vocabulary.statements import PartyBasis

if TYPE_CHECKING:
    from flows.extract.tree import Token

EMPLOYERS = (f"{EntityType.ORGANIZATION}:", f"{EntityType.GOVERNMENT}:", f"{EntityType.FACILITY}:")


def give_employer(thread: Thread, threads: Sequence[Thread], finder: PartyFinder) -> None:
    """Give an accord on pay its two sides, where its sentence tells whose staff it is for.

    "Pilots at Alpha Air rejected a tentative contract": Alpha Air and the one union that the document names, else the
    pilots themselves. `threads` are those told before it.
    """
    context = finder.context
    if len(thread.parties.refs) > 1 and any(is_union(context, ref.entity_key) for ref in thread.parties.refs):
        return
    for number, member in enumerate(thread.members):
        if member.frame.stage is Stage.MENTION or member.status is None or not _is_on_pay(member):
            continue
        found = _sides(finder, member.sentence)
        named = {r.entity_key for r in thread.parties.refs if r.entity_key is not None}
        if found is None or any(found.refs[1:] == other.parties.refs[1:] for other in threads):
            continue  # one told before
        if named <= found.keys:
            thread.parties = found
            thread.members[number] = replace(
                member, parties=found, is_cooperative=True, is_commercial=False, in_business=False
            )
            return


def _is_on_pay(member: Candidate) -> bool:
    """Whether the words of the accord or of its sentence are those of work: "a wage accord", "a tentative contract"."""
    words = load("agreement_verbs")["labour"]["words"]
    head = member.anchor
    before = {t.lemma_.lower() for t in head.doc[head.left_edge.i : head.i + 1]}
    return bool((before | set(member.words)) & set(words))


def _sides(finder: PartyFinder, sentence: Sentence) -> Parties | None:
    for staff in _staff(sentence):
        employer = _employer(finder, sentence, staff)
        if employer is not None:
            union = _union(finder, employer) or _themselves(finder, sentence, staff)
            return Parties((employer, union), (), frozenset({"subject", "with"}))
    return None


def _staff(sentence: Sentence) -> Iterator[Token]:
    for token in sentence.parse:
        plural = token.tag_ in ("NNS", "NNPS") or token.lower_ in ("crew", "staff", "faculty")
        if plural and token.lemma_.lower().removesuffix("s") in load("agreement_verbs")["labour"]["staff"]:
            yield token


def _employer(finder: PartyFinder, sentence: Sentence, staff: Token) -> PartyRef | None:
    """Whom people work for: "pilots at Alpha Air", "workers at Alpha's mine", "Alpha Air pilots", "Alpha's drivers"."""
    under = [c for c in staff.children if c.lower_ in load("agreement_verbs")["labour"]["under"]]
    places = [n for p in under for n in p.children if n.dep_ == "pobj"]
    owners = [c for noun in (*places, staff) for c in noun.children if c.dep_ in ("poss", "compound", "nmod")]
    for noun in (*(o for o in owners if o.head != staff and o.dep_ == "poss"), *places, *owners):
        start, end = sentence.place(noun, noun)
        for mention in finder.context.cast.within(start, end):
            key = mention.entity_key or ""
            if key.startswith(EMPLOYERS) and not is_union(finder.context, key):
                return PartyRef(key, mention.span, PartyBasis.STATED, None, None)
    return None


def _union(finder: PartyFinder, employer: PartyRef) -> PartyRef | None:
    """The union that the document names, if it names but one."""
    context = finder.context
    found = {m.entity_key: m for m in reversed(context.cast.mentions) if is_union(context, m.entity_key)}
    found.pop(employer.entity_key, None)
    if len(found) != 1:
        return None
    ((key, mention),) = found.items()
    return PartyRef(key, mention.span, PartyBasis.COREFERENCE, None, None)


def _themselves(finder: PartyFinder, sentence: Sentence, staff: Token) -> PartyRef:
    first = staff
    while first.i > staff.left_edge.i and first.nbor(-1).dep_ in ("compound", "amod") and first.nbor(-1).tag_ != "NNP":
        first = first.nbor(-1)
    return PartyRef(None, finder.context.span(*sentence.place(first, staff)), PartyBasis.STATED, None, None)
