"""The company that changes hands, under its fullest name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.clauses import clause_of, obliques_of
from flows.extract.context import Context, PartyRef
from flows.extract.deals import frames
from flows.extract.deals.carried import carrier
from flows.extract.deals.goods_kinds import is_product, kind_of, quantity_of, stake_of
from flows.extract.deals.owners import owners_of
from flows.extract.deals.scene import Scene
from flows.extract.deals.statement import Goods
from flows.lexicon import words
from flows.model.report import Mention, Span
from flows.model.vocabulary.articles import Zone
from flows.model.vocabulary.deals import DealKind
from flows.model.vocabulary.entities import EntityType, MentionKind
from flows.model.vocabulary.statements import PartyLevel

if TYPE_CHECKING:
    from flows.extract.tree import Token

TOWN = re.compile(r"(?<!\s)\s+of\s+[A-Z][\w.-]*(?: [A-Z][\w.-]*)?$")  # "Bank of Sarasota", where ", Fla." follows
DOERS = ("er", "or", "ist")  # nouns for who does something: "brewer", "operator", "publicist"
AFTER_TOWN = re.compile(r",\s+[A-Z]")


def target_of(scene: Scene, head: Token) -> Mention | None:
    """The company that changes hands: the head's own name, or the name set beside a noun for a company."""
    own = scene.mention_of(head)
    if own is not None and scene.may_be_company(own) and not is_product(own.span.text) and quantity_of(head) is None:
        return own
    named = _named_by(scene, head)
    if named is not None:
        return named
    if kind_of(head, is_share=False) not in (None, DealKind.ACQUISITION):
        return None
    beside = [c for c in head.children if c.dep_ in ("appos", "nmod", "compound") and c.i > head.i]
    beside += [head.head] if head.dep_ == "appos" and any(c.dep_ == "acl" for c in head.children) else []
    beside += _next_words(head)
    names = (scene.mention_of(c) for c in (*beside, *_names_of_unit(head)))
    found = next((m for m in names if m is not None and _can_change_hands(scene, m)), None)
    return found or _the_company(scene, head)


def _named_by(scene: Scene, head: Token) -> Mention | None:
    """The company that follows the noun for what it does, without a comma: "the chip designer Acme Holdings"."""
    if not head.lemma_.lower().endswith(DOERS) or head.i + 1 >= head.sent.end or head.dep_ in ("compound", "poss"):
        return None
    after = head.nbor(1)
    mention = scene.mention_of(after) if after.pos_ == "PROPN" else None
    starts = mention is not None and mention.span.start == scene.sentence.place(after, after)[0]
    return mention if mention is not None and starts and _can_change_hands(scene, mention) else None


def _next_words(head: Token) -> Iterator[Token]:
    """The word after a company noun, and after its comma ("its unit, Acme Corp,")."""
    if head.lemma_.lower() not in frames.goods_group("units"):
        return
    for distance in (1, 2):
        if head.i + distance < head.sent.end and (distance == 1 or head.nbor(1).lower_ == ","):
            yield head.nbor(distance)


def _names_of_unit(head: Token) -> Iterator[Token]:
    """Names between a possessor and a company noun ("its Acme Corp subsidiary"); after "a" the name is the owner's."""
    if head.lemma_.lower() not in frames.goods_group("units"):
        return
    phrase = head.doc[head.left_edge.i : head.i]
    if any(t.dep_ == "poss" or t.tag_ == "PRP$" for t in phrase):
        after = max(t.i for t in phrase if t.dep_ == "poss" or t.tag_ in ("PRP$", "POS"))
        yield from (t for t in phrase if t.i > after and t.pos_ == "PROPN")


def _the_company(scene: Scene, head: Token) -> Mention | None:
    """The company that "the company" means as an object: the last one named that is not the subject."""
    bare = all(c.dep_ in ("det", "punct") for c in head.lefts) and any(c.lower_ == "the" for c in head.lefts)
    if not bare or head.lemma_.lower() not in ("company", "firm", "concern", "bank", "airline", "retailer", "insurer"):
        return None
    verb = next((t for t in head.ancestors if t.pos_ == "VERB"), None)
    asked = None if verb is None else _asked(verb)
    if asked is not None:
        return _first_of(scene, asked)
    subjects = scene.parties(clause_of(verb).subjects) if verb is not None else ()
    own = {p.entity_key for p in subjects}
    start = scene.sentence.place(head, head)[0]
    before = [m for m in scene.context.cast.mentions if m.span.end <= start and m.entity_key not in own]
    return next((m for m in reversed(before) if _can_change_hands(scene, m)), None)


def is_asked(verb: Token) -> bool:
    """Whether a verb tells what somebody is asked to let happen to himself."""
    return _asked(verb) is not None


