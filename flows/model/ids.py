"""Deterministic identifiers: hashes of raw source values, never of cleaned ones."""

from __future__ import annotations

import hashlib

ID_LENGTH = 16  # hex digits: 64 bits, one collision expected in four billion ids


def digest(*parts: object) -> str:
    """First 16 hex digits of the SHA-256 of the parts, joined so that no two part lists collide."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:ID_LENGTH]


def doc_id(content: bytes) -> str:
    """`doc_` and the hash of the article's bytes."""
    return "doc_" + hashlib.sha256(content).hexdigest()[:ID_LENGTH]
