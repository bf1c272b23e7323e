"""Names of companies and other bodies by their shape: legal forms, brackets of newswire, telling last words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.extract.names import shapes
from flows.extract.names.gazetteer import gazetteer
from flows.lexicon import words
from flows.model.vocabulary import EntityType, MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

LONGEST_BRACKET = 9  # tokens between < and > of newswire; longer is mark-up or a comparison
LONGEST_TICKER = 6


def brackets(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token places `[first, last)` inside newswire's angle brackets."""
    opened = None
    for token in doc:
        if token.text == "<":
            opened = token.i + 1
        elif token.text == ">" and opened is not None:
            if opened < token.i <= opened + LONGEST_BRACKET:
                yield opened, token.i
            opened = None


def tickers(doc: Doc) -> Iterator[tuple[int, int]]:
    """Stock tickers: a short word in capitals in brackets, after a name."""
    for first, last in brackets(doc):
        text = doc[first:last].text
        if _is_ticker(text) and first > 1 and shapes.is_capital(doc[first - 2]):
            yield first - 1, last + 1


def bracketed(doc: Doc) -> Iterator[tuple[int, int]]:
    """Names of companies without a listing, which newswire puts in brackets whole."""
    taken = {first for first, _ in tickers(doc)}
    for first, last in brackets(doc):
        if first - 1 not in taken and shapes.is_capital(doc[first]) and not _is_ticker(doc[first:last].text):
            yield first, last


def _is_ticker(text: str) -> bool:
    bare = text.replace(".", "").replace("-", "").replace(" ", "")
    return bare.isalnum() and bare.isupper() and len(bare) <= LONGEST_TICKER


def with_legal_form(doc: Doc) -> Iterator[tuple[int, int]]:
    """Runs of name words that end in a legal form: "Harper and Row Publishers Inc"."""
    i = 0
    while i < len(doc):
        if shapes.is_legal(doc[i].text) and i > 0:
            last = _legal_end(doc, i)
            first = _left(doc, i)
            if first < i:
                yield first, last
            i = last
        else:
            i += 1


def _legal_end(doc: Doc, i: int) -> int:
    """Place after a legal form and those that follow it ("Corp Plc", "Co., Ltd")."""
    last = i + 1
    while last < len(doc):
        if shapes.is_legal(doc[last].text):
            last += 1
        elif doc[last].text == "," and last + 1 < len(doc) and shapes.is_legal(doc[last + 1].text):
            last += 2
        else:
            break
    return last


def _left(doc: Doc, i: int) -> int:
    """Place where the name that ends at `i` begins."""
    first = i
    while first > 0:
        step = _step_left(doc, first)
        if step == 0:
            break
        first -= step
    return _without_lead(doc, first, i)


def _step_left(doc: Doc, first: int) -> int:
    """How many tokens further left the name goes on from `first`: 0, 1 or, over a connector, 2."""
    before = doc[first - 1]
    if shapes.is_capital(before):
        return int(not _is_boundary(doc, first - 1))
    if first < 2 or not shapes.is_capital(doc[first - 2]) or _is_boundary(doc, first - 2):
        return 0
    text = before.text
    if text in shapes.AMPERSANDS or (text in "-/+'" and not doc[first - 2].whitespace_):
        return 2
    if text == "," and (shapes.is_legal(doc[first].text) or _is_partnership(doc, first)):
        return 2
    joined = shapes.same_entity(doc, first - 2, first)
    if text == "and":
        return 2 if joined or _is_lone(doc, first - 2) else 0
    if text in shapes.SMALL_WORDS:
        return 2 if joined or doc[first - 2].text in shapes.of_heads() or text in shapes.PARTICLES else 0
    if text == "'s":
        return 2 if joined else 0
    return 0


def _is_boundary(doc: Doc, i: int) -> bool:
    """Whether a capitalised token cannot be inside a company's name: a sentence's opener, a legal form, a day."""
    token = doc[i]
    if shapes.is_legal(token.text) and token.text not in ("Company", "Companies", "Co"):
        return True
    if shapes.is_month_or_day(token.text):
        return True
    return shapes.is_opener(token) and token.pos_ != "PROPN"


