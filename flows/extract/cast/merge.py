"""Which names of one document name the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property

from rapidfuzz.distance import OSA

from flows.extract.names import shapes
from flows.extract.names.claims import LIKELY, PLACES
from flows.extract.names.gazetteer import gazetteer
from flows.lexicon import words
from flows.model.vocabulary.entities import EntityType

BODIES = frozenset(
    {
        EntityType.ORGANIZATION,
        EntityType.GOVERNMENT,
        EntityType.MILITARY,
        EntityType.POLITICAL_PARTY,
        EntityType.MEDIA,
        EntityType.RESEARCH,
        EntityType.INTERGOVERNMENTAL,
    }
)
# Types that the model gives to bodies by mistake; places of a gazetteer are not compared here.
UNSURE = frozenset({EntityType.PERSON, EntityType.WORK, EntityType.FACILITY, EntityType.CITY, EntityType.REGION})
SHORTEST_TYPO = 5  # letters; shorter names differ by chance

_TOKEN = re.compile(r"[^\s,()\"<>-]+")


@dataclass
class Name:
    """One spelling of a name in a document, with what its finders took it for; complete before it is compared."""

    text: str
    votes: Counter[EntityType] = field(default_factory=Counter)
    count: int = 0
    first: int = 0  # offset of its first appearance outside headings
    acts: bool = False  # whether it buys, sells or builds somewhere

    @cached_property
    def entity_type(self) -> EntityType:
        """The type with most votes."""
        return max(self.votes, key=lambda t: (self.votes[t], t.value))

    @cached_property
    def core(self) -> tuple[str, ...]:
        """The words that tell it apart: no legal form, article, case or punctuation."""
        return core_words(self.text)


class Fuller:
    """Names already placed, the fullest first, found by a word they begin or end with, their initials or length."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str | int], list[Name]] = {}

    def add(self, name: Name) -> None:
        """Places a name."""
        keys: set[tuple[str, str | int]] = {("first", name.core[0]), ("last", name.core[-1])}
        keys |= {("letters", initials) for initials in _initials(name.text)}
        keys |= {("length", len(name.core[0])), ("length", len(name.core[-1]))}
        for key in keys:
            self._names.setdefault(key, []).append(name)

    def by(self, what: str, value: str | int) -> list[Name]:
        """Names by `first` or `last` word, `letters` (initials), or `length` of the first or last word."""
        return self._names.get((what, value), [])


def core_words(text: str) -> tuple[str, ...]:
    """Comparable words of a name: no legal form, article, case, apostrophe or full stop."""
    tokens = _TOKEN.findall(text.replace("&", " and ").replace(" amp ", " and ").replace("’", "'"))
    while len(tokens) > 1 and (tokens[-1] in _legal() or tokens[-1].rstrip(".") in _legal()):
        tokens.pop()
    while len(tokens) > 1 and tokens[-1] == "and":
        tokens.pop()  # "Harlow and Co"
    if len(tokens) > 1 and tokens[0].lower() == "the":
        tokens = tokens[1:]
    return tuple(w.casefold().replace(".", "").removesuffix("'s").replace("'", "") for w in tokens)


@cache
def _legal() -> frozenset[str]:
    return words("organisations", "legal")


def cluster(names: list[Name], introduced: dict[str, str]) -> dict[str, str]:
    """For each name's text, the text of the name it is a form of (itself where it is the fullest).

    `introduced` maps an acronym to the name it stood behind in brackets.
    """
    forms: dict[str, str] = {}
    fuller, texts = Fuller(), {n.text for n in names}
    for name in sorted(names, key=lambda n: (-len(n.core), -len(n.text), n.first)):
        target = introduced.get(name.text)
        forms[name.text] = target if target in texts else _form_of(name, fuller, names)
        fuller.add(name)
    return {text: _root(text, forms) for text in forms}


def _root(text: str, forms: dict[str, str]) -> str:
    seen = {text}
    while forms.get(text, text) not in seen:
        text = forms[text]
        seen.add(text)
    return text


def _form_of(name: Name, done: Fuller, names: list[Name]) -> str:
    """The fuller name that `name` stands for, itself where there is none."""
    rules = (_same_core, _acronym, _surname, _prefix, _last_words)
    found = next((fuller for rule in rules if (fuller := rule(name, done))), None) or _typo(name, done, names)
    return found.text if found else name.text


def _same_core(name: Name, done: Fuller) -> Name | None:
    return _best(n for n in done.by("first", name.core[0]) if n.core == name.core and _compatible(n, name))


def _compatible(one: Name, other: Name) -> bool:
    """Whether two names may be of one thing by type; a person is a body only by the model's mistake."""
    a, b = one.entity_type, other.entity_type
    return a is b or {a, b} <= BODIES or not UNSURE.isdisjoint({a, b})


def _acronym(name: Name, done: Fuller) -> Name | None:
    letters = name.text.replace(".", "")
    if letters.isalpha() and not letters.istitle() and sum(c.isupper() for c in letters) > len(letters) / 2:
        letters = "".join(c for c in letters if c.isupper())  # "KeNHA" leaves out less than half
    if not (2 <= len(letters) <= 8 and letters.isupper() and letters.isalpha()):
        return None
    return _best(n for n in done.by("letters", letters) if len(n.core) > 1 and n.entity_type is not EntityType.PERSON)


