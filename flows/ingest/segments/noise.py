"""Paragraphs that are on the page but not of the article: programs' notices, prompts, captions."""

from __future__ import annotations

import re

from flows.ingest.segments.captions import is_caption
from flows.ingest.segments.patterns import groups
from flows.model.vocabulary.articles import Zone

_TAG = re.compile(r"</?[a-zA-Z][\w-]{0,20}(?:\s[^<>]{0,500})?>")
_WORDS_OF_A_SENTENCE = 4  # fewer words between tags are a button or a menu


def noise_of(text: str) -> tuple[Zone, str] | None:
    """The zone of a paragraph that is to be left out, and the reason; None for what may be the article's own."""
    if reason := groups("machine_notices").first(text):
        return Zone.MACHINE_NOTICE, reason
    if _is_markup(text):
        return Zone.MACHINE_NOTICE, "page_source"
    if reason := groups("boilerplate").first(text):
        return Zone.BOILERPLATE, reason
    return (Zone.PHOTO_CAPTION, "photo_caption") if is_caption(text) else None


def _is_markup(text: str) -> bool:
    if not text.startswith("<") or not text.endswith(">"):
        return False
    rest, n_tags = _TAG.subn(" ", text)
    # A newswire's ticker in angle brackets ("<CAWL.L>") is no tag of a page and stands within a sentence.
    return n_tags >= 2 and len(rest.split()) < _WORDS_OF_A_SENTENCE
