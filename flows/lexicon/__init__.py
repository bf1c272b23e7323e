"""The words of the domain as data: one YAML file a subject, each group with its reason."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load(name: str) -> Any:
    """The lexicon `name` (its file without `.yml`) as plain lists and dicts; shared, so never change it."""
    return yaml.safe_load((files(__name__) / f"{name}.yml").read_text(encoding="utf-8"))
