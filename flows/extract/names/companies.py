"""Names of companies and other bodies by their shape: legal forms, brackets of newswire, telling last words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.extract.names import shapes
from flows.extract.names.gazetteer import gazetteer
from flows.extract.names.wording import Wording
from flows.lexicon import load, words
from flows.model.vocabulary.entities import EntityType, MentionKind

if TYPE_CHECKING:
    from flows.extract.tree import Words


def with_legal_form(doc: Words, wording: Wording) -> Iterator[tuple[int, int]]:
    """Runs of name words that end in a legal form ("Harper and Row Publishers Inc") or hold one ("AB Volvo")."""
    i = 0
    while i < len(doc):
        if not _is_legal_at(doc, i):
            i += 1
            continue
        first, last = _left(doc, i, wording), _legal_end(doc, i)
        if doc[i].text in words("organisations", "prefix_legal") and last < len(doc) and _goes_right(doc, last):
            last = run_end(doc, last, wording)
        if last - first > 1 and first < i or last > i + 1 and shapes.is_capital(doc[last - 1]):
            yield first, last
        i = last


def short_forms(name: tuple[str, ...], *, is_body: bool) -> set[tuple[str, ...]]:
    """The name itself; of bodies without its legal form, and what its first words make, no places; surnames."""
    if not is_body:
        return {name, name[-1:]} if _is_surname(name) else {name}
    last = len(name)
    while last > 1 and (shapes.is_legal(name[last - 1]) or name[last - 1] == ","):
        last -= 1
    starts = {name[:n] for n in range(2, last + 1) if name[n - 1][0].isupper()}
    return {name} | {form for form in starts if gazetteer().get(" ".join(form)) is None}


def _is_surname(name: tuple[str, ...]) -> bool:
    """Whether a person's last name can be known by itself: no place, time or telling word of a body's name."""
    last = name[-1]
    if len(name) < 2 or not last.istitle() or shapes.is_head(last) or shapes.is_month_or_day(last):
        return False
    return gazetteer().get(last) is None and last not in shapes.nameless()


def _is_legal_at(doc: Words, i: int) -> bool:
    """Whether a legal form stands at `i`; in small letters only after a name ("Norton co")."""
    text = doc[i].text
    if text in ("co", "corp", "inc", "ltd"):
        hyphened = doc[i + 1 : i + 2].text == "-"  # "co-chaired"
        return i > 0 and shapes.is_capital(doc[i - 1]) and not shapes.is_opener(doc[i - 1]) and not hyphened
    return shapes.is_legal(text)


def _goes_right(doc: Words, i: int) -> bool:
    return (
        shapes.is_capital(doc[i]) and doc[i].text not in shapes.role_words() and not shapes.is_month_or_day(doc[i].text)
    )


ORGANS = frozenset({EntityType.GOVERNMENT, EntityType.MILITARY})


def _legal_end(doc: Words, i: int) -> int:
    """Place after a legal form and those that follow it ("Corp Plc", "Co., Ltd", "Co of America")."""
    last = i + 1
    while last < len(doc):
        after = doc[last + 1].text if last + 1 < len(doc) else ""
        if shapes.is_legal(doc[last].text) or doc[last].text == "Partnership":
            last += 1
        elif (doc[last].text == "," and shapes.is_legal(after)) or (doc[last].text == "of" and after == "America"):
            last += 2
        else:
            break
    return last


def _left(doc: Words, i: int, wording: Wording) -> int:
    """Place where the name that ends at `i` begins."""
    first = i
    while first > 0:
        step = _step_left(doc, first, wording)
        if step == 0:
            break
        first -= step
    return _without_lead(doc, first, i)


def _step_left(doc: Words, first: int, wording: Wording) -> int:
    """How many tokens further left the name goes on from `first`; 0 where it begins there."""
    before = doc[first - 1]
    if shapes.is_capital(before):
        return int(not _is_boundary(doc, first - 1))
    if before.text == ")" and first >= 4 and doc[first - 3].text == "(" and shapes.is_capital(doc[first - 4]):
        return 3  # a place in brackets: "Chevron (U.K.) Ltd"
    if first < 2 or not shapes.is_capital(doc[first - 2]) or _is_boundary(doc, first - 2):
        return 0
    return 2 * int(_connects(doc, first, wording))


def _connects(doc: Words, first: int, wording: Wording) -> bool:
    """Whether the small word or sign before `first` joins two parts of one name."""
    text, left = doc[first - 1].text, doc[first - 2]
    if text in shapes.AMPERSANDS or (text in "-/+'" and not left.whitespace_ and not doc[first - 1].whitespace_):
        return True
    if text == ",":
        return shapes.is_legal(doc[first].text) or _is_partnership(doc, first)
    if text == "'s":
        return not wording.is_bare(left.text) and gazetteer().get(left.text) is None
    joined = shapes.same_entity(doc, first - 2, first)
    if text == "and":
        return joined or shapes.is_legal(doc[first].text) or _joins_trades(doc, first) or _is_lone(doc, first - 2)
    if text == "of":
        return left.text in shapes.of_heads() or (joined and left.text not in shapes.part_heads())
    return text in shapes.PARTICLES or (text in shapes.SMALL_WORDS and joined)


def _joins_trades(doc: Words, first: int) -> bool:
    return doc[first - 2].text in shapes.trades() and doc[first].text in shapes.trades()


def _is_boundary(doc: Words, i: int) -> bool:
    """Whether a capitalised token cannot be inside a company's name: a sentence's opener, a legal form, a day."""
    token = doc[i]
    if shapes.is_legal(token.text) and token.text not in ("Company", "Companies", "Co"):
        return True
    if shapes.is_month_or_day(token.text):
        return True
    return shapes.is_opener(token) and token.pos_ != "PROPN"


def _is_partnership(doc: Words, first: int) -> bool:
    """Whether commas list partners: "Kidder, Peabody and Co"."""
    i = first
    while i < len(doc) and shapes.is_capital(doc[i]) and not shapes.is_legal(doc[i].text):
        i += 1
    return (
        i + 1 < len(doc)
        and (doc[i].text in shapes.AMPERSANDS or doc[i].text == "and")
        and shapes.is_legal(doc[i + 1].text)
    )


def _is_lone(doc: Words, i: int) -> bool:
    """Whether the word before "and" is a single word: half of a name ("Harper and Row") rather than a whole one."""
    known = gazetteer().get(doc[i].text)
    if known is not None or shapes.is_legal(doc[i].text):
        return False
    return i == 0 or not shapes.is_capital(doc[i - 1]) or shapes.is_opener(doc[i - 1])


def _without_lead(doc: Words, first: int, last: int) -> int:
    """Start of the name without roles and, where the model agrees, nationality before it."""
    while first < last - 1 and (_is_title(doc[first].text) or _is_loose_demonym(doc, first, last)):
        first += 1
    return first


def _is_title(text: str) -> bool:
    return text in shapes.lone_titles() and not shapes.is_head(text) and text not in _GENERAL


def _is_loose_demonym(doc: Words, first: int, last: int) -> bool:
    """Whether a nationality stands before a company's name that the model begins after it."""
    known = gazetteer().get(doc[first].text)
    if known is None or known.kind is not MentionKind.DEMONYM:
        return False
    return _starts_entity(doc, first + 1) and body_type(doc, first + 1, last) not in ORGANS


