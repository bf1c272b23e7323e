"""Mergers of parties named together ("their merger", "A and B agreed to merge"): the second counts as the target."""

from __future__ import annotations

from flows.extract.clauses import Clause
from flows.extract.context import Context
from flows.extract.deals.carried import holder
from flows.extract.deals.scene import Scene
from flows.extract.deals.statement import Goods, Statement
from flows.extract.deals.status import standing
from flows.extract.deals.targets import full_name
from flows.model.vocabulary.deals import DealKind


def read_merger(scene: Scene, clause: Clause) -> list[Statement]:
    """The merger that a noun or verb states of two or more companies side by side; empty where there are fewer."""
    heads = [*clause.possessors, *holder(clause), *clause.under("of", "between", "with")]
    if clause.predicate.pos_ == "VERB":
        heads = [*clause.subjects, *clause.under("with")]
    found = [p for p in scene.parties(heads) if scene.is_company(p.entity_key)]
    if len(found) < 2:
        return []
    target = None if found[1].entity_key is None else as_goods(scene.context, found[1].entity_key)
    if target is None:
        return []
    how = standing(clause.predicate, DealKind.ACQUISITION)
    return [
        Statement(
            scene.sentence,
            clause.predicate,
            "merger",
            how.status,
            recipients=(found[0],),
            goods=target,
            kind=DealKind.ACQUISITION,
            verb_text=scene.words(clause.predicate, clause.predicate).text,
            negated=how.negated,
            hypothetical=how.hypothetical,
            explicit=2,
            consumed=frozenset({clause.predicate.i}),
        )
    ]


def as_goods(context: Context, key: str) -> Goods | None:
    """A cast member as what is acquired, under its fullest name; None where nothing names it."""
    mentions = [m for m in context.cast.mentions if m.entity_key == key]
    if not mentions:
        return None
    span = full_name(context, mentions[0])
    return Goods(span, span.text.split()[-1].lower(), DealKind.ACQUISITION, target=key)