def _asked(verb: Token) -> Token | None:
    """Who has to answer a proposal to buy "the company": it is meant ("X got proposals to acquire the company")."""
    noun = verb.head
    if verb.dep_ not in ("acl", "relcl") or noun.lemma_.lower() not in words("deal_status", "proposals"):
        return None
    above = carrier(noun)
    if above is None or above.lemma_.lower() not in frames.carriers("answering"):
        return None
    return next(iter(clause_of(above).subjects), None)


def _first_of(scene: Scene, head: Token) -> Mention | None:
    """The first mention of the company that a word stands for."""
    keys = {p.entity_key for p in scene.parties([head]) if scene.is_company(p.entity_key)}
    return next((m for m in scene.context.cast.mentions if m.entity_key in keys and _can_change_hands(scene, m)), None)


def _can_change_hands(scene: Scene, mention: Mention) -> bool:
    return (
        mention.kind is MentionKind.NAME and scene.is_company(mention.entity_key) and not is_product(mention.span.text)
    )


def share_goods(scene: Scene, noun: Token) -> Goods | None:
    """Shares of the company named before them ("20 pct of its Acme stock"); bare shares are told elsewhere."""
    issuer = [c for c in noun.lefts if c.dep_ == "poss"]
    if issuer and noun.dep_ == "pobj" and noun.head.lower_ in ("in", "of", "for"):  # "an interest in its stock"
        return party_goods(scene, issuer[0])
    for token in noun.doc[noun.left_edge.i : noun.i]:
        before = (
            ("compound", "nmod", "poss")
            if noun.lemma_.lower() in ("share", "stock", "capital", "equity")
            else ("compound", "nmod")
        )
        name = scene.mention_of(token) if token.dep_ in before and token.pos_ == "PROPN" else None
        if name is not None and _can_change_hands(scene, name):
            return replace(company_goods(scene, noun, name, noun), owners=())
    return _unowned(scene, noun)


def _unowned(scene: Scene, noun: Token) -> Goods | None:
    """Shares that a buyer lacks, whose company other words name ("the 40 per cent it did not own of its grid")."""
    lacking = next((c for c in noun.children if c.dep_ == "relcl" and c.lemma_.lower() in ("own", "hold")), None)
    if lacking is None or not any(c.dep_ == "neg" for c in lacking.children):
        return None
    firm = next((t for p in ("of", "in") for t in obliques_of(lacking).get(p, ())), None)
    named = party_goods(scene, firm) if firm is not None and firm.pos_ == "PROPN" else None
    if named is not None:
        return replace(named, is_share=True)
    span = scene.words(noun.left_edge, firm or noun)
    words_of = frozenset(t.lemma_.lower() for t in (noun, firm) if t is not None)
    return Goods(span, noun.lemma_.lower(), DealKind.ACQUISITION, stake=stake_of(noun), is_share=True, words=words_of)


def party_goods(scene: Scene, head: Token) -> Goods | None:
    """The company that a pronoun, possessor or subject stands for, as what changes hands."""
    for party in scene.parties([head]):
        if scene.is_company(party.entity_key) or party.level is PartyLevel.COMPANY:
            named = [m for m in scene.context.cast.mentions if m.entity_key == party.entity_key]
            if named:
                return company_goods(scene, head, named[0], None)
    return None


def company_goods(scene: Scene, head: Token, target: Mention, share: Token | None) -> Goods:
    """A company as goods, under its fullest name."""
    return Goods(
        full_name(scene.context, target),
        head.lemma_.lower(),
        DealKind.ACQUISITION,
        target=target.entity_key,
        owners=tuple(
            p
            for p in owners_of(scene, head, share)
            if p.entity_key != target.entity_key
            and scene.type_of(p.entity_key) is not EntityType.REGION
            and not _is_nationality(scene, p)
        ),
        stake=stake_of(share or head),
        is_share=share is not None,
        words=frozenset(w.lower() for w in re.findall(r"\w+", target.span.text)),
    )


def _is_nationality(scene: Scene, party: PartyRef) -> bool:
    """Whether a state is named by its adjective alone, which tells where a company is at home."""
    named = scene.context.cast.within(party.span.start, party.span.end)
    return scene.is_state(party.entity_key) and any(
        m.kind is MentionKind.DEMONYM and m.span == party.span for m in named
    )


def full_name(context: Context, mention: Mention) -> Span:
    """The fullest form in which the body names the mention's entity, without the town it sits in."""
    forms = [m for m in context.cast.mentions if m.entity_key == mention.entity_key and m.zone is Zone.BODY]
    best = max(forms, key=lambda m: len(m.span.text), default=mention).span
    town = TOWN.search(best.text)
    if town and AFTER_TOWN.match(context.document.raw_text, best.end):
        return context.span(best.start, best.start + town.start())
    return best
