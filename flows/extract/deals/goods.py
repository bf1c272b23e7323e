"""What is exchanged: the shortest phrase for it, its kind, and for a company the target and the share of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from flows.extract.clauses import clause_of, obliques_of
from flows.extract.deals import frames
from flows.extract.context import PartyRef
from flows.extract.deals.scene import PRONOUNS, Scene
from flows.extract.deals.statement import Goods
from flows.model.report import Mention, Span
from flows.model.vocabulary import DealKind, MentionKind, Zone

if TYPE_CHECKING:
    from spacy.tokens import Token

INSIDE = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "advmod", "punct", "cc", "conj", "appos", "npadvmod"})
OUTSIDE = frozenset({"DT", "PDT", "PRP$", "WP$", "POS", "WDT", "EX", "PRP"})
FILLER = frozenset(["own", "various", "several", "other", "same", "such", "some", "any", "all", "both", "previously", "more"])
COMPANY_ENDINGS = frozenset("Inc Corp Co Cos Ltd Plc PLC plc AG SA NV Corporation Company Limited Group GmbH SpA Bhd Holdings".split())
PHYSICAL = frozenset({DealKind.ARMS, DealKind.ENERGY, DealKind.GOODS})
# Designations of combat aircraft, helicopters and tanks (US, Russian, Chinese and European series) in SIPRI's registers.
WEAPON_CODE = re.compile(r"^(?:F-?(?:4|5|14|15|16|18|22|35|111)|MiG-?\d\d|Su-?\d\d|Mi-?\d\d|UH-?\d|AH-?\d\w*|C-?130|P-?8|T-?(?:55|62|72|80|90)|S-?[2-4]00|J-?\d\d|JF-?17)[A-Z]*s?$")
MODEL = re.compile(r"^[A-Z]{0,4}-?\d{2,}[A-Za-z-]*\d*s?$")
TOWN = re.compile(r"\s+of\s+[A-Z][\w.-]*(?: [A-Z][\w.-]*)?$")  # "Savings Bank of Sarasota", where ", Fla." follows
AFTER_TOWN = re.compile(r",\s+[A-Z]")
MADE = frozenset(["made", "built", "supplied", "produced", "designed"])  # "Israeli-made drones"
PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)[\s-]*(?:pct|percent|per\s+cent|%)", re.IGNORECASE)


NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL_NUMBERS = {w: str(n) for n, w in enumerate(NUMBER_WORDS.split())} | {w: str(10 * n) for n, w in enumerate(TENS.split(), 2)}


def read_goods(scene: Scene, head: Token) -> Goods | None:
    """The goods that a noun phrase names, or None where it names money, a pronoun or nothing that is exchanged."""
    head, share = _under_measures(head)
    if share is not None and share == head:
        shares = _shares(scene, head)
        if shares is not None or head.lemma_.lower() not in ("asset", "assets"):
            return shares
    target = None if head.tag_ in PRONOUNS else _target(scene, head)
    if target is not None:
        return _company(scene, head, target, share)
    if head.tag_ in PRONOUNS or _is_no_goods(head.lemma_.lower()):
        return None
    named = scene.mention_of(head)
    if named is not None and scene.is_party(named):
        return None
    if head.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ", "VERB", "X") or scene.has_money(head) or not head.text[-1].isalnum():
        return None
    first, last = _edges(scene, head)
    span = scene.words(first, last)
    return Goods(
        span,
        head.lemma_.lower(),
        DealKind.ARMS if scene.has_weapon(span) else kind_of(head, share is not None),
        owners=_owners(scene, head, share),
        stake=_stake(scene, share or head),
        is_share=share is not None,
        words=frozenset(t.lemma_.lower() for t in head.doc[first.i : last.i + 1] if t.is_alpha),
        quantity=_quantity(head),
        is_name=head.pos_ == "PROPN" and not head.tag_.endswith("S") and _quantity(head) is None and not is_product(head.text),
        models=frozenset(t.text.rstrip("s").upper() for t in _phrase(head, first) if MODEL.match(t.text)),
    )


def _is_no_goods(lemma: str) -> bool:
    """Whether a noun names no goods: an abstract thing, a deal, or an exchange that is a frame of its own."""
    if lemma in frames.goods_group("not_goods") or lemma in frames.instruments():
        return True
    return lemma in frames.nouns() and lemma not in frames.goods_kinds()


def money_goods(head: Token) -> Iterator[Token]:
    """What an amount is an amount of ("$6bn in new airliners", "£2m worth of grain")."""
    for preposition in ("in", "of"):
        yield from obliques_of(head).get(preposition, ())
    for child in head.children:
        if child.lower_ == "worth":
            yield from obliques_of(child).get("of", ())


def kind_of(head: Token, is_share: bool) -> DealKind | None:
    """The kind of deal that a goods noun makes, by the noun, else by the words before it; None where unlisted."""
    lemma = head.lemma_.lower()
    kind = frames.goods_kinds().get(head.lower_) or frames.goods_kinds().get(lemma)
    before = [frames.goods_modifiers().get(t.lower_) for t in _modifiers(head)]
    strong = next((k for k in before if k in (DealKind.ARMS, DealKind.ENERGY)), None)
    if kind in (None, DealKind.GOODS) and any(WEAPON_CODE.match(t.text) for t in (head, *_modifiers(head))):
        return DealKind.ARMS
    if is_share and kind not in PHYSICAL:
        return DealKind.ACQUISITION
    if kind is None and MODEL.match(head.text):
        return DealKind.GOODS
    if lemma in ("assistance", "aid", "help", "support") and any(t.lower_ == "technical" for t in _modifiers(head)):
        return DealKind.SERVICES
    if strong is not None and kind in (None, DealKind.GOODS, DealKind.SERVICES, DealKind.LICENCE):
        return strong
    return kind or next((k for k in before if k is not None), None) or _compound_kind(head)


def _compound_kind(head: Token) -> DealKind | None:
    """A compound takes the kind of its first noun where the head is unlisted ("wheat consignment")."""
    kinds = (frames.goods_kinds().get(t.lemma_.lower()) for t in _modifiers(head))
    return next((k for k in kinds if k in (DealKind.ARMS, DealKind.ENERGY, DealKind.GOODS)), None)


def _modifiers(head: Token) -> list[Token]:
    return [t for t in head.lefts if t.dep_ in ("compound", "amod", "nmod")] + [
        g for t in head.lefts if t.dep_ in ("compound", "nmod", "amod") for g in t.lefts if g.dep_ in ("compound", "amod")
    ]


def _under_measures(head: Token) -> tuple[Token, Token | None]:
    """The noun that a measure or share counts, and the share noun if there is one ("a stake in X": X, stake)."""
    share = None
    for _ in range(4):
        lemma = head.lemma_.lower()
        is_share = lemma in frames.goods_group("stake") or head.lower_ in frames.goods_group("stake")
        if not (is_share or lemma in frames.goods_group("measures") or head.pos_ == "NUM"):
            break
        inner = _counted(head, is_share=is_share)
        if is_share:
            share = head
        if inner is None:
            break
        head = inner
    return head, share


def _counted(head: Token, *, is_share: bool) -> Token | None:
    """What a measure is of, or what a share is in or of; a time ("in April") is neither."""
    found = obliques_of(head)
    for other in head.conjuncts:
        found = {**obliques_of(other), **found} if other.i > head.i else found
    if is_share and "in" not in found and "of" not in found:
        above = head.head.head if head.dep_ == "pobj" else head.head
        found = {"in": tuple(t for t in obliques_of(above).get("in", ()) if t.pos_ == "PROPN")}
    inner = [t for p in (("in", "of", "for") if is_share else ("of",)) for t in found.get(p, ()) if t.i > head.i]
    return next((t for t in inner if t.pos_ in ("NOUN", "PROPN", "NUM", "X", "ADJ") and t.ent_type_ not in ("DATE", "TIME")), None)


def _target(scene: Scene, head: Token) -> Mention | None:
    """The company that changes hands: the head's own name, or the name set beside a noun for a company."""
    own = scene.mention_of(head)
    if own is not None and scene.may_be_company(own) and not is_product(own.span.text) and _quantity(head) is None:
        return own
    if kind_of(head, is_share=False) not in (None, DealKind.ACQUISITION):
        return None
    beside = [c for c in head.children if c.dep_ in ("appos", "nmod", "compound") and c.i > head.i]
    beside += _next_words(head)
    names = (scene.mention_of(c) for c in (*beside, *_names_of_unit(head)))
    found = next((m for m in names if m is not None and _can_change_hands(scene, m)), None)
    return found or _the_company(scene, head)


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
    subjects = scene.parties(clause_of(verb).subjects) if verb is not None else ()
    own = {p.entity_key for p in subjects}
    start = scene.sentence.place(head, head)[0]
    before = [m for m in scene.context.cast.mentions if m.span.end <= start and m.entity_key not in own]
    return next((m for m in reversed(before) if _can_change_hands(scene, m)), None)


