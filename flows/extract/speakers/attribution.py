"""The attribution of a stretch of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.context import Context, Sentence
from flows.extract.speakers.names import is_unnamed, speaker_key, speaker_text
from flows.extract.speakers.quotes import Quote, quote_around, quotes_of
from flows.extract.speakers.tags import Tag, is_hearsay, lexicon, tag_on, tag_over, tags_of
from flows.model.report import Attribution
from flows.model.vocabulary.articles import Zone
from flows.model.vocabulary.entities import EntityType
from flows.model.vocabulary.statements import AttributionKind

if TYPE_CHECKING:
    from flows.extract.tree import Token

HEADINGS = frozenset({Zone.HEADLINE, Zone.SUBHEADLINE, Zone.SECTION_HEADING})
CARRY = 5  # paragraphs over which one speaker's quotation may go on
CITED_TYPES = frozenset({EntityType.MEDIA, EntityType.RESEARCH})
NARRATION = Attribution(AttributionKind.NARRATION)


def attribute(context: Context, sentence: Sentence, start: int, end: int) -> Attribution:
    """Whose words `[start, end)` of the sentence are, and how the article passes them on."""
    if sentence.zone in HEADINGS:
        return Attribution(AttributionKind.HEADLINE)
    text = context.document.raw_text
    quote = quote_around(text, start, end)
    if quote is not None and quote.is_whole:
        return _direct(context, sentence, quote)
    tags = tags_of(sentence, text)
    told = _told(context, sentence, tags, _head(sentence, start, end))
    if quote is not None:
        return _partial(context, sentence, tags, told)
    return told


def _head(sentence: Sentence, start: int, end: int) -> Token | None:
    """The topmost token of a stretch."""
    inside = [
        token
        for token in sentence.parse
        if token.idx + sentence.shift < end and start < token.idx + sentence.shift + len(token.text)
    ]
    places = {token.i for token in inside}
    return next((token for token in inside if token.head.i not in places or token.head == token), None)


def _told(context: Context, sentence: Sentence, tags: list[Tag], head: Token | None) -> Attribution:
    """Reported speech, a cited source, hearsay, or the article's own words."""
    tag = tag_on(tags, head) or tag_over(tags, head) if head is not None else None
    if tag is not None and tag.speaker is not None:
        return _of_tag(context, sentence, tag)
    if any(token.lower_ in lexicon("hearsay_adverbs") for token in sentence.parse):
        return Attribution(AttributionKind.UNATTRIBUTED_REPORTS)
    return NARRATION


def _of_tag(context: Context, sentence: Sentence, tag: Tag) -> Attribution:
    speaker = tag.speaker
    if speaker is None:
        return NARRATION
    words = speaker_text(context, sentence, speaker)
    if is_unnamed(speaker):
        return Attribution(AttributionKind.UNATTRIBUTED_REPORTS, None, words)
    if is_hearsay(tag):
        return Attribution(AttributionKind.UNATTRIBUTED_REPORTS)
    key = speaker_key(context, sentence, speaker)
    entity = context.cast.entities.get(key) if key else None
    cited = tag.is_citation or (entity is not None and entity.entity_type in CITED_TYPES)
    return Attribution(AttributionKind.CITED_SOURCE if cited else AttributionKind.INDIRECT, key, words)


def _partial(context: Context, sentence: Sentence, tags: list[Tag], told: Attribution) -> Attribution:
    """Words of a speaker inside the writer's sentence; a term in marks that nobody says stays the writer's."""
    if told.kind in (AttributionKind.INDIRECT, AttributionKind.CITED_SOURCE):
        return Attribution(AttributionKind.PARTIAL_QUOTE, told.speaker_key, told.speaker_text)
    speaking = [tag for tag in tags if tag.speaker is not None and not is_unnamed(tag.speaker)]
    if told.kind is AttributionKind.NARRATION and speaking:
        found = _of_tag(context, sentence, speaking[0])
        return Attribution(AttributionKind.PARTIAL_QUOTE, found.speaker_key, found.speaker_text)
    return told


def _direct(context: Context, sentence: Sentence, quote: Quote) -> Attribution:
    """A quotation's speaker: from a tag beside it, else carried over from the quotation in the paragraph before."""
    speaker = _tagged(context, sentence) or _carried(context, sentence, quote)
    key, words = speaker if speaker is not None else (None, None)
    return Attribution(AttributionKind.DIRECT_QUOTE, key, words)


def _tagged(context: Context, sentence: Sentence) -> tuple[str | None, str] | None:
    """The speaker tagged in the sentence, else nearest before it in its paragraph, else after it."""
    paragraph = [other for other in context.sentences if other.paragraph == sentence.paragraph]
    before = [other for other in paragraph if other.no < sentence.no]
    after = [other for other in paragraph if other.no > sentence.no]
    for other in [sentence, *reversed(before), *after]:
        found = _speaker_of(context, other)
        if found is not None:
            return found
    return None


def _speaker_of(context: Context, sentence: Sentence) -> tuple[str | None, str] | None:
    for tag in tags_of(sentence, context.document.raw_text):
        if tag.speaker is not None and not tag.is_citation and not is_unnamed(tag.speaker):
            return speaker_key(context, sentence, tag.speaker), speaker_text(context, sentence, tag.speaker)
    return None


def _carried(context: Context, sentence: Sentence, quote: Quote) -> tuple[str | None, str] | None:
    """The speaker of the paragraph before, as long as that paragraph is quoted too."""
    if not quote.opens_paragraph:
        return None
    for paragraph in range(sentence.paragraph - 1, sentence.paragraph - 1 - CARRY, -1):
        others = [other for other in context.sentences if other.paragraph == paragraph]
        if not others:
            return None
        for other in reversed(others):
            found = _speaker_of(context, other)
            if found is not None:
                return found
        if not _is_quoted(context, others):
            return None
    return None


def _is_quoted(context: Context, sentences: list[Sentence]) -> bool:
    start, end = sentences[0].start, sentences[-1].end
    return any(quote.start < end and start < quote.end for quote in quotes_of(context.document.raw_text))
