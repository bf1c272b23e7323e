"""Where in a sentence the parties of an instrument stand: the words to ask the cast about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.agreements.frame import Frame, Stage
from flows.extract.agreements.instruments import NUMBERS, Instrument, is_instrument_word
from flows.extract.agreements.stages import concluding_clause
from flows.extract.assertion import Mode
from flows.extract.clauses import clause_of, is_passive, with_conjuncts
from flows.lexicon import load

if TYPE_CHECKING:
    from flows.extract.tree import Token

ACTING = frozenset(set(Stage) - {Stage.MENTION, Stage.PROPOSE})
NEAR = 12  # words after the instrument in which a "between" belongs to it whatever the parse says
FINITE = ("VBD", "VBZ", "VBP", "MD")


def only_modifies(token: Token) -> bool:
    """Whether an adjective or possessor only tells whose the named body is: "Venezuela's oil firm X"."""
    if token.dep_ == "poss":
        return True
    organs = load("agreement_verbs")["state_pairs"]
    return token.dep_ in ("amod", "compound", "nmod") and token.head.lemma_.lower() not in organs


def group_names(head: Token) -> Iterator[Token]:
    """The names before "rebels", "movement" and the like."""
    if head.lemma_.lower() in load("agreement_verbs")["armed_groups"]:
        yield from (c for c in head.children if c.dep_ in ("compound", "nmod") and c.pos_ in ("PROPN", "NOUN"))


def is_pair(head: Token) -> bool:
    """Whether a plural stands for the two states in view: "the two leaders", "both countries"."""
    if _is_bare_pair(head):
        return True
    if head.tag_ != "NNS" or head.lemma_.lower() not in load("agreement_verbs")["state_pairs"]:
        return False
    marks = {child.lower_ for child in head.children if child.dep_ in ("det", "nummod", "predet", "poss")}
    offices = load("agreement_verbs")["offices"]
    before = [c for c in head.children if c.dep_ in ("amod", "compound") and c.lower_ not in offices]
    others = bool(before) or any(c.dep_ in ("prep", "relcl") for c in head.children)
    return bool(marks & {"two", "both", "the", "2"}) and not others


def is_firm_pair(head: Token) -> bool:
    """Whether a plural stands for two firms in view by those who run them: "the two chief executives"."""
    definite = any(c.lower_ in ("the", "both", "their") for c in head.children)
    return head.tag_ == "NNS" and definite and head.lemma_.lower() in load("agreement_verbs")["executives"]


def _is_bare_pair(head: Token) -> bool:
    """Whether a subject without a noun stands for two: "the pair", "the two", "both signed"."""
    if head.dep_ not in ("nsubj", "nsubjpass") or any(c.dep_ in ("prep", "relcl", "amod") for c in head.children):
        return False
    definite = any(c.lower_ == "the" for c in head.children)
    return (head.lower_ in ("pair", "duo", "two") and definite) or (head.lower_ == "both" and head.tag_ == "DT")


def first_of_name(token: Token) -> Token:
    """The first of the capitalised words written before a name's last one."""
    first = token
    while first.i > first.sent.start and first.nbor(-1).tag_ == "NNP" and first.nbor(-1).dep_ in ("compound", "nmod"):
        first = first.nbor(-1)
    return first


def is_own_name(token: Token) -> bool:
    """Whether a proper noun can be a firm's or movement's: capital and small letters, no title or organ."""
    return token.text[0].isupper() and not token.text.isupper() and token.lemma_.lower() not in _common()


def is_organ(token: Token) -> bool:
    """Whether a noun names an organ of a state: "agency", "ministry"."""
    return token.pos_ == "NOUN" and token.lemma_.lower() in load("agreement_verbs")["organs"]


@cache
def _common() -> frozenset[str]:
    words = load("agreement_verbs")
    return frozenset(words["state_pairs"]) | frozenset(words["organs"]) | frozenset(words["meetings"])


def counted(head: Token) -> int | None:
    """How many "the three countries" are, if more than a pair."""
    counting = {*load("agreement_verbs")["state_pairs"], "man", "woman", "signatory", "signer"}
    if head.tag_ != "NNS" or head.lemma_.lower() not in counting:
        return None
    number = next((NUMBERS.get(c.lower_) for c in head.children if c.dep_ == "nummod"), None)
    return number if number is not None and number > 2 else None


def holders(instrument: Instrument, frame: Frame) -> list[Token]:
    """Words on which a "between" or "with" may hang: the noun, its predicate and what that takes."""
    own = [instrument.head, instrument.tail, instrument.top]
    predicate = [frame.predicate] if frame.predicate is not None else []
    objects = [c for p in predicate for c in p.children if c.dep_ in ("dobj", "nsubjpass")]
    return list(dict.fromkeys([*own, *predicate, *objects]))