_GENERAL = frozenset(
    {"General", "Justice", "Deputy", "Chief", "Partner", "Major", "King", "Queen", "Prince", "Sultan", "Miss"}
)


def _starts_entity(doc: Words, i: int) -> bool:
    return doc[i].ent_iob_ == "B" and doc[i].ent_type_ == "ORG"


def run_end(doc: Words, i: int, wording: Wording) -> int:
    """Place after the run of name words that begins at `i`."""
    last = i + 1
    while last < len(doc):
        if shapes.is_capital(doc[last]) and not shapes.is_month_or_day(doc[last].text):
            last += 1
        elif last + 1 < len(doc) and shapes.is_capital(doc[last + 1]) and _joins(doc, last, wording):
            last += 2
        else:
            break
    return last


_OWNERS = frozenset({"People", "Peoples", "Workers", "Farmers", "Children", "Women"})  # "People's Liberation Front"


def _joins(doc: Words, i: int, wording: Wording) -> bool:
    """Whether the small word or sign at `i` joins the name words beside it."""
    text, left = doc[i].text, doc[i - 1]
    if text in shapes.AMPERSANDS or (text == "-" and not left.whitespace_ and not doc[i].whitespace_):
        return True
    if text in ("of", "for"):
        return left.text in shapes.of_heads()
    if text == "and":
        return _joins_trades(doc, i + 1) or shapes.same_entity(doc, i - 1, i + 1)
    if text == "'s" and left.text in _OWNERS:
        return True
    if text == "'s":
        return not wording.is_bare(left.text) and gazetteer().get(left.text) is None and shapes.is_head(doc[i + 1].text)
    return text in shapes.PARTICLES