def _initials(text: str) -> set[str]:
    tokens = [w for w in _TOKEN.findall(text) if w[0].isalnum()]
    capital = "".join(w[0] for w in tokens if w[0].isupper())
    bare = "".join(w[0] for w in tokens if w[0].isupper() and w not in _legal())
    return {capital, bare}


def _surname(name: Name, done: Fuller) -> Name | None:
    """The person most often named in full who bears the surname; a longer name with the same first and last name.

    Where the family's or only name stands first ("Xi Jinping", "Girma Woldeyes"), the one person whose name begins so.
    """
    core = name.core
    people = [n for n in done.by("last", core[-1]) if n.entity_type is EntityType.PERSON and len(n.core) > 1]
    if len(core) == 1 and (name.entity_type is EntityType.PERSON or not _org_prefix(name, done)):
        return _best(people) or _begun(name, done)
    if name.entity_type is EntityType.PERSON and len(core) > 1:
        return _best(n for n in people if n.core[0] == core[0] or _ends_with(n.core, core)) or _begun(name, done)
    return None


def _begun(name: Name, done: Fuller) -> Name | None:
    """The person named oftenest whose longer name begins with this one; a first name by itself is anybody's."""
    core = name.core
    if len(core) == 1 and name.text in shapes.given_names():
        return None
    longer = [
        n
        for n in done.by("first", core[0])
        if n.entity_type is EntityType.PERSON and len(n.core) > len(core) and n.core[: len(core)] == core
    ]
    best = _best(longer)
    return best if best and all(n is best or n.count < best.count or n.core == best.core for n in longer) else None


def _ends_with(core: tuple[str, ...], tail: tuple[str, ...]) -> bool:
    """Whether a surname of several words ("Al-Masri") ends a longer name."""
    return tail[0] in shapes.PARTICLES and core[-len(tail) :] == tail


def _org_prefix(name: Name, done: Fuller) -> bool:
    return any(
        n.entity_type in BODIES and n.core[: len(name.core)] == name.core for n in done.by("first", name.core[0])
    )


def _prefix(name: Name, done: Fuller) -> Name | None:
    """The body whose name begins with this one, as a second mention shortens it."""
    core = name.core
    if not _may_shorten(name) or (shapes.is_vague(core[0]) and len(core) == 1 and name.count == 1):
        return None
    return _best(
        n
        for n in done.by("first", core[0])
        if n.entity_type in BODIES
        and len(n.core) > len(core)
        and n.core[: len(core)] == core
        and _is_shortening(name, n)
    )


def _last_words(name: Name, done: Fuller) -> Name | None:
    """The one body whose name ends with this one ("Kodak" for "Eastman Kodak Co")."""
    core = name.core
    if not _may_shorten(name) or (len(core) == 1 and shapes.is_vague(core[0])):
        return None
    fuller = {
        n.core: n
        for n in done.by("last", core[-1])
        if n.entity_type in BODIES
        and len(n.core) > len(core)
        and n.core[-len(core) :] == core
        and n.core[-len(core) - 1] != "of"  # "Bank of Lund" is not called Lund
        and n.first <= name.first
    }
    return next(iter(fuller.values())) if len(fuller) == 1 else None


def _may_shorten(name: Name) -> bool:
    """Whether a name may be the short form of a body's: neither complete with a legal form nor a common word."""
    if name.entity_type not in BODIES | UNSURE or name.text.split()[-1] in _legal():
        return False
    if name.votes[EntityType.CITY] > LIKELY and name.entity_type is EntityType.CITY:
        return False  # the words around it say so
    return len(name.core) > 1 or not shapes.is_head(name.text)


def _is_shortening(short: Name, full: Name) -> bool:
    """Whether the words left out are no place, and the full form came first or only says what kind of body it is.

    A company named with a place ("Smith North America") is a subsidiary.
    """
    rest = full.text.split()[len(short.core) :]
    bare = [w for w in rest if w not in _legal()]
    if "of" not in rest and any(
        (known := gazetteer().get(w)) and known.entity_type in PLACES for w in (" ".join(bare), *bare[-1:])
    ):
        return False
    return full.first <= short.first or all(shapes.is_head(w) or w in _legal() for w in rest)


def _typo(name: Name, done: Fuller, names: list[Name]) -> Name | None:
    """A name written more often, of which this one, written once, is a misspelling."""
    if name.count > 1 or len(name.text) < SHORTEST_TYPO or not name.text.isalpha():
        return None
    if gazetteer().get(name.text) is not None:
        return None
    for other in done.by("length", len(name.core[0])):
        parts = (other.core[-1], *((other.core[0],) if other.entity_type in BODIES else ()))
        if any(is_typo(name.core[0], part) and _count(part, names) > 1 for part in parts):
            return other
    return None


def _count(word: str, names: list[Name]) -> int:
    """How often names bear a word."""
    return sum(n.count for n in names if word in n.core)


def is_typo(word: str, known: str) -> bool:
    """Whether `word` may be `known` misspelt: as long, and an anagram, or one letter and not the first is another."""
    if word == known or len(word) != len(known) or len(word) < SHORTEST_TYPO:
        return False
    if sorted(word) == sorted(known):
        return True
    return word[0] == known[0] and OSA.distance(word, known) == 1


def _best(found: Iterable[Name]) -> Name | None:
    return max(found, key=lambda n: (n.count, -n.first), default=None)
