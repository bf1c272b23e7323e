"""The side that a deal leaves out because the whole article is about it ("Germany pledged a further two million")."""

from __future__ import annotations

from collections.abc import Sequence

from flows.extract.context import Context, PartyRef, Sentence
from flows.extract.deals.gleaning.article import BODIES, Article, article_of
from flows.extract.deals.scene import is_lender, names_class
from flows.extract.deals.thread import Thread, fill
from flows.model.vocabulary.deals import DealForm, DealKind
from flows.model.vocabulary.entities import EntityType, MentionKind

STATES = frozenset({EntityType.COUNTRY, EntityType.GOVERNMENT, EntityType.INTERGOVERNMENTAL})
ACTORS = BODIES | STATES
CLEAR = 1.2  # how much more than the next an article must be about somebody
SAME, OTHER = 2.0, 0.5  # what standing on that side, or the other one, elsewhere in the article counts


def fill_from_stage(context: Context, threads: Sequence[Thread]) -> None:
    """Fill the missing side of each deal that is no takeover with whom the article is most about before it.

    Only where its sentence names nobody else who could stand there, and where nobody is on stage nearly as much.
    """
    open_sided = [t for t in threads if _may_be_filled(context, t)]
    if not open_sided:
        return
    article = article_of(context, threads)
    for thread in open_sided:
        found = _on_stage(context, article, thread)
        if found is not None:
            fill(thread, {found.entity_key: found})


def _may_be_filled(context: Context, thread: Thread) -> bool:
    """Whether one side is told, by bodies that trade, and the deal is one that has another."""
    told = (*thread.suppliers.values(), *thread.recipients.values())
    if bool(thread.suppliers) == bool(thread.recipients) or thread.sides:
        return False
    if DealKind.ACQUISITION in thread.kinds or any(s.form is not DealForm.CONTRACT for s in thread.statements):
        return False
    if not all(_is(context, p, ACTORS) for p in told):
        return False
    if thread.money or any(s.alone or s.paired for s in thread.statements):
        return True
    return all(_is(context, p, STATES) for p in told)


def _is(context: Context, party: PartyRef, types: frozenset[EntityType]) -> bool:
    entity = context.cast.entities.get(party.entity_key or "")
    return entity is not None and entity.is_named and entity.entity_type in types


def _on_stage(context: Context, article: Article, thread: Thread) -> PartyRef | None:
    """The body that is most on stage; None where the sentence names another or two are on stage alike."""
    entities, sentence = context.cast.entities, thread.statements[0].sentence
    told = {*thread.suppliers, *thread.recipients}
    known = told | {g.target for g in thread.goods}
    homes = {entities[k].country_code for k in told if k in entities} - {None}
    if len(_others(context, sentence) - known) > 1:
        return None
    known |= {k for k, e in entities.items() if e.country_code in homes and k not in told}
    lends = thread.recipients
    ranked = [(r, w) for r, w in article.on_stage(sentence, known) if lends or not is_lender(context, r)]
    weighed = sorted(((w * _fits(article, thread, r.entity_key), r) for r, w in ranked), key=lambda pair: -pair[0])
    weighed = [(weight, r) for weight, r in weighed if not names_class(context, r)]
    if not weighed or (len(weighed) > 1 and weighed[0][0] < CLEAR * weighed[1][0]):
        return None
    return weighed[0][1]


def _others(context: Context, sentence: Sentence) -> set[str | None]:
    """Companies and states that a sentence names by name."""
    entities = context.cast.entities
    named = {m.entity_key for m in context.cast.within(sentence.start, sentence.end) if m.kind is MentionKind.NAME}
    return {k for k in named if k in entities and entities[k].entity_type in ACTORS}


def _fits(article: Article, thread: Thread, key: str | None) -> float:
    """How much more, or less, a party is likely to stand on the missing side by where other deals have it."""
    others = [t for t in article.threads if t is not thread]
    gives, gets = any(key in t.suppliers for t in others), any(key in t.recipients for t in others)
    if gives == gets:
        return 1.0
    return SAME if gets == bool(thread.suppliers) else OTHER
