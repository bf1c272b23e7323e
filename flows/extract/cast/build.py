"""One document's names gathered into its cast."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from slugify import slugify

from flows.extract import engine
from flows.extract.cast.introduced import introductions
from flows.extract.cast.merge import Name, cluster, core_words, is_typo
from flows.extract.cast.metonyms import acts_as_government
from flows.extract.context import Sentence
from flows.extract.names import shapes
from flows.extract.names.claims import MODEL, SURE, Found
from flows.extract.names.companies import ORGANS
from flows.extract.names.cues import cues
from flows.extract.names.find import find_names
from flows.extract.names.gazetteer import capitals, country_name, gazetteer
from flows.extract.names.told import acts_as_company
from flows.extract.names.wording import Wording
from flows.model.document import Document
from flows.model.report import DocEntity, Mention, Span
from flows.model.vocabulary.articles import Zone
from flows.model.vocabulary.entities import AliasType, EntityType, MentionKind, ResolutionMethod

LONGEST_ACRONYM = 7  # letters
CONFIDENCE_FLOOR, CONFIDENCE_TOP = 0.4, 0.98
GOVERNMENT_KEY = "gov:"  # governments that only a capital's name stands for


@dataclass(frozen=True, slots=True)
class Named:
    """A found name with the cast key it belongs to."""

    found: Found
    key: str
    in_dropped: bool = False

    @property
    def country_code(self) -> str | None:
        """State that the gazetteer ties the name to."""
        return self.found.known.country_code if self.found.known else None


def gather(
    document: Document, kept: Sequence[Sentence], dropped: Sequence[Sentence]
) -> tuple[list[Named], dict[str, DocEntity]]:
    """All names of the document with their keys, and the cast members by key."""
    wording = Wording(document.raw_text, kept)
    found = [(f, False) for f in find_names(kept, wording)]
    found += [(f, True) for f in find_names(dropped, wording)]
    firsts = {
        f.text(0) for f, _ in found if f.known is None and f.entity_type is EntityType.ORGANIZATION and len(f) > 1
    }
    found = [(_as_company(f) if f.text(0) in firsts else f, d) for f, d in found]
    raw = document.raw_text
    keys = _keys(raw, [f for f, _ in found])
    named = [Named(f, keys[_spelling(raw, f)], d) for f, d in found]
    named.sort(key=lambda n: (n.found.start, -n.found.end))
    return named, _entities(raw, named)


def _as_company(found: Found) -> Found:
    """A province's name that also begins a company's in the document: its kind is left to the words around."""
    if found.known is None or len(found) > 1 or found.entity_type is not EntityType.REGION or found.weight > MODEL:
        return found
    return replace(found, known=None, entity_type=EntityType.ORGANIZATION)


def _spelling(raw: str, found: Found) -> tuple[str, str | None]:
    """What names are told apart by: the words, and the state or body that the gazetteer knows them for."""
    return raw[found.start : found.end], _fixed_key(found)


def _fixed_key(found: Found) -> str | None:
    known = found.known
    if known is None:
        return None
    if known.entity_type is EntityType.COUNTRY:
        return f"country:{known.country_code}"
    if known.name in capitals() and acts_as_government(found.sentence.parse.doc[found.first : found.last].root):
        return f"{GOVERNMENT_KEY}{capitals()[known.name]}"
    return f"{known.entity_type.value}:{_slug(known.name or '')}"


def _slug(name: str) -> str:
    """A name in plain letters. Left to choose, the library looks on the disk for a package that is not there."""
    return slugify(name, backend="text-unidecode")


def _keys(raw: str, found: Iterable[Found]) -> dict[tuple[str, str | None], str]:
    """The cast key of each spelling."""
    keys: dict[tuple[str, str | None], str] = {}
    names: dict[str, Name] = {}
    for f in found:
        text, fixed = _spelling(raw, f)
        if fixed is not None:
            keys[text, fixed] = fixed
            continue
        in_heading = f.sentence.zone is not Zone.BODY
        name = names.setdefault(text, Name(text, first=f.start + (len(raw) if in_heading else 0)))
        name.votes[f.entity_type] += f.weight  # type: ignore[assignment]
        name.count += 1
        name.votes.update(cues(f.sentence.parse.doc[f.first : f.last], f.entity_type))
        name.acts = name.acts or acts_as_company(f.sentence.parse.doc[f.first : f.last])
        name.first = min(name.first, f.start + (len(raw) if in_heading else 0))
    places = sorted((f.start, f.end) for f in found)
    roots = cluster(list(names.values()), introductions(raw, places))
    return keys | _root_keys(names, roots)


def _root_keys(names: dict[str, Name], roots: dict[str, str]) -> dict[tuple[str, str | None], str]:
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for text, root in roots.items():
        votes[root].update(names[text].votes)
    chosen = {root: max(v, key=lambda t: (v[t], t.value)) for root, v in votes.items()}
    for root, kind in chosen.items():
        is_bare = kind is EntityType.PERSON and len(core_words(root)) == 1 and votes[root][kind] < SURE
        if is_bare and any(names[text].acts for text, of in roots.items() if of == root):
            chosen[root] = EntityType.ORGANIZATION  # news gives a person's full name or title once
        is_telling = EntityType.PERSON in votes[root] and _is_persons(root)
        if is_telling and votes[root][kind] < SURE:
            chosen[root] = EntityType.PERSON
    return {(text, None): f"{chosen[root].value}:{_slug(root) or 'x'}" for text, root in roots.items()}


def _is_persons(name: str) -> bool:
    """Whether a name of several words begins with a first name and does not end as names of bodies and things do."""
    words = name.split()
    ends = words[-1] in shapes.document_heads() | shapes.event_heads() or shapes.is_head(words[-1])
    return len(words) > 1 and words[0] in shapes.given_names() and not ends


def _entities(raw: str, named: Iterable[Named]) -> dict[str, DocEntity]:
    forms: dict[str, Counter[tuple[str, MentionKind]]] = defaultdict(Counter)
    samples: dict[str, Found] = {}
    for n in named:
        forms[n.key][raw[n.found.start : n.found.end], n.found.kind] += 1
        samples.setdefault(n.key, n.found)
    return {key: entity(key, samples[key], spellings) for key, spellings in forms.items()}


def entity(key: str, sample: Found, spellings: Counter[tuple[str, MentionKind]]) -> DocEntity:
    """The cast member with its fullest name and all forms the document bears."""
    kind, rest = key.split(":", 1)
    if key.startswith(GOVERNMENT_KEY):
        forms = tuple(sorted((text, AliasType.METONYM) for text, _ in spellings))
        return DocEntity(key, f"Government of {country_name(rest)}", EntityType.GOVERNMENT, rest, forms)
    known, entity_type = sample.known, EntityType(kind)
    if entity_type is EntityType.COUNTRY:
        return DocEntity(key, country_name(rest), entity_type, rest, _aliases(country_name(rest), spellings))
    names = [text for text, kind in spellings if kind is not MentionKind.DEMONYM]
    full = max(
        names, key=lambda t: (_fullness(t), spellings[t, MentionKind.NAME], t), default=(known and known.name) or key
    )
    code = known.country_code if known else _state_inside(full) if entity_type in ORGANS else None
    return DocEntity(key, full, entity_type, code, _aliases(full, spellings))


def _state_inside(name: str) -> str | None:
    """The state whose name or adjective is part of an organ's name."""
    words = engine.split(name)
    found = (gazetteer().match(words, at) for at in range(len(words)))
    return next((m[1].country_code for m in found if m and m[1].entity_type is EntityType.COUNTRY), None)


