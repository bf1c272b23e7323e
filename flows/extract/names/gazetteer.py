"""Names the world agrees on: states, their peoples and capitals, bodies, regions and cities, as token sequences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flows.extract import engine
from flows.lexicon import load
from flows.model.vocabulary.entities import EntityType, MentionKind

WIDE = frozenset({EntityType.COUNTRY, EntityType.REGION})
FEDERAL = frozenset({"US", "CA", "AU", "DE"})  # whose states and provinces news means where others share the name


@dataclass(frozen=True, slots=True)
class Known:
    """What a name of the gazetteer stands for. `key` is the cast key where the name alone gives it."""

    entity_type: EntityType
    kind: MentionKind = MentionKind.NAME
    country_code: str | None = None
    name: str | None = None  # display name of the thing
    is_ambiguous: bool = False


class Gazetteer:
    """Longest match over word sequences."""

    def __init__(self, entries: dict[tuple[str, ...], Known]) -> None:
        self._entries = entries
        self._lengths: dict[str, list[int]] = {}
        for key in entries:
            self._lengths.setdefault(key[0], []).append(len(key))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def match(self, words: Sequence[str], at: int) -> tuple[int, Known] | None:
        """Number of words and what they name, for the longest name that starts at `at`."""
        for length in self._lengths.get(words[at], ()):
            known = self._entries.get(tuple(words[at : at + length]))
            if known is not None and at + length <= len(words):
                return length, known
        return None

    def get(self, name: str) -> Known | None:
        """What a whole name stands for."""
        return self._entries.get(engine.split(name))

    def __iter__(self) -> Iterator[tuple[tuple[str, ...], Known]]:
        return iter(self._entries.items())


@cache
def gazetteer() -> Gazetteer:
    """All names of the bundled lists; earlier kinds win over later ones."""
    entries: dict[tuple[str, ...], Known] = {}
    for name, known in _all_entries():
        entries.setdefault(engine.split(name), known)
    states = {key[0] for key, known in entries.items() if len(key) == 1 and known.entity_type in WIDE}
    for name, code in _subdivisions().items():
        key = engine.split(name)
        if len(key) > 1 and not states.isdisjoint(key):  # "New Jersey" is no part of what "Jersey" names
            entries.setdefault(key, Known(EntityType.REGION, country_code=code, name=name))
    return Gazetteer(entries)


@cache
def country_name(code: str) -> str:
    """The English name under which a state is shown, by ISO 3166-1 alpha-3 (former states: 3166-3)."""
    import pycountry
    from babel import Locale

    shown: dict[str, str] = load("countries")["shown"]
    if code in shown:
        return shown[code]
    country = pycountry.countries.get(alpha_3=code)
    if country is None:
        former = pycountry.historic_countries.get(alpha_3=code)
        return str(former.name) if former else code
    return str(Locale("en").territories.get(country.alpha_2, country.name)).replace(" & ", " and ").replace("’", "'")


@cache
def capitals() -> dict[str, str]:
    """State by the names of its capital and seat of government."""
    data = load("countries")
    found = {name: code for code, names in data["capital_spellings"].items() for name in names}
    return found | {name: code for code, name in data["capitals"].items()}


@cache
def spoken_names() -> frozenset[str]:
    """Single-word names of states, peoples and cities in lower case, for headlines in capitals."""
    places = (EntityType.COUNTRY, EntityType.CITY, EntityType.REGION)
    return frozenset(key[0].lower() for key, known in gazetteer() if len(key) == 1 and known.entity_type in places)


def _all_entries() -> Iterator[tuple[str, Known]]:
    yield from _states()
    yield from _peoples()
    yield from _bodies()
    yield from _media()
    yield from _places()
    yield from _weapons()
    yield from ((name, Known(EntityType.DOCUMENT, name=name)) for name in load("instruments")["proper"])


def _weapons() -> Iterator[tuple[str, Known]]:
    data = load("weapons")
    for name in (*data["names"], *data["common"]):
        known = Known(EntityType.WEAPON_SYSTEM, name=name, is_ambiguous=name in data["common"])
        yield name, known
        if not name.endswith("s"):
            yield name + "s", known


def _states() -> Iterator[tuple[str, Known]]:
    ambiguous = set(load("countries")["ambiguous"])
    for code, name in _state_names():
        yield (
            name,
            Known(EntityType.COUNTRY, country_code=code, name=country_name(code), is_ambiguous=name in ambiguous),
        )


def _state_names() -> Iterator[tuple[str, str]]:
    import pycountry

    for code, names in load("countries")["names"].items():
        yield from ((code, name) for name in names)
    for country in pycountry.countries:
        yield country.alpha_3, country_name(country.alpha_3)
        for attribute in ("common_name", "name", "official_name"):
            name = getattr(country, attribute, None)
            if name and "," not in name and "(" not in name:
                yield country.alpha_3, name


# Endings of nationalities whose plural takes "s" ("Kazakhs"), unlike those in "-ish", "-ch" and "-ese".
_TAKES_S = (*"ninbtkr", "kh")


def _peoples() -> Iterator[tuple[str, Known]]:
    data = load("demonyms")
    for code, adjectives in data["adjectives"].items():
        known = Known(EntityType.COUNTRY, MentionKind.DEMONYM, code, country_name(code))
        for adjective in adjectives:
            yield adjective, known
            if adjective.endswith(_TAKES_S):
                yield adjective + "s", known
        for noun in data["people"].get(code, ()):
            yield noun, known
    for adjective, region in load("places")["region_demonyms"].items():
        yield adjective, Known(EntityType.REGION, MentionKind.DEMONYM, name=region or adjective)


def _bodies() -> Iterator[tuple[str, Known]]:
    data = load("organisations")
    for name, others in data["intergovernmental"].items():
        known = Known(EntityType.INTERGOVERNMENTAL, name=name)
        yield from ((n, known) for n in (name, *others))
    for code, bodies in data["state_bodies"].items():
        for names in bodies:
            kind = EntityType.MILITARY if names[0].split()[-1] in _military_words() else EntityType.GOVERNMENT
            yield from ((n, Known(kind, country_code=code, name=names[0])) for n in names)


@cache
def _military_words() -> frozenset[str]:
    return frozenset({"Army", "Force", "Forces", "Navy", "Bundeswehr"})


def _media() -> Iterator[tuple[str, Known]]:
    for name in load("media")["names"]:
        yield name, Known(EntityType.MEDIA, name=name.removeprefix("The "))


def _places() -> Iterator[tuple[str, Known]]:
    data = load("places")
    for name in data["regions"]:
        yield name, Known(EntityType.REGION, name=name)
    for code, names in data["parts"].items():
        yield from ((n, Known(EntityType.REGION, country_code=code, name=n)) for n in names)
    for name, code in capitals().items():
        yield name, Known(EntityType.CITY, country_code=code, name=name)
    for short, name in data["state_abbreviations"].items():
        yield short, Known(EntityType.REGION, country_code="USA", name=name)
    for code, names in data["cities"].items():
        yield from ((n, Known(EntityType.CITY, country_code=code, name=n)) for n in names)
    yield from _zone_cities()


def _zone_cities() -> Iterator[tuple[str, Known]]:
    """Cities that name a time zone; those that name a state or a US state too are left to the model."""
    import pycountry
    import pytz

    for alpha_2, zones in pytz.country_timezones.items():
        country: Any = pycountry.countries.get(alpha_2=alpha_2)
        for zone in zones:
            name = zone.rsplit("/", 1)[-1].replace("_", " ")
            if country is not None and len(name) > 4 and name not in load("places")["no_cities"]:
                yield name, Known(EntityType.CITY, country_code=country.alpha_3, name=name)


@cache
def subdivision(name: str) -> str | None:
    """State to which a province or federal state of that name belongs, where only one has it."""
    return _subdivisions().get(name)


def _without_rank(name: str) -> str:
    """A Chinese province's name without the word for "province" or "city" that ISO 3166-2 writes after it."""
    return name.removesuffix(" Sheng").removesuffix(" Shi").removesuffix(" Zizhiqu")


@cache
def _subdivisions() -> dict[str, str]:
    import pycountry

    alpha_3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    owners: dict[str, set[str]] = {}
    for part in pycountry.subdivisions:
        owners.setdefault(_without_rank(part.name), set()).add(part.country_code)
    chosen = {
        name: min(codes & FEDERAL or codes) for name, codes in owners.items() if len(codes) == 1 or codes & FEDERAL
    }
    return {name: alpha_3[code] for name, code in chosen.items() if code in alpha_3}
