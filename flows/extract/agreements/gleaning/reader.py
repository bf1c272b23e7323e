"""The second look: accords in statements that the rules took for none, where what stands in them makes it likely.

The share asked for is set by hand on folds of the articles that the weights are fitted on. In articles that nobody has
read, where the rules miss more, readings above it are right more often than there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from flows.extract.agreements.acceptance import PASSING
from flows.extract.agreements.business import is_traded
from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.doers import PartyFinder
from flows.extract.agreements.frame import Stage
from flows.extract.agreements.gleaning.article import article_of, place_of
from flows.extract.agreements.gleaning.model import reading_odds
from flows.extract.agreements.gleaning.readings import LIKELY, Reading, marks, readings_of
from flows.extract.agreements.gleaning.sides import Side, kind_of
from flows.extract.agreements.instruments import Grade
from flows.extract.agreements.parties import Parties
from flows.extract.agreements.thread import Thread
from flows.extract.assertion import Mode
from flows.model.report import DealReport
from flows.model.vocabulary.articles import Zone

ENOUGH = 0.35  # share of annotated readings like this one that are right
LONE = 0.15  # the share asked for in the opening of an article of which nothing is read: it is there to tell something
SURE = 0.5  # the share asked for where a firm is a side and a price is told beside the accord
MOST, BESIDE = 60, 6  # statements looked at again: of an article, of a sentence
RULE = "second look"
PUBLIC = frozenset({"state", "government", "group"})
Likely = tuple[float, Reading, tuple[Side, ...]]


def glean(
    finder: PartyFinder,
    candidates: Sequence[Candidate],
    accords: Sequence[Thread],
    others: Sequence[Thread],
    deals: Sequence[DealReport],
) -> list[Thread]:
    """Accords of the statements that are in none of `accords`, the likeliest of each sentence, each told once."""
    article = article_of(finder, accords, others, deals)
    unread = [c for c in candidates if may_tell(c) and article.accord_of(c) is None][:MOST]
    likely: list[Likely] = []
    for _, beside in groupby(unread, key=lambda c: c.sentence.no):
        readings = ((r, r.sides()) for r in readings_of(article, list(beside)[:BESIDE]))
        likely += [(reading_odds(marks(r, sides)), r, sides) for r, sides in readings if are_sides(r, sides)]
    return [_thread(reading, sides) for _, reading, sides in likeliest(likely)]


def likeliest(likely: Sequence[Likely]) -> list[Likely]:
    """Those likely enough, at most one a sentence and one of the same sides, in text order."""
    found: list[Likely] = []
    for one in sorted(likely, key=_odds, reverse=True):
        if one[0] >= _asked(one) and not any(_is_again(one, other) for other in found):
            found.append(one)
    return sorted(found, key=lambda one: place_of(one[1].candidate))


def _is_again(one: Likely, other: Likely) -> bool:
    """Whether two stand in one sentence, or all sides of the one are sides of the other."""
    own, others = _keys(one[2]), _keys(other[2])
    same = one[1].candidate.sentence.no == other[1].candidate.sentence.no
    return same or own <= others or others <= own


def _asked(likely: Likely) -> float:
    """The share asked for: little where nothing else is read, more where firms are told of with a price."""
    _, reading, sides = likely
    if reading.candidate.in_business and not _are_public(reading, sides):
        return SURE
    return LONE if reading.is_lone else ENOUGH


def _are_public(reading: Reading, sides: Sequence[Side]) -> bool:
    """Whether states, governments and movements alone are sides."""
    return {kind_of(reading.article.finder.context, side.ref) for side in sides} <= PUBLIC


def _odds(likely: Likely) -> float:
    return likely[0]


def _keys(sides: Sequence[Side]) -> set[str]:
    return {side.ref.entity_key or side.ref.span.text for side in sides}


def are_sides(reading: Reading, sides: Sequence[Side]) -> bool:
    """Whether two or more are chosen for sides, no accord is theirs already, and the words are of no trade of theirs.

    One state or body is enough where an article that tells nothing else opens with what becomes of an accord.
    Between states, governments and movements the words of trade make no trade of an accord, nor does a deal that is
    told of them beside it.
    """
    keys, candidate = _keys(sides), reading.candidate
    enough = len(sides) > 1 or _is_enough_alone(reading, sides)
    if not enough or any(keys <= thread.parties.keys for thread in reading.told):
        return False
    trade = _is_trade(candidate)
    if _are_public(reading, sides):
        return not trade or (candidate.grade is not Grade.COMMERCIAL and candidate.noun != "deal")
    deal = any(len(keys & {p.entity_key for p in deal.parties}) > 1 for deal in reading.article.deals)
    return not (trade or deal)


def _is_enough_alone(reading: Reading, sides: Sequence[Side]) -> bool:
    """Whether the words name a likely state or public body, and the statement opens an article that tells nothing."""
    candidate = reading.candidate
    opens = reading.is_lone and candidate.frame.stage not in PASSING and candidate.grade is not Grade.PAPER
    told = bool(sides) and sides[0].here and sides[0].ref.span.text.lower() not in ("they", "their")  # no one state
    return opens and told and sides[0].odds >= LIKELY and _are_public(reading, sides)


def may_tell(candidate: Candidate) -> bool:
    """Whether a statement asserts an accord, outside a headline."""
    return candidate.sentence.zone is not Zone.HEADLINE and _is_asserted(candidate)


def _is_asserted(candidate: Candidate) -> bool:
    """Whether the words say how an accord stands, and not what it is to serve, what might be, or how near two are."""
    stage, vague = candidate.frame.stage, candidate.grade in (Grade.JOINT, Grade.PAPER)
    if candidate.status is None or candidate.frame.assertion.mode in (Mode.PURPOSE, Mode.HYPOTHETICAL, Mode.POSSIBLE):
        return False
    if stage is Stage.MENTION and candidate.anchor.head.lower_ == "in" and not candidate.anchor.lefts:
        return False  # "in accord with custom"
    if candidate.grade is Grade.PAPER and stage is Stage.MENTION:
        return candidate.is_definite or bool({"with", "between"} & candidate.stated.sources)
    return not (vague and stage in (Stage.MENTION, Stage.RENEW))


def _is_trade(candidate: Candidate) -> bool:
    """Whether the words are those of a sale, a loan or a contract, or of a deal that others may have made."""
    if candidate.is_commercial or candidate.is_alike or candidate.grade is Grade.COMMERCIAL:
        return True
    if candidate.in_business and is_traded(candidate.anchor):
        return True
    nearby = not {"with", "between"} & candidate.stated.sources
    return candidate.noun == "deal" and nearby and not candidate.subjects


def _thread(reading: Reading, sides: Sequence[Side]) -> Thread:
    """The accord of one statement, between the sides chosen."""
    told = reading.candidate
    parties = Parties(tuple(side.ref for side in sides), told.parties.people, told.stated.sources)
    thread = Thread()
    thread.add(
        replace(
            told,
            parties=parties,
            stated=parties,
            subjects=told.subjects[:1],
            frame=replace(told.frame, rule=RULE),
        )
    )
    return thread