def _can_change_hands(scene: Scene, mention: Mention) -> bool:
    return mention.kind is MentionKind.NAME and scene.is_company(mention.entity_key) and not is_product(mention.span.text)


def is_product(name: str) -> bool:
    """Whether a name is that of a make or product rather than of a company: a type number, a goods noun, a plural."""
    words = name.split()
    if any(MODEL.match(w) for w in words) and not any(w.rstrip(".") in COMPANY_ENDINGS for w in words):
        return True
    last = words[-1].lower()
    kind = frames.goods_kinds().get(last) or frames.goods_kinds().get(last.removesuffix("s"))
    return len(words) == 1 and kind in PHYSICAL


def _shares(scene: Scene, noun: Token) -> Goods | None:
    """Shares of the company named before them ("20 pct of its Acme stock"); bare shares are told elsewhere."""
    issuer = [c for c in noun.lefts if c.dep_ == "poss"]
    if issuer and noun.dep_ == "pobj" and noun.head.lower_ in ("in", "of"):  # "an interest in its stock"
        return party_goods(scene, issuer[0])
    for token in noun.doc[noun.left_edge.i : noun.i]:
        before = ("compound", "nmod", "poss") if noun.lemma_.lower() in ("share", "stock", "capital", "equity") else ("compound", "nmod")
        name = scene.mention_of(token) if token.dep_ in before and token.pos_ == "PROPN" else None
        if name is not None and _can_change_hands(scene, name):
            return replace(_company(scene, noun, name, noun), owners=())
    return None


