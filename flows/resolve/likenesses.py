"""Pairs of names that may be one, found by blocking keys and kept between runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product

import polars as pl

from flows.lexicon import load
from flows.resolve.bearers import Name, borne, introduce, names, related
from flows.resolve.cards import BODY, PERSON, PLACE
from flows.resolve.names import SHORTEST_VARIANT, folded, same_body, same_person, same_place
from flows.resolve.reach import number
from flows.resolve.table import State, among, table
from flows.resolve.text import is_common

SCORES = {"same_key": 1.0, "same_name": 1.0, "middle_name": 0.95, "transliteration": 0.9, "spelling_variant": 0.8}
EDGE = 2  # letters at the start or end of a word
RULES: dict[str, Callable[..., str | None]] = {PERSON: same_person, BODY: same_body, PLACE: same_place}

BLOCKS = {"spelling": pl.String, "key": pl.Int64}
LIKE = {
    "a": pl.String,  # name ids
    "b": pl.String,
    "spelling_a": pl.String,
    "spelling_b": pl.String,
    "score": pl.Float64,
    "method": pl.String,
    "is_near": pl.Boolean,  # they would be one if they kept the same company
}


def update_likenesses(before: State, after: State, touched: pl.Series) -> State:
    """Tables `spelling_blocks` and `likenesses`, compared anew where a name of a touched spelling is on one side.

    `after` holds `votes`, `forms` and `cards` as they are now.
    """
    votes = after["votes"]
    fresh = _blocks(votes.of("who", touched))
    blocks = table(before, "spelling_blocks", BLOCKS).replaced(touched, fresh, "spelling")
    pairs = (
        fresh.join(blocks.of("key", fresh["key"].unique()), on="key")
        .select("spelling", other="spelling_right")
        .unique()
    )
    met = pairs.filter((pl.col("spelling") < pl.col("other")) | ~among("other", touched)).sort("spelling", "other")
    both = pl.concat([met["spelling"], met["other"]])
    spellings = pl.concat([both, touched]).unique()
    found = borne(votes.of("who", spellings))
    known = names(found, after["forms"].of("spelling", spellings))
    like = [(one, other, rule) for one, other in _pairs(known, touched, met) if (rule := _rule(one, other)) is not None]
    introduce({name.name_id: name for one, other, _ in like for name in (one, other)}.values(), found, after["cards"])
    rows = pl.DataFrame([_likeness(*pair) for pair in like], schema=LIKE, orient="row")
    kept = table(before, "likenesses", LIKE).without("spelling_a", touched).without("spelling_b", touched)
    return {"spelling_blocks": blocks, "likenesses": kept.put(rows)}


def _pairs(known: Mapping[str, Name], touched: pl.Series, met: pl.DataFrame) -> Iterator[tuple[Name, Name]]:
    """Names of two spellings that share a block; names of one spelling and several countries."""
    of_spelling: dict[str, list[Name]] = {}
    for name in known.values():
        of_spelling.setdefault(name.spelling, []).append(name)
    for a, b in met.iter_rows():
        yield from product(of_spelling.get(a, ()), of_spelling.get(b, ()))
    for spelling in sorted(touched):
        alike = of_spelling.get(spelling, [])
        yield from ((one, other) for n, one in enumerate(alike) for other in alike[n + 1 :])


def _rule(one: Name, other: Name) -> str | None:
    """The rule by which two names are one if they keep the same company."""
    if one.group not in RULES:
        return None
    if one.group != PERSON and not one.keys.isdisjoint(other.keys) and not (one.is_short or other.is_short):
        return "same_key"
    return RULES[one.group](one.text, other.text, same_country=True)


def _likeness(one: Name, other: Name, rule: str) -> tuple[str, str, str, str, float, str, bool]:
    is_near = False
    if rule != "same_key" and not related(one, other):
        strict = RULES[one.group](one.text, other.text, same_country=False)
        rule, is_near = strict or rule, strict is None or one.is_short or other.is_short
    a, b = sorted((one, other), key=lambda name: name.name_id)
    return a.name_id, b.name_id, a.spelling, b.spelling, SCORES[rule], rule, is_near


def _blocks(votes: pl.DataFrame) -> pl.DataFrame:
    """Blocking keys of spellings; an office that some state or document has is like no other's."""
    marked = votes.filter(pl.col("spelling").str.count_matches("|", literal=True) > 1)
    offices = marked.filter([is_common(words) for words in marked["words"]])["spelling"]
    votes = votes.filter(~among("spelling", offices))
    spelt = votes.filter(among("group", RULES)).group_by("spelling").agg(pl.col("group", "words").first())
    rows = {
        (spelling, number(group, key))
        for spelling, group, words in spelt.iter_rows()
        for key in _blocking_keys(group, tuple(words.split("-")))
    }
    listed = votes.filter(among("group", (BODY, PLACE))).select("spelling", "group", "entity_key").unique()
    rows |= {(spelling, number(group, "key", key)) for spelling, group, key in listed.iter_rows()}
    return pl.DataFrame(sorted(rows), schema=BLOCKS, orient="row")


def _blocking_keys(group: str, words: tuple[str, ...]) -> Iterator[str]:
    """What two names of one thing have in common, by the rules of `flows.resolve.names`."""
    if group == PERSON:
        yield f"family {folded(words[-1])} {folded(words[0])[:1]}"
        yield from _edges(words, len(words) - 1)
        return
    yield "".join(words)
    if len(words) == 1:
        yield from _one_letter_less(words[0])
        return
    for n in range(len(words)):
        yield from _edges(words, n)
    if group == PLACE:
        yield f"{words[0][:1]}…{words[-1]}"


def _edges(words: tuple[str, ...], n: int) -> Iterator[str]:
    """All words but one, with the edges of that one: a letter off spares an edge."""
    rest = " ".join(words[:n] + words[n + 1 :])
    yield f"{n} {rest} {words[n][:EDGE]}…"
    yield f"{n} {rest} …{words[n][-EDGE:]}"


def _one_letter_less(word: str) -> Iterator[str]:
    """The word without one of its letters: what two words share that are a letter off."""
    if len(word) >= SHORTEST_VARIANT:
        yield from {word[:n] + word[n + 1 :] for n in range(len(word))}


def families(votes: pl.DataFrame, forms: pl.DataFrame) -> pl.DataFrame:
    """What ties spellings whose names must be told apart together: a surname, a short form (`node`, `key`)."""
    parents = load("name_words")["patronymic"]
    rows = set()
    for spelling, group, written in votes.select("spelling", "group", "words").unique().iter_rows():
        words = written.split("-")
        if group == PERSON and (len(words) == 1 or words[-2] not in parents):
            rows.add((spelling, number("surname", words[-1])))
        elif group == BODY:
            rows.add((spelling, number("form", written)))
    for spelling, form in forms.filter("is_introduced").select("spelling", "form").unique().iter_rows():
        rows.add((spelling, number("form", form)))
    return pl.DataFrame(sorted(rows), schema={"node": pl.String, "key": pl.Int64}, orient="row")
