"""Coded words of facts: which reports they add up, how well they stand, and what becomes of them."""

from __future__ import annotations

from enum import StrEnum


class FactType(StrEnum):
    """The kinds of facts that reports add up to."""

    DEAL = "deal"
    AGREEMENT = "agreement"


class JudgedKind(StrEnum):
    """What a close call, or a person's judgement, is about."""

    DEAL = "deal"
    AGREEMENT = "agreement"
    ENTITY = "entity"


class Judgement(StrEnum):
    """Whether a report belongs to a fact."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"


class CloseCall(StrEnum):
    """What the rules made of two statements that they could as well have judged otherwise."""

    MERGED = "merged"
    APART = "apart"


class DecidedBy(StrEnum):
    """Who judged that a report belongs to a fact; people win over rules."""

    RULE = "rule"
    CURATED = "curated"


class Certainty(StrEnum):
    """How well a fact is supported."""

    CONFIRMED_BY_PARTY = "confirmed_by_party"
    REPORTED = "reported"
    ALLEGED = "alleged"
    SPECULATIVE = "speculative"


class ConflictSeverity(StrEnum):
    """Whether a contradiction touches what a fact is (major) or a detail of it (minor)."""

    MINOR = "minor"
    MAJOR = "major"


class ConflictStatus(StrEnum):
    """What has become of a contradiction."""

    OPEN = "open"
    EXPLAINED = "explained"
    RESOLVED = "resolved"


class Change(StrEnum):
    """What became of a fact since the release before."""

    ADDED = "added"
    SPLIT = "split"
    CHANGED = "changed"
    MERGED = "merged"
    REMOVED = "removed"


class ChangeCause(StrEnum):
    """What changed a fact: articles that came or went, or else rules, a new reading or people's judgements."""

    ARTICLE_ADDED = "article_added"
    ARTICLE_WITHDRAWN = "article_withdrawn"
    DECISION = "decision"
