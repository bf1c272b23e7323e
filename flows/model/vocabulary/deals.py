"""Coded words of deals."""

from __future__ import annotations

from enum import StrEnum


class DealKind(StrEnum):
    """What is exchanged in a deal."""

    ARMS = "arms"
    ENERGY = "energy"
    GOODS = "goods"
    SERVICES = "services"
    ACQUISITION = "acquisition"
    INVESTMENT = "investment"
    FINANCE = "finance"
    LICENCE = "licence"
    OTHER = "other"


class DealForm(StrEnum):
    """The shape of a deal."""

    CONTRACT = "contract"
    CONTRACT_SET = "contract_set"
    FLOW = "flow"
    PROSPECT = "prospect"
    EQUIPMENT_USE = "equipment_use"


class DealStatus(StrEnum):
    """How far a deal has come, least to furthest, then the ways it ends."""

    RUMOURED = "rumoured"
    INTEREST = "interest"
    NEGOTIATING = "negotiating"
    PLANNED = "planned"
    AGREED = "agreed"
    ONGOING = "ongoing"
    PARTLY_EXECUTED = "partly_executed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    DENIED = "denied"


class DealRole(StrEnum):
    """Which side of a deal a party stands on (SIPRI's supplier and recipient)."""

    SUPPLIER = "supplier"
    RECIPIENT = "recipient"
    BROKER = "broker"
    END_USER = "end_user"


class ValueAgreement(StrEnum):
    """Whether the values stated for one deal are compatible."""

    CONSISTENT = "consistent"
    CONFLICTING = "conflicting"
