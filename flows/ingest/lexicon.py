"""The word lists of ingest, read once from flows/lexicon."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load(name: str) -> Any:
    """The content of `flows/lexicon/<name>.yml`."""
    return yaml.safe_load((files("flows.lexicon") / f"{name}.yml").read_text("utf-8"))