def own_holders(instrument: Instrument) -> list[Token]:
    """The noun alone, where it is a further object and says itself with whom: "a treaty with A and a pact with B"."""
    own = [instrument.head, instrument.tail, instrument.top]
    further = instrument.head.dep_ == "conj" or any(c.dep_ == "conj" for c in instrument.head.children)
    says = bool(prepositions(own, "between")) or any(near(instrument, "with"))
    return list(dict.fromkeys(own)) if further and says else []


def prepositions(holders_: Iterable[Token], section: str) -> list[Token]:
    """The prepositions of a section of the lexicon on any of the words, one nested in another included."""
    wanted = load("agreement_verbs")[section]
    direct = [c for h in holders_ for c in h.children if c.lower_ in wanted and c.dep_ in ("prep", "acl", "agent")]
    nested = [c for p in direct for c in p.children if c.dep_ == "prep" and c.lower_ in wanted]
    return list(dict.fromkeys([*direct, *nested]))


def near(instrument: Instrument, section: str, reach: int = NEAR) -> Iterator[Token]:
    """A preposition of the section soon after the instrument, before any verb of another clause."""
    wanted = load("agreement_verbs")[section]
    for token in instrument.tail.doc[instrument.tail.i + 1 : instrument.tail.i + reach]:
        if token.tag_ in FINITE or token.text in (".", ";") or is_another(token):
            return
        if token.lower_ in wanted and token.dep_ == "prep":
            yield token
            return


def is_another(token: Token) -> bool:
    """Whether the word is a further instrument with a determiner of its own."""
    return any(child.dep_ in ("det", "nummod") for child in token.children) and is_instrument_word(token)


def under(holders_: Iterable[Token], section: str) -> list[Token]:
    """Heads under the prepositions of a section, in text order."""
    heads = [c for p in prepositions(holders_, section) for c in p.children if c.dep_ in ("pobj", "dobj")]
    return sorted(heads, key=lambda token: token.i)


def behalf(frame: Frame) -> list[Token]:
    """Heads under "on behalf of" with the predicate."""
    if frame.predicate is None:
        return []
    words = [g for c in frame.predicate.children if c.dep_ == "prep" for g in c.children if g.lower_ == "behalf"]
    return [n for w in words for p in w.children if p.lower_ == "of" for n in p.children if n.dep_ == "pobj"]


def doers(frame: Frame) -> list[Token]:
    """Who does what the predicate says: subjects of a verb, possessors of an event noun, who is accused of it."""
    predicate = frame.predicate
    if predicate is not None and _is_answered(predicate):
        return list(clause_of(predicate.head).subjects)
    if predicate is None or (frame.stage not in ACTING and not _is_proposal(frame)):
        return []
    if frame.stage is Stage.UPHOLD and any(c.dep_ == "agent" for c in predicate.children):
        return [n for c in predicate.children if c.dep_ == "nsubjpass" for n in with_conjuncts(c)]  # "A is bound by it"
    if predicate.pos_ not in ("VERB", "AUX"):
        return _of_event(predicate)
    if predicate.lemma_.lower() in mediating():
        return []
    if frame.rule == "subject" and predicate.lemma_.lower() in load("agreement_verbs")["binding"]:
        return [n for c in predicate.children if c.dep_ == "dobj" for n in (c, *c.conjuncts)][:1]
    own = list(clause_of(predicate).subjects)
    if frame.rule == "subject" and predicate.dep_ == "ccomp" and predicate.head.lemma_ in _letting_go():
        own = list(clause_of(predicate.head).subjects)  # "Peru let the pact lapse"
    return [*own, *(n for subject in own for n in _talking(subject)), *accused(predicate)]


def lost_subjects(frame: Frame) -> list[Token]:
    """The names before a verb that the parse left without a subject: "A and B have signed" with B for an adverb."""
    verb = frame.predicate
    if verb is None or verb.pos_ != "VERB" or verb.tag_ in ("VB", "VBG") or frame.stage not in ACTING:
        return []
    if is_passive(verb):
        return []
    before = list(verb.doc[verb.sent.start : verb.i])
    while before and before[-1].pos_ in ("AUX", "ADV", "PART") and not before[-1].text[0].isupper():
        before.pop()
    is_list = all(t.text[0].isupper() or t.lower_ in ("and", "&", ",", "the", "of") for t in before)
    return before if is_list and any(t.lower_ in ("and", "&") for t in before) else []