def party_goods(scene: Scene, head: Token) -> Goods | None:
    """The company that a pronoun, possessor or subject stands for, as what changes hands."""
    for party in scene.parties([head]):
        if scene.is_company(party.entity_key):
            named = [m for m in scene.context.cast.mentions if m.entity_key == party.entity_key]
            if named:
                return _company(scene, head, named[0], None)
    return None


def _company(scene: Scene, head: Token, target: Mention, share: Token | None) -> Goods:
    return Goods(
        full_name(scene, target),
        head.lemma_.lower(),
        DealKind.ACQUISITION,
        target=target.entity_key,
        owners=tuple(p for p in _owners(scene, head, share) if p.entity_key != target.entity_key),
        stake=_stake(scene, share or head),
        is_share=share is not None,
        words=frozenset(w.lower() for w in re.findall(r"\w+", target.span.text)),
    )


def _owners(scene: Scene, head: Token, share: Token | None) -> tuple[PartyRef, ...]:
    """The owner or maker that the phrase itself names: its possessor, else the first name before the head
    ("Boeing 787 jets", "Israeli weapons"); a nationality owns no company."""
    possessors = [c for c in head.lefts if c.dep_ == "poss"]
    if possessors:
        return tuple(p for p in scene.parties(possessors) if not _is_company(scene, head) or not scene.is_state(p.entity_key))
    holders = [t for noun in (head, share) if noun is not None for t in _holders(noun)]
    if holders:
        return scene.parties(holders)
    if head.lemma_.lower() in frames.goods_group("units"):
        above = [t for t in obliques_of(head).get("of", ()) if (m := scene.mention_of(t)) and scene.is_company(m.entity_key)]
        if above:
            return scene.parties(above)
    company = _is_company(scene, head)
    names = [t for t in head.doc[head.left_edge.i : head.i] if t.pos_ in ("PROPN", "ADJ") and t.dep_ in ("compound", "amod", "nmod", "poss")]
    names += [t for t in head.doc[head.left_edge.i : head.i] if t.dep_ == "npadvmod" and t.i + 2 < head.i and t.nbor(2).lower_ in MADE]
    for name in names:
        mention = scene.mention_of(name)
        if mention is None or is_product(mention.span.text):
            continue
        if company and not scene.is_company(mention.entity_key):
            return ()
        return scene.parties([name])
    return ()


