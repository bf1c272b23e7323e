"""Formal accords between states, organisations and groups."""

from __future__ import annotations

from flows.extract.agreements.classes import subject_class
from flows.extract.agreements.reader import read_agreements

__all__ = ["read_agreements", "subject_class"]