def _is_proposal(frame: Frame) -> bool:
    """Whether someone proposes, to the other side, an accord with it: "Peru proposed a treaty with Chile".

    Two who plan or weigh one do so with each other: "Peru and Chile plan a treaty".
    """
    verb = frame.predicate
    if verb is None or frame.stage is not Stage.PROPOSE or frame.rule != "object":
        return False
    stated = frame.assertion.mode in (Mode.ASSERTED, Mode.PLANNED)
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    weighed = verb.lemma_ in load("agreement_verbs")["weighing"] and len(clause_of(verb).subjects) > 1
    return stated and (weighed or bool(prepositions(objects, "with")))


def _talking(noun: Token) -> list[Token]:
    """Who talks where talks are the subject: "talks between Peru and Chile produced a pact"."""
    if noun.lemma_.lower() not in load("agreement_verbs")["meetings"]:
        return []
    return [n for p in prepositions([noun], "between") for n in p.children if n.dep_ == "pobj"]


def _of_event(noun: Token) -> list[Token]:
    """Who does what an event noun says: "its signing by Peru", "Peru's accession", "the accession of Peru to"."""
    found = clause_of(noun)
    if noun.dep_ == "appos" and noun.lemma_.lower() in ("signatory", "party", "member"):
        return [noun.head]  # "Peru, a signatory to"
    if noun.dep_ == "pobj" and noun.head.lower_ == "in":  # "set up checkpoints in breach of the pact"
        verb = next((t for t in noun.ancestors if t.pos_ in ("VERB", "AUX")), noun)
        return list(clause_of(verb).subjects)
    owners = [n for n in found.obliques.get("of", ()) if not is_instrument_word(n)]
    bearers = clause_of(noun.head).subjects if noun.dep_ == "attr" else ()  # "Peru is a party to"
    holders_ = _keepers(noun) if not (found.possessors or owners or bearers) else []
    return [*found.possessors, *found.obliques.get("by", ()), *owners, *bearers, *holders_]


def _is_answered(noun: Token) -> bool:
    """Whether somebody takes or turns down what another offers: "Peru turned down Chile's offer of a pact"."""
    answers = load("agreement_verbs")["answers"]
    return noun.dep_ == "dobj" and noun.lemma_.lower() in answers["nouns"] and noun.head.lemma_ in answers["verbs"]


def _keepers(noun: Token) -> list[Token]:
    """Who "lodged its instrument of accession": the subject of the verb that takes the noun above the event."""
    carrier = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    carries = carrier.dep_ == "dobj" and carrier.head.lemma_.lower() in load("agreement_verbs")["carriers"]
    return list(clause_of(carrier.head).subjects) if carries else []


def signers(instrument: Instrument, frame: Frame) -> list[Token]:
    """Who concluded what the sentence says something else of: "the pact signed by A and B was broken"."""
    verb = concluding_clause(instrument.head)
    if frame.rule == "event noun" and frame.stage is Stage.CONCLUDE:  # "the signing of a memorandum by A and B"
        by = [n for h in (instrument.head, instrument.tail) for n in clause_of(h).obliques.get("by", ())]
        if len(by) > 1:
            return by
    if verb is None or verb == frame.predicate or verb.lemma_.lower() in mediating():
        return []
    return [*clause_of(verb).subjects, *under([verb], "with")]


def accused(predicate: Token) -> list[Token]:
    """Who is said to have done it: "A accused B of breaching"."""
    if predicate.dep_ != "pcomp" or predicate.head.head.lemma_ != "accuse":
        return []
    return [c for c in predicate.head.head.children if c.dep_ in ("dobj", "nsubjpass")]


def possessors(instrument: Instrument, frame: Frame) -> list[Token]:
    """Whose instrument it is: "their pact", "Peru's accord"."""
    nouns = {instrument.head, instrument.top}
    if frame.predicate is not None and frame.predicate.pos_ in ("NOUN", "PROPN") and frame.stage not in ACTING:
        nouns.add(frame.predicate)
    nouns |= {c for n in nouns for c in n.children if c.dep_ in ("compound", "nmod")}  # "Peru's Rules of Origin Accord"
    return sorted((c for n in nouns for c in n.children if c.dep_ == "poss"), key=lambda token: token.i)


@cache
def _letting_go() -> frozenset[str]:
    return frozenset(load("agreement_verbs")["letting_go"])


@cache
def mediating() -> frozenset[str]:
    """Verbs whose subject brings others to terms."""
    return frozenset(load("agreement_verbs")["mediating"])