def _is_company(scene: Scene, head: Token) -> bool:
    return kind_of(head, is_share=False) is DealKind.ACQUISITION or scene.mention_of(head) is not None


def _holders(head: Token) -> Iterator[Token]:
    """Who owns the thing by a clause on it ("the six pct that the government owns", "shares held by X")."""
    for clause in head.children:
        if clause.dep_ in ("relcl", "acl") and clause.lemma_.lower() in ("own", "hold", "control", "possess"):
            yield from clause_of(clause).subjects


def _edges(scene: Scene, head: Token) -> tuple[Token, Token]:
    first = head
    while first.i > head.sent.start and _belongs(scene, first.nbor(-1), head):
        first = first.nbor(-1)
    while first.i < head.i and (first.lower_ in FILLER or first.dep_ in ("punct", "cc") or first.pos_ == "ADV"):
        first = first.nbor(1)
    return first, _last(scene, head)


def _belongs(scene: Scene, token: Token, head: Token) -> bool:
    if token.tag_ in OUTSIDE or token.lower_ in ("'s", "'") or scene.has_money(token):
        return False
    return token.dep_ in INSIDE and (head.is_ancestor(token))


def _last(scene: Scene, head: Token) -> Token:
    """The last head of a list of goods, as long as none is a party or an amount."""
    last = head
    for token in head.conjuncts:
        gap = head.doc[last.i + 1 : token.i]
        if token.i < last.i or token.pos_ not in ("NOUN", "PROPN") or scene.has_money(token):
            continue
        if any(t.pos_ in ("VERB", "AUX") for t in gap) or len(gap) > 6 or scene.parties([token]):
            break
        last = token
    return last


def full_name(scene: Scene, mention: Mention) -> Span:
    """The fullest form in which the body names the mention's entity, without the town it sits in."""
    forms = [m for m in scene.context.cast.mentions if m.entity_key == mention.entity_key and m.zone is Zone.BODY]
    best = max(forms, key=lambda m: len(m.span.text), default=mention).span
    town = TOWN.search(best.text)
    if town and AFTER_TOWN.match(scene.context.document.raw_text, best.end):
        return scene.context.span(best.start, best.start + town.start())
    return best


def _stake(scene: Scene, noun: Token) -> Decimal | None:
    """The percentage next to a share noun."""
    low, high = max(noun.sent.start, noun.i - 6), min(noun.sent.end, noun.i + 3)
    words = " ".join(SMALL_NUMBERS.get(t.lower_, t.text) for t in noun.doc[low:high])
    found = PERCENT.search(words)
    value = Decimal(found[1]) if found else None
    return value if value is not None and value <= 100 else None


def _phrase(head: Token, first: Token) -> list[Token]:
    return [t for t in head.doc[first.i : head.i + 1] if t.dep_ != "nummod" or not t.text.isdigit() or t.i > first.i]


def _quantity(head: Token) -> str | None:
    """The number of pieces, in digits where it is a small number word."""
    number = next((t.lower_ for t in head.lefts if t.dep_ == "nummod"), None)
    return None if number is None else SMALL_NUMBERS.get(number, number)
