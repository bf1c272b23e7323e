"""Deals that one sentence tells one after the other, read by their order and not by the parse of the list.

"12 buses for A, eight for B and a ferry for C", "lent A $5m and B $2m", "A ($5m) and B ($2m)", "A buys the mine and B
the smelter": parsers hang all but the first of these anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import dropwhile
from typing import TYPE_CHECKING

from flows.extract.clauses import Clause
from flows.extract.context import PartyRef
from flows.extract.deals.filled import Filled
from flows.extract.deals.frames import Pattern
from flows.extract.deals.gapped import FINITE, NAMED
from flows.extract.deals.goods import money_goods, only_counts, read_goods
from flows.extract.deals.scene import Scene
from flows.extract.deals.statement import Goods, Statement
from flows.model.vocabulary.deals import DealRole
from flows.model.vocabulary.entities import EntityType
from flows.model.vocabulary.statements import PartyBasis

if TYPE_CHECKING:
    from flows.extract.tree import Token

PREPOSITIONS = frozenset({"to", "for", "from", "with"})
JOINS = frozenset({",", ";", "and", "plus"})
ENDS = frozenset({"which", "who", "whose", "that", "but", "while", "after", "when", "because", "where", "although"})
COUNTED = ("NUM", "SYM")


@dataclass(frozen=True, slots=True)
class Item:
    """One deal of a list: what is exchanged, with whom, by which preposition (empty where none), and its words.

    `other` is who stands on the other side in the item's own words.
    """

    thing: Token
    party: PartyRef
    preposition: str
    first: Token
    last: Token
    other: tuple[PartyRef, ...] | None = None


def listed(scene: Scene, clause: Clause, filled: Filled) -> tuple[Filled, ...]:
    """The frame filled once for each item where the words after its trigger list two or more, else nothing."""
    chunks = _chunks(scene, clause.predicate)
    if len(chunks) < 2:
        return ()
    gapped = _gapped(scene, clause, chunks)
    for items in (_two_by_two(scene, chunks), gapped, _in_brackets(scene, chunks), _with_preposition(scene, chunks)):
        role = _role(filled, items[0]) if len(items) > 1 else None
        if role is not None and _is_told_of(scene, filled, items[0]):
            return tuple(_filled(scene, filled, item, items, role) for item in items)
    return ()


def told_apart(scene: Scene, statement: Statement) -> list[Statement]:
    """The statement of a deal noun once for each item of its list ("has orders for ten trams for A and six for B")."""
    items = _with_preposition(scene, _chunks(scene, statement.trigger))
    goods = statement.goods
    if goods is None or statement.definite or len(items) < 2 or not _lies_in(scene, goods, items[0]):
        return [statement]
    held = statement.sides or (*statement.suppliers, *statement.recipients)
    told = []
    for item in items:
        own, reaches = (item.party,), [_reach(scene, i) for i in items]
        rest = tuple(p for p in held if not any(a <= p.span.start < b for a, b in reaches))
        gets = item.preposition in ("for", "to")
        filled = Filled(Pattern(statement.rule), rest if gets else own, own if gets else rest, (goods,), ())
        told.append(
            replace(
                statement,
                suppliers=filled.suppliers,
                recipients=filled.recipients,
                sides=(),
                goods=_goods(scene, filled, item)[0],
                reach=_reach(scene, item),
            )
        )
    return told


def _chunks(scene: Scene, trigger: Token) -> list[list[Token]]:
    """What stands between commas and "and" after the trigger, names and brackets left whole, to the next clause."""
    found: list[list[Token]] = [[]]
    depth = 0
    after = trigger.doc[trigger.i + 1 : trigger.sent.end]
    if trigger.pos_ == "NOUN" and len(after) > 1 and after[0].lemma_ == "be":  # "its suppliers are A and B"
        after = after[1:]
    for token in after:
        depth += (token.text == "(") - (token.text == ")")
        if token.tag_ in FINITE or token.lower_ in ENDS:
            break
        parts = token.lower_ in JOINS
        if parts and not depth and not _is_inside(scene, token):
            found.append([])
        else:
            found[-1].append(token)
    return [chunk for chunk in found if chunk]


def _is_inside(scene: Scene, token: Token) -> bool:
    """Whether a comma or "and" is part of a name or of an amount."""
    return scene.mention_of(token) is not None or scene.has_money(token)


def _with_preposition(scene: Scene, chunks: list[list[Token]]) -> list[Item]:
    """Items like "12 buses for Chad", as many as follow each other with one preposition."""
    found: list[Item] = []
    for chunk in chunks:
        item = _led(scene, chunk, found[0].preposition if found else None)
        if item is not None:
            found.append(item)
        elif len(found) > 1:
            break
        elif found:
            found = []
    return found


def _led(scene: Scene, chunk: list[Token], preposition: str | None) -> Item | None:
    for place, token in enumerate(chunk[1:-1], 1):
        fits = token.lower_ == preposition if preposition else token.lower_ in PREPOSITIONS
        thing = _thing(scene, chunk[:place], opening=preposition is None) if fits else None
        after = chunk[place + 2 :] if chunk[place + 1].pos_ == "DET" else chunk[place + 1 :]
        party = _party(scene, after, towns=token.lower_ in ("for", "to")) if thing is not None else None
        if thing is not None and party is not None:
            return Item(thing, party, token.lower_, chunk[0], chunk[-1])
    return None


def _in_brackets(scene: Scene, chunks: list[list[Token]]) -> list[Item]:
    """Items like "Chad (12 buses)"."""
    found: list[Item] = []
    for chunk in chunks:
        place = next((n for n, t in enumerate(chunk) if t.text == "(" and n), 0)
        inside = [t for t in chunk[place + 1 :] if t.text != ")"]
        thing = _thing(scene, inside) if place else None
        party = _named(scene, chunk[place - 1]) if place else None
        if thing is not None and party is not None and thing.pos_ != "PROPN":
            found.append(Item(thing, party, "", chunk[place], chunk[-1]))
        elif found:
            break
    return found


def _two_by_two(scene: Scene, chunks: list[list[Token]]) -> list[Item]:
    """Items like "Chad 12 buses"."""
    found: list[Item] = []
    for chunk in chunks:
        item = _pair(scene, chunk)
        if item is None:
            break
        found.append(item)
    return found


def _gapped(scene: Scene, clause: Clause, chunks: list[list[Token]]) -> list[Item]:
    """Items whose first is the clause itself, its verb left out of the rest ("A buys a mine and B a smelter")."""
    subjects = () if clause.is_passive or clause.predicate.pos_ != "VERB" else scene.parties(clause.subjects[:1])
    thing = _thing(scene, chunks[0])
    later = _two_by_two(scene, chunks[1:])
    if not subjects or thing is None or not later or _pair(scene, chunks[0]) is not None:
        return []
    return [Item(thing, subjects[0], "", chunks[0][0], chunks[0][-1]), *later]


def _pair(scene: Scene, chunk: list[Token]) -> Item | None:
    """A party directly followed by what it gets or gives."""
    party = _party(scene, chunk)
    if party is None:
        return None
    rest = [t for t in chunk if scene.sentence.place(t, t)[0] >= party.span.end]
    rest = list(dropwhile(lambda t: t.pos_ == "PROPN" and scene.mention_of(t) is None, rest))  # "Alpha Defense 2 guns"
    opens = bool(rest) and (rest[0].pos_ in ("DET", "NUM", "SYM") or scene.has_money(rest[0]))
    thing = _thing(scene, rest) if opens else None
    if thing is None:
        return None
    led = next((n for n, t in enumerate(rest) if t.lower_ in PREPOSITIONS), None)
    other = _party(scene, rest[led + 1 :]) if led is not None else None
    return Item(thing, party, "", chunk[0], chunk[-1], () if other is None else (other,))


def _thing(scene: Scene, tokens: list[Token], *, opening: bool = False) -> Token | None:
    """The head of the noun phrase or amount that some words are: before their preposition, or after it at the top."""
    if not tokens or any(t.pos_ in ("VERB", "AUX") and t.tag_ not in ("VBN", "VBG") for t in tokens):
        return None
    if opening:
        starts = [n for n, t in enumerate(tokens) if t.pos_ == "ADP"]
        tokens = tokens[starts[-1] + 1 :] if starts else tokens
    end = next((n for n, t in enumerate(tokens) if t.pos_ == "ADP" and (t.lower_ != "of" or not n)), len(tokens))
    told = [t for t in tokens[:end] if t.ent_type_ not in ("DATE", "TIME")]
    measured = [t for t in told if scene.has_money(t)]
    outer = next((n for n, t in enumerate(told) if t.lower_ == "of"), len(told))
    return next(iter(measured[-1:]), next((t for t in reversed(told[:outer]) if t.pos_ in NAMED + COUNTED), None))


def _party(scene: Scene, tokens: list[Token], *, towns: bool = False) -> PartyRef | None:
    """The party that some words begin with."""
    named = None
    for token in tokens:
        mention = scene.mention_of(token)
        if mention is None or (
            named is not None and mention.entity_key != named.entity_key and token.i > tokens[0].i + 1
        ):
            break
        named = _named(scene, token, towns=towns) or named
    return named


def _named(scene: Scene, token: Token, *, towns: bool = False) -> PartyRef | None:
    """The party that a word is part of the name of; a town that gets something counts with `towns`."""
    mention = scene.mention_of(token)
    if mention is None:
        return None
    found = [p for p in scene.parties([token]) if p.entity_key == mention.entity_key]
    if found:
        return found[0]
    is_town = towns and scene.type_of(mention.entity_key) is EntityType.CITY
    return PartyRef(mention.entity_key, mention.span, PartyBasis.STATED) if is_town else None


def _role(filled: Filled, item: Item) -> DealRole | None:
    """The side on which the parties of a list stand."""
    pattern = filled.pattern
    if item.preposition:
        if item.preposition in pattern.recipient and not (item.preposition in pattern.supplier and filled.recipients):
            return DealRole.RECIPIENT
        return DealRole.SUPPLIER if item.preposition in pattern.supplier else None
    if item.party.entity_key in {p.entity_key for p in filled.recipients}:
        return DealRole.RECIPIENT
    return DealRole.SUPPLIER if item.party.entity_key in {p.entity_key for p in filled.suppliers} else None


def _is_told_of(scene: Scene, filled: Filled, item: Item) -> bool:
    """Whether the first item is what the frame was filled with."""
    if not filled.goods or scene.has_money(item.thing):
        return True
    before = all(g.span.end <= _reach(scene, item)[0] for g in filled.goods)
    return before or any(_lies_in(scene, g, item) for g in filled.goods)


def _lies_in(scene: Scene, goods: Goods, item: Item) -> bool:
    return _reach(scene, item)[0] <= goods.span.start < _reach(scene, item)[1]


def _filled(scene: Scene, filled: Filled, item: Item, items: list[Item], role: DealRole) -> Filled:
    """The frame with an item's party, things and words; parties that stand in other items are not its own."""
    reaches = [_reach(scene, i) for i in items if i is not item]
    named = filled.suppliers if role is DealRole.RECIPIENT else filled.recipients
    other = tuple(p for p in named if not any(a <= p.span.start < b for a, b in reaches))
    if item is not items[0] and item.other is not None:
        listed_too = {i.party.entity_key for i in items}
        shared = tuple(p for p in named if p.entity_key not in listed_too) if only_counts(item.thing) else ()
        other = item.other or (other if item.preposition else shared)
    is_supplier = role is DealRole.SUPPLIER
    return replace(
        filled,
        suppliers=(item.party,) if is_supplier else other,
        recipients=other if is_supplier else (item.party,),
        goods=_goods(scene, filled, item),
        goods_heads=(item.thing,),
        reach=_reach(scene, item),
    )