def _fullness(text: str) -> tuple[bool, int, int]:
    """Names in capitals come after names as the body writes them; then more words, then more letters."""
    return not (text.isupper() and len(text) > LONGEST_ACRONYM), len(core_words(text)), len(text)


def _aliases(full: str, spellings: Counter[tuple[str, MentionKind]]) -> tuple[tuple[str, AliasType], ...]:
    return tuple(sorted({(text, alias_type(text, kind, full)) for text, kind in spellings}))


def alias_type(text: str, kind: MentionKind, full: str) -> AliasType:
    """How a form relates to the full name."""
    if kind is MentionKind.DEMONYM:
        return AliasType.DEMONYM
    short, long = core_words(text), core_words(full)
    bare = text.replace(".", "")
    if bare.isupper() and len(bare) <= LONGEST_ACRONYM and " " not in bare and short[0] not in long:
        return AliasType.ACRONYM
    if len(short) == 1 and len(long) > 1 and short[0] == long[-1]:
        return AliasType.SURNAME
    if any(is_typo(short[-1], word) for word in long) and len(short) == 1:
        return AliasType.TYPO
    return AliasType.FULL_NAME if text == full else AliasType.SPELLING_VARIANT


def mention(document: Document, named: Named, sentence_no: int, entities: dict[str, DocEntity]) -> Mention:
    """The mention as the contract publishes it."""
    f = named.found
    text = document.raw_text[f.start : f.end]
    kind = MentionKind.DATELINE if f.sentence.zone is Zone.DATELINE else f.kind
    alias = next((a for t, a in entities[named.key].aliases if t == text), AliasType.FULL_NAME)
    return Mention(
        Span(f.start, f.end, text),
        sentence_no,
        f.sentence.zone,
        _KINDS.get(alias, kind),
        named.key,
        _METHODS.get(alias, ResolutionMethod.ALIAS),
        min(CONFIDENCE_TOP, CONFIDENCE_FLOOR + 0.3 * f.weight),
        named.in_dropped,
    )


_KINDS = {AliasType.TYPO: MentionKind.TYPO, AliasType.METONYM: MentionKind.METONYM}
_METHODS = {
    AliasType.FULL_NAME: ResolutionMethod.EXACT,
    AliasType.SURNAME: ResolutionMethod.SURNAME_IN_DOC,
    AliasType.TYPO: ResolutionMethod.TYPO,
    AliasType.METONYM: ResolutionMethod.METONYM_RULE,
}
