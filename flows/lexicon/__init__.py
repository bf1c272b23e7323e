"""Word lists as data: one YAML file a subject, loaded once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


@cache
def load(name: str, folder: Path | None = None) -> Any:
    """The list or mapping in `<name>.yml`; lists of a user's `folder` are added to the bundled ones.

    Raises:
        FileNotFoundError: no bundled file of that name.
    """
    data = _read(HERE / f"{name}.yml")
    if folder is not None and (folder / f"{name}.yml").exists():
        return _joined(data, _read(folder / f"{name}.yml"))
    return data


@cache
def words(name: str, *groups: str) -> frozenset[str]:
    """The entries of the named groups of a word list together, or of all its groups."""
    data = load(name)
    return frozenset(str(entry) for group in groups or data for entry in data[group])


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _joined(ours: Any, theirs: Any) -> Any:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours | {key: _joined(ours[key], value) if key in ours else value for key, value in theirs.items()}
    if isinstance(ours, list) and isinstance(theirs, list):
        return ours + [entry for entry in theirs if entry not in ours]
    return theirs