def _reach(scene: Scene, item: Item) -> tuple[int, int]:
    return scene.sentence.place(item.first, item.first)[0], scene.sentence.place(item.last, item.last)[1]


def _goods(scene: Scene, filled: Filled, item: Item) -> tuple[Goods, ...]:
    """What an item names: its own things, or where it only counts or prices them those of the first."""
    if scene.has_money(item.thing):
        first = next((g for t in money_goods(item.thing) if (g := read_goods(scene, t)) is not None), None)
        return filled.goods[:1] if first is None else (first,)
    own = read_goods(scene, item.thing)
    if own is not None and item.thing.pos_ in NAMED:
        if filled.goods and (own.kind is None or only_counts(item.thing)):
            own = replace(own, kind=filled.goods[0].kind)
        return (_less_party(scene, own, item),)
    if not filled.goods:
        return ()
    return (replace(filled.goods[0], span=scene.words(item.thing, item.thing), quantity=item.thing.lower_, owners=()),)


def _less_party(scene: Scene, goods: Goods, item: Item) -> Goods:
    """The goods less what the phrase holds of the rest of the list, and of the party."""
    raw = scene.context.document.raw_text
    start, end = max(goods.span.start, _reach(scene, item)[0]), min(goods.span.end, _reach(scene, item)[1])
    if start <= item.party.span.start < scene.sentence.place(item.thing, item.thing)[0]:
        start = next((n for n in range(item.party.span.end, end) if raw[n].isalnum()), start)
    elif item.preposition and item.party.span.start < end:
        end = len(raw[: item.party.span.start].rstrip().removesuffix(item.preposition).rstrip())
    owners = tuple(p for p in goods.owners if p.entity_key != item.party.entity_key)
    return replace(goods, span=scene.context.span(start, end), owners=owners)
