"""Bids for a company that their own words do not name ("its 50 dlr a share offer", "the bid by A")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flows.extract.clauses import Clause
from flows.extract.context import PartyRef, Sentence
from flows.extract.deals.match import side
from flows.extract.deals.scene import Scene
from flows.extract.deals.statement import Statement
from flows.extract.deals.status import standing
from flows.extract.deals.targets import company_goods
from flows.lexicon import words
from flows.model.report import Mention
from flows.model.vocabulary.deals import DealKind, DealStatus
from flows.model.vocabulary.entities import MentionKind
from flows.model.vocabulary.statements import PartyBasis

if TYPE_CHECKING:
    from flows.extract.tree import Token

PART_OF = re.compile(
    r"\W{1,4}(?:an?|the) (?:[\w.-]+ ){0,3}(?:unit|subsidiary|division|affiliate|arm|part) of (?:the )?", re.IGNORECASE
)
NEAR = 120  # characters after a bidder in which its parent may be named
LEAD = 2  # sentences at the top, the headline among them, that tell who bids for whom


def read_bid(scene: Scene, clause: Clause) -> list[Statement]:
    """The bid that a noun states of a named bidder, where one other company alone can be meant; else nothing."""
    noun = clause.predicate
    bidders = side(scene, clause, ("by", "from", "launcher", "possessor", "bidder"))
    if len(bidders) != 1 or bidders[0].basis is not PartyBasis.STATED or not _is_for_shares(noun):
        return []
    target = _other_company(scene, bidders[0])
    if target is None:
        return []
    how = standing(noun, DealKind.ACQUISITION, DealStatus.INTEREST)
    return [
        Statement(
            scene.sentence,
            noun,
            noun.lemma_.lower(),
            how.status,
            recipients=bidders,
            goods=company_goods(scene, noun, target, None),
            kind=DealKind.ACQUISITION,
            verb_text=scene.words(noun, noun).text,
            stated=how.stated,
            negated=how.negated,
            hypothetical=how.hypothetical,
            explicit=1,
        )
    ]


def _is_for_shares(noun: Token) -> bool:
    """Whether a bid is one for a company: by the words before it, or for or at so much a share."""
    before = {t.lower_ for t in noun.doc[noun.left_edge.i : noun.i]}
    after = {t.lemma_.lower() for t in noun.doc[noun.i : min(noun.i + 10, noun.sent.end)]}
    return bool((before | after) & words("deal_carriers", "bidding")) or _is_in_contest(noun)


def _is_in_contest(noun: Token) -> bool:
    """Whether a priced bid is told of with the takeover that it is part of ("a takeover battle began as A ...")."""
    priced = any(t.is_currency or t.ent_type_ == "MONEY" or t.tag_ == "CD" for t in noun.lefts)
    return priced and any(t.lower_ in ("takeover", "takeovers") for t in noun.doc[noun.sent.start : noun.i])


def _other_company(scene: Scene, bidder: PartyRef) -> Mention | None:
    """The one other company of the sentence, else of the article's first sentences."""
    own = _parents(scene, bidder)
    top = [s for s in scene.context.sentences if s.no <= LEAD]
    for group in ([scene.sentence], top):
        found = {m.entity_key: m for m in _companies(scene, group) if m.entity_key not in own}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            return None
    return None


def _parents(scene: Scene, bidder: PartyRef) -> set[str | None]:
    """The bidder, and whoever it is said to belong to ("A Corp, a unit of B Inc")."""
    raw, end = scene.context.document.raw_text, bidder.span.end
    after = scene.mentions(end, end + NEAR)
    owners = {m.entity_key for m in after if PART_OF.fullmatch(raw[end : m.span.start])}
    return {bidder.entity_key} | owners


def _companies(scene: Scene, sentences: list[Sentence]) -> list[Mention]:
    mentions = [m for s in sentences for m in scene.mentions(s.start, s.end)]
    return [m for m in mentions if m.kind is MentionKind.NAME and scene.is_company(m.entity_key)]
