"""What extract hands on: everything one document says, before it meets any other document.

All offsets are half-open Unicode code points into `Document.raw_text`; every `text` equals its slice.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from flows.model.edtf import EdtfDate
from flows.model.vocabulary.agreements import AgreementRole, AgreementStatus, InstrumentType, SubjectClass
from flows.model.vocabulary.articles import Zone
from flows.model.vocabulary.deals import DealForm, DealKind, DealRole, DealStatus
from flows.model.vocabulary.entities import AliasType, EntityType, MentionKind, ResolutionMethod
from flows.model.vocabulary.statements import AttributionKind, Basis, PartyBasis, PartyLevel, Qualifier

Role = TypeVar("Role", DealRole, AgreementRole)


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the document."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class DocEntity:
    """An entity as one document knows it: the member of its cast.

    `key` is unique within the document: `country:AZE` for a state, else a slug of type and name.
    `name` is the fullest form the document bears; `aliases` are all forms it bears, with their type.
    """

    key: str
    name: str
    entity_type: EntityType
    country_code: str | None = None
    aliases: tuple[tuple[str, AliasType], ...] = ()
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, demonym, metonym or nominal that refers to a cast member (`entity_key`), or to no one we know."""

    span: Span
    sentence_no: int
    zone: Zone
    kind: MentionKind
    entity_key: str | None
    method: ResolutionMethod | None
    confidence: float
    in_dropped_segment: bool = False


@dataclass(frozen=True, slots=True)
class Money:
    """A stated amount. `value` is the number with its currency as printed; `span` also holds its qualifier.

    `amount` is in major units; NULL for ranges, `multi-billion` and undisclosed values. Bounds follow the
    contract's report-to-interval table.
    """

    span: Span
    value_text: str
    qualifier: Qualifier
    qualifier_text: str | None
    amount: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    currency: str | None  # ISO 4217
    significant_digits: int | None
    is_rate: bool = False  # per share, per barrel, a year: not the value of a deal
    equivalent_of: int | None = None  # index of the amount this one restates in another currency


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression with what it means, or `date=None` where the text cannot say."""

    span: Span
    date: EdtfDate | None
    basis: Basis | None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words a statement is."""

    kind: AttributionKind
    speaker_key: str | None = None  # DocEntity.key
    speaker_text: str | None = None


@dataclass(frozen=True, slots=True)
class Party(Generic[Role]):
    """A party of a report: the words that name it, and the cast member they stand for."""

    role: Role
    entity_key: str | None
    span: Span
    basis: PartyBasis
    country_code: str | None = None
    level: PartyLevel | None = None


@dataclass(frozen=True, slots=True)
class DealReport:
    """One statement of a deal; `thread` numbers the deal within the document, so reports of one deal share it."""

    span: Span  # the shortest stretch that states it: the amount where there is one, else trigger to object
    evidence: Span  # the sentence, or up to three adjacent ones; at most 800 characters
    kind: DealKind
    form: DealForm
    status: DealStatus
    parties: tuple[Party[DealRole], ...]
    attribution: Attribution
    thread: int
    confidence: float
    rule: str  # name of the frame that read it
    sentence_no: int
    verb_text: str | None = None
    goods: Span | None = None
    goods_class: str | None = None
    sipri_category: str | None = None
    hs_chapter: str | None = None
    stake_pct: Decimal | None = None
    money: Money | None = None
    time_text: str | None = None
    as_of: EdtfDate | None = None
    refines: int | None = None  # index into Reading.deals of the vaguer statement this one sharpens
    is_cumulative: bool = False
    is_negated: bool = False
    is_hypothetical: bool = False


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """One statement of an agreement; `thread` as for deals. `date` belongs to `status` (planned or signed day)."""

    span: Span
    evidence: Span
    instrument: InstrumentType
    status: AgreementStatus
    parties: tuple[Party[AgreementRole], ...]
    attribution: Attribution
    thread: int
    confidence: float
    rule: str
    sentence_no: int
    cue_text: str | None = None
    subject: Span | None = None
    is_subject_act: bool = False
    subject_class: SubjectClass | None = None
    stated_count: int | None = None
    date_text: str | None = None
    date: EdtfDate | None = None
    place: Span | None = None
    place_key: str | None = None  # DocEntity.key
    package: int | None = None  # reports of one signing ("four agreements") share it
    is_negated: bool = False
    is_hypothetical: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document says. `published` is set only where the text itself dates the article."""

    doc_id: str
    n_sentences: int
    entities: tuple[DocEntity, ...]
    mentions: tuple[Mention, ...]
    deals: tuple[DealReport, ...]
    agreements: tuple[AgreementReport, ...]
    published: EdtfDate | None = None
    published_basis: Basis | None = None
    warnings: tuple[str, ...] = ()
