"""Coded words of articles: their parts, and whether their publisher stands by them."""

from __future__ import annotations

from enum import StrEnum


class Zone(StrEnum):
    """The part of an article a stretch of text belongs to."""

    HEADLINE = "headline"
    SUBHEADLINE = "subheadline"
    DATELINE = "dateline"
    BODY = "body"
    SECTION_HEADING = "section_heading"
    PHOTO_CAPTION = "photo_caption"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"
    MACHINE_NOTICE = "machine_notice"


class SegmentAction(StrEnum):
    """What the reader does with a segment: read it, take metadata from it, or leave it out."""

    KEEP = "keep"
    METADATA = "metadata"
    DROP = "drop"


class PubStatus(StrEnum):
    """Publication status of an article version (IPTC ninjs `pubstatus`)."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"
