"""The version of the data contract, counted as in Semantic Versioning: a renamed or dropped column is a major step."""

from __future__ import annotations

CONTRACT_VERSION = "1.0.0"
