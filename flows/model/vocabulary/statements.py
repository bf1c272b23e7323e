"""Coded words of how something is said: of parties, days, figures and whose words they are."""

from __future__ import annotations

from enum import StrEnum


class Basis(StrEnum):
    """How a value that is not literally stated was arrived at."""

    STATED = "stated"
    INFERRED_TEXT = "inferred_text"
    INFERRED_CROSS_DOCUMENT = "inferred_cross_document"
    EXTERNAL_METADATA = "external_metadata"
    GENERAL_KNOWLEDGE = "general_knowledge"
    COREFERENCE = "coreference"


class PartyBasis(StrEnum):
    """How a party of a report is tied to the words that name it."""

    STATED = "stated"
    DEMONYM = "demonym"
    METONYM = "metonym"
    COREFERENCE = "coreference"
    INFERRED_TEXT = "inferred_text"


class PartyLevel(StrEnum):
    """Whether a party is a state, its government or companies."""

    STATE = "state"
    GOVERNMENT = "government"
    COMPANY = "company"
    UNSPECIFIED_COMPANIES = "unspecified_companies"


class DatePrecision(StrEnum):
    """Precision of an EDTF date."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    INTERVAL = "interval"
    OPEN = "open"


class Qualifier(StrEnum):
    """How the printed figure relates to the value meant."""

    EXACT = "exact"
    NEARLY = "nearly"
    ABOUT = "about"
    OVER = "over"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    BETWEEN = "between"
    MULTI = "multi"


class AttributionKind(StrEnum):
    """Whose words a report rests on."""

    DIRECT_QUOTE = "direct_quote"
    PARTIAL_QUOTE = "partial_quote"
    INDIRECT = "indirect"
    CITED_SOURCE = "cited_source"
    UNATTRIBUTED_REPORTS = "unattributed_reports"
    NARRATION = "narration"
    HEADLINE = "headline"
