"""Suites in `expectations/`: one YAML file a table, in Great Expectations' own shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from flows.check.model import Check
from flows.errors import ConfigurationError
from flows.model.vocabulary.runs import CheckSeverity

SUITE_KEYS = {"name", "declared", "expectations"}
EXPECTATION_KEYS = {"type", "kwargs", "severity", "meta"}
META_KEYS = {"reason", "needs"}
SEVERITIES = {severity.value for severity in CheckSeverity}


def read_all(directory: Path) -> Iterator[Check]:
    """The checks of every suite file, in order of file name.

    Raises:
        ConfigurationError: a file is broken, empty, or holds another number of expectations than it declares.
    """
    paths = sorted(directory.glob("*.yml"))
    if not paths:
        raise ConfigurationError("There is no suite of expectations.", where=str(directory))
    for path in paths:
        yield from read(path)


def read(path: Path) -> list[Check]:
    """The checks of one suite file, whose `name` is the table and the file's own name.

    Raises:
        ConfigurationError: as `read_all`.
    """
    suite = _mapping(_parse(path), path, SUITE_KEYS, required=SUITE_KEYS)
    entries = suite["expectations"]
    if suite["name"] != path.stem:
        raise _broken(path, f"it is named {suite['name']!r}")
    if not isinstance(entries, list) or not entries:
        raise _broken(path, "it holds no expectation")
    if suite["declared"] != len(entries):
        raise _broken(path, f"it declares {suite['declared']} expectations and holds {len(entries)}")
    return [_check(path, entry) for entry in entries]


def _parse(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        raise _broken(path, str(error)) from error


def _check(path: Path, entry: Any) -> Check:
    expectation = _mapping(entry, path, EXPECTATION_KEYS, required=EXPECTATION_KEYS)
    meta = _mapping(expectation["meta"], path, META_KEYS, required={"reason"})
    kwargs = _mapping(expectation["kwargs"], path, None, required=set())
    if expectation["severity"] not in SEVERITIES:
        raise _broken(path, f"{expectation['severity']!r} is no severity")
    return Check(
        suite=path.stem,
        name=str(expectation["type"]),
        type=str(expectation["type"]),
        kwargs=dict(kwargs),
        severity=str(expectation["severity"]),
        reason=str(meta["reason"]),
        column=kwargs.get("column"),
        needs=meta.get("needs"),
    )


def _mapping(value: Any, path: Path, allowed: set[str] | None, *, required: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _broken(path, f"{value!r:.60} is no mapping")
    unknown = set() if allowed is None else set(value) - allowed
    missing = required - set(value)
    if unknown or missing:
        raise _broken(path, f"unknown keys {sorted(unknown)}, missing keys {sorted(missing)} in {value!r:.60}")
    return value


def _broken(path: Path, what: str) -> ConfigurationError:
    return ConfigurationError(
        f"The suite cannot be used: {what}.", where=str(path), next_step="Mend the file; the gate stays closed."
    )