def goes_on(doc: Words, first: int, last: int) -> bool:
    """Whether a place's name is the beginning of a body's ("United States Air Force", "New York Times")."""
    i = last
    while i < len(doc) and shapes.is_capital(doc[i]):
        if shapes.is_head(doc[i].text) or shapes.is_legal(doc[i].text):
            return True
        i += 1
    return False


def headed(doc: Words, wording: Wording) -> Iterator[tuple[int, int, EntityType]]:
    """Capitalised runs with a telling last word ("China Eastern Airlines") or "Bank of …", and what they name."""
    i = 0
    while i < len(doc):
        token = doc[i]
        if not shapes.is_capital(token) or (shapes.is_opener(token) and token.pos_ != "PROPN"):
            i += 1
            continue
        end = run_end(doc, i, wording)
        last = _of_america(doc, _head_end(doc, i, end))
        first = _without_lead(doc, i, last)
        if last - first > 1:
            yield first, last, body_type(doc, first, last)
        i = max(end, last)


def _head_end(doc: Words, first: int, end: int) -> int:
    """Place after the last telling word of the run, or `first` where it has none."""
    for i in range(end - 1, first, -1):
        if (
            (shapes.is_head(doc[i].text) and not _is_office(doc, i))
            or doc[i].text in shapes.facility_heads()
            or (doc[i - 1].text in ("of", "for") and doc[i - 2].text in shapes.of_heads())
        ):
            return end if doc[i - 1].text in ("of", "for") else i + 1
    return end if doc[first].text in words("organisations", "first_heads") else first


def _is_office(doc: Words, i: int) -> bool:
    """Whether a telling word is the end of an office's name: "Ostra Group Chief Executive"."""
    if doc[i].text not in shapes.role_words():
        return False
    after = doc[i + 1].text if i + 1 < len(doc) else ""
    return doc[i - 1].text in ("Chief", "Deputy", "Principal") or after in ("Chairman", "Director", "Officer", "Vice")


def _of_america(doc: Words, last: int) -> int:
    """Place after "of America" where it follows a telling last word ("Security Services of America")."""
    return last + 2 if doc[last : last + 2].text == "of America" else last


def _is_state_organ(name: list[str]) -> bool:
    """Whether the words of a name make it an organ of a state: "Ministry of X", "National Defence Council"."""
    if name[-1] in words("organisations", "state_organs") or not _group("government_words").isdisjoint(name):
        return True
    national = load("organisations")["national_bodies"]
    return name[-1] in national["heads"] and not set(national["leads"]).isdisjoint(name[:-1])


def _group(name: str) -> frozenset[str]:
    return words("organisations", name)


def body_type(doc: Words, first: int, last: int) -> EntityType:
    """What kind of body a name's words make it."""
    name = [t.text for t in doc[first:last]]
    if name[-1] in shapes.event_heads():
        return EntityType.EVENT
    if name[-1] in shapes.document_heads():
        return EntityType.DOCUMENT
    joined = " ".join(name)
    if any(joined.endswith(m) for m in words("organisations", "military")):
        return EntityType.MILITARY
    if name[-1] in words("organisations", "political_party_heads"):
        return EntityType.POLITICAL_PARTY
    if _is_state_organ(name):
        return EntityType.GOVERNMENT
    if name[-1] in shapes.facility_heads():
        return EntityType.FACILITY
    if name[-1] in ("Institute", "University"):
        return EntityType.RESEARCH
    return EntityType.ORGANIZATION
