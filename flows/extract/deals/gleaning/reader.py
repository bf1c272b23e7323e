"""Deals told in sentences that no frame has read, where what stands in them makes it likely enough.

The shares asked for are set by hand, after totals of detection at several; what is read without a sum is more often
wrong, so more is asked of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from flows.extract.clauses import governors
from flows.extract.context import Context
from flows.extract.deals import frames
from flows.extract.deals.gleaning.article import Article, article_of
from flows.extract.deals.gleaning.model import reading_odds
from flows.extract.deals.gleaning.readings import Chosen, Reading, marks, readings_of
from flows.extract.deals.likeness import same_goods
from flows.extract.deals.lookalikes import without_lookalikes
from flows.extract.deals.scene import Scene
from flows.extract.deals.statement import Statement, is_cumulative
from flows.extract.deals.thread import Thread
from flows.extract.deals.threads import thread
from flows.model.vocabulary.articles import Zone
from flows.model.vocabulary.deals import DealKind

ENOUGH, BARE = 0.42, 0.6  # share of annotated readings like this one that are right: with a sum, without
LEAD = 3  # sentences at the top of an article, of which one mostly tells what it is about
LEAD_ENOUGH, LEAD_BARE = 0.2, 0.42  # what is asked there of an article of which nothing else is read
# Places of a party in the clause of the cue.
BY_GRAMMAR = frozenset({"subject", "object", "dative", "possessor", "modifier", "in_goods", "owner"})
BY_GRAMMAR |= {"under_to", "under_from", "under_with", "under_by", "under_for", "frame_supplier", "frame_recipient"}
RULE = "second look"


def glean(context: Context, threads: Collection[Thread], told: Collection[int]) -> list[Thread]:
    """Deals of the sentences whose numbers are not in `told`, the likeliest of each, put together by deal.

    Where an article tells no deal otherwise, less is asked of its lead, for one.
    """
    article = article_of(context, threads)
    scenes = [Scene(context, s) for s in context.sentences if s.zone is not Zone.HEADLINE and s.no not in told]
    found = [told for scene in scenes for told in _best(_likely(scene, article, enough))]
    if not found and not threads:
        lead = [pair for scene in scenes if scene.sentence.no < LEAD for pair in _likely(scene, article, enough_lead)]
        found = _best(lead)
    return thread(found)


def _best(likely: Iterable[tuple[float, Scene, Statement]]) -> list[Statement]:
    """The likeliest of some readings, if it only looks like a deal none."""
    best = max(likely, key=lambda told: told[0], default=None)
    return without_lookalikes(best[1], [best[2]]) if best is not None else []


def _likely(
    scene: Scene, article: Article, asked: Callable[[Reading], float]
) -> Iterator[tuple[float, Scene, Statement]]:
    for reading in readings_of(scene, article):
        supplier, recipient = reading.sides()
        if not may_be_told(reading, [c for c in (supplier, recipient) if c is not None]):
            continue
        odds = reading_odds(marks(reading, supplier, recipient))
        if odds >= asked(reading):
            yield odds, scene, _statement(reading, supplier, recipient)


def enough(reading: Reading) -> float:
    """How likely a reading must be."""
    return BARE if reading.money is None else ENOUGH


def enough_lead(reading: Reading) -> float:
    """How likely a reading of the lead must be where nothing else is read of an article.

    No less than elsewhere is asked of what only would be, nor of help without a sum.
    """
    supposed = any(c.dep_ == "aux" and c.lower_ == "would" for c in reading.look.cue.token.children)
    vague = reading.goods is not None and reading.goods.head in frames.carriers("support_with")
    if reading.money is None:
        return BARE if supposed or vague else LEAD_BARE
    return ENOUGH if supposed else LEAD_ENOUGH


def may_be_told(reading: Reading, sides: list[Chosen]) -> bool:
    """Whether a reading asserts something of a party that no other sentence tells."""
    asserted = bool(sides) and not (reading.how.negated or reading.how.hypothetical)
    if _is_raised(reading, sides) or _is_own(reading, sides):
        return False
    return asserted and _is_of_cue(reading, sides) and not _is_told(reading, sides)


def _is_of_cue(reading: Reading, sides: list[Chosen]) -> bool:
    """Whether the cue tells of a party, or of the thing in a sentence that names one."""
    named = any("offstage" not in c.marks for c in sides)
    return any(c.marks & BY_GRAMMAR for c in sides) or (named and reading.place == "near")


def _is_told(reading: Reading, sides: list[Chosen]) -> bool:
    """Whether another sentence tells a deal of the same two parties, or of the one and no other value.

    What is plainly another thing than any deal of theirs is about is not told by them.
    """
    keys = {c.ref.entity_key for c in sides}
    theirs = [t for t in reading.look.threads if keys & {*t.suppliers, *t.recipients}]
    told = [t for t in theirs if keys <= {*t.suppliers, *t.recipients}]
    told = [t for t in told if len(keys) > 1 or _may_be_same(reading, t)]
    return bool(told) and any(_may_be_of(reading, t) for t in theirs)


def _may_be_of(reading: Reading, told: Thread) -> bool:
    """Whether a reading may be of a deal, by what it is about and its value."""
    goods = reading.goods
    apart = goods is not None and told.goods and not any(same_goods(goods, g) for g in told.goods)
    amount = reading.money.amount if reading.money is not None else None
    valued = amount is not None and any(m.amount == amount for m in told.money)
    return not apart or valued


def _may_be_same(reading: Reading, told: Thread) -> bool:
    amounts = {(m.currency, m.amount) for m in told.money if m.amount is not None}
    if reading.money is None or reading.money.amount is None or not amounts:
        return True
    return (reading.money.currency, reading.money.amount) in amounts


def _is_raised(reading: Reading, sides: list[Chosen]) -> bool:
    """Whether money is had from nobody in particular ("has raised $4bn in cash and loans", "issued bonds")."""
    cue = reading.look.cue.token
    raising = frames.carriers("raising") | frames.carriers("issuing")
    raised = any(t.lemma_.lower() in raising for t in (cue, *governors(cue)))
    return raised and len(sides) == 1 and (reading.goods is None or reading.goods.kind is DealKind.FINANCE)


def _is_own(reading: Reading, sides: list[Chosen]) -> bool:
    """Whether the only party has the thing already ("spent $4bn on its plants")."""
    owners = {p.entity_key for p in reading.goods.owners} if reading.goods is not None else set()
    return len(sides) == 1 and sides[0].ref.entity_key in owners and "subject" in sides[0].marks


def _statement(reading: Reading, supplier: Chosen | None, recipient: Chosen | None) -> Statement:
    scene, cue, goods = reading.look.scene, reading.look.cue, reading.goods
    return Statement(
        scene.sentence,
        cue.token,
        RULE,
        reading.how.status,
        suppliers=(supplier.ref,) if supplier is not None else (),
        recipients=(recipient.ref,) if recipient is not None else (),
        goods=goods,
        money=reading.money,
        kind=goods.kind
        if goods is not None and goods.kind is not None
        else DealKind.FINANCE
        if goods is None
        else None,
        verb_text=scene.words(cue.token, cue.token).text,
        stated=reading.how.stated,
        cumulative=is_cumulative(scene.sentence),
    )