def _is_partnership(doc: Doc, first: int) -> bool:
    """Whether commas list partners: "Kidder, Peabody and Co"."""
    i = first
    while i < len(doc) and shapes.is_capital(doc[i]) and not shapes.is_legal(doc[i].text):
        i += 1
    return i + 1 < len(doc) and (doc[i].text in shapes.AMPERSANDS or doc[i].text == "and") and shapes.is_legal(doc[i + 1].text)


def _is_lone(doc: Doc, i: int) -> bool:
    """Whether the word before "and" is a single word: half of a name ("Harper and Row") rather than a whole one."""
    known = gazetteer().get(doc[i].text)
    if known is not None or shapes.is_legal(doc[i].text):
        return False
    return i == 0 or not shapes.is_capital(doc[i - 1]) or shapes.is_opener(doc[i - 1])


def _without_lead(doc: Doc, first: int, last: int) -> int:
    """Start of the name without roles and, where the model agrees, nationality before it."""
    while first < last - 1:
        token = doc[first]
        known = gazetteer().get(token.text)
        is_demonym = known is not None and known.kind is MentionKind.DEMONYM
        if token.text in shapes.role_words() and not shapes.is_head(token.text) and token.text not in _GENERAL:
            first += 1
        elif is_demonym and not _starts_entity(doc, first) and last - first > 2:
            first += 1
        else:
            break
    return first


_GENERAL = frozenset({"General", "Justice", "Deputy", "Chief", "Partner", "Major", "King", "Queen", "Prince", "Sultan", "Miss"})


def _starts_entity(doc: Doc, i: int) -> bool:
    return doc[i].ent_iob_ == "B" and doc[i].ent_type_ == "ORG"


def run_end(doc: Doc, i: int) -> int:
    """Place after the run of name words that begins at `i`."""
    last = i + 1
    while last < len(doc):
        token = doc[last]
        if shapes.is_capital(token) and not shapes.is_month_or_day(token.text):
            last += 1
        elif last + 1 < len(doc) and shapes.is_capital(doc[last + 1]) and _joins(doc, last):
            last += 2
        else:
            break
    return last


def _joins(doc: Doc, i: int) -> bool:
    text = doc[i].text
    if text in shapes.AMPERSANDS or (text == "-" and not doc[i - 1].whitespace_ and not doc[i].whitespace_):
        return True
    if text in ("of", "for") and doc[i - 1].text in shapes.of_heads():
        return True
    return text in shapes.PARTICLES


def headed(doc: Doc) -> Iterator[tuple[int, int, EntityType]]:
    """Capitalised runs with a telling last word ("China Eastern Airlines") or "Bank of …", and what they name."""
    i = 0
    while i < len(doc):
        token = doc[i]
        if not shapes.is_capital(token) or (shapes.is_opener(token) and token.pos_ != "PROPN"):
            i += 1
            continue
        end = run_end(doc, i)
        last = _head_end(doc, i, end)
        first = _without_lead(doc, i, last)
        if last - first > 1:
            yield first, last, body_type(doc, first, last)
        i = end


def _head_end(doc: Doc, first: int, end: int) -> int:
    """Place after the last telling word of the run, or `first` where it has none."""
    for i in range(end - 1, first, -1):
        if shapes.is_head(doc[i].text) or (doc[i - 1].text in ("of", "for") and doc[i - 2].text in shapes.of_heads()):
            return end if doc[i - 1].text in ("of", "for") else i + 1
    return first


def body_type(doc: Doc, first: int, last: int) -> EntityType:
    """What kind of body a name's words make it."""
    name = [t.text for t in doc[first:last]]
    joined = " ".join(name)
    if any(joined.endswith(m) for m in words("organisations", "military")):
        return EntityType.MILITARY
    if name[-1] in words("organisations", "political_party_heads"):
        return EntityType.POLITICAL_PARTY
    if name[-1] in words("organisations", "state_organs") or name[0] in ("Ministry", "Department"):
        return EntityType.GOVERNMENT
    if name[-1] in ("Institute", "University"):
        return EntityType.RESEARCH
    return EntityType.ORGANIZATION
