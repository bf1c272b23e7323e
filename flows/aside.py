"""Rows that were found wrong by themselves, remembered as long as the same code judges them.

A row's rule looks at the row and its document alone, so what was wrong once is wrong in every later run, and a run that
adds one article need not build a release only to find that out again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.model.ids import digest
from flows.publish.disk import write_durably
from flows.settings import Settings
from flows.version import code_version, inputs_version

if TYPE_CHECKING:
    from flows.check.rows import Offence

PART_OF = {"entity_mentions": "mentions"}


def known(settings: Settings, doc_ids: Collection[str]) -> list[Offence]:
    """The rows of these documents that this code has found wrong."""
    from flows.check.rows import Offence

    return [offence for row in _rows(_path(settings)) if (offence := Offence(**row)).doc_id in doc_ids]


def remember(settings: Settings, offences: Iterable[Offence]) -> None:
    """Add rows to those that this code has found wrong."""
    path = _path(settings)
    rows = {(row["table"], row["row_id"], row["broken_rule"]): row for row in _rows(path)}
    for offence in offences:
        row = _as_read(offence).as_row()
        rows[offence.table, offence.row_id, offence.broken_rule] = row
    told = json.dumps([rows[key] for key in sorted(rows)], indent=2) + "\n"
    write_durably(path, f"{digest(told)}\n{told}".encode())


def _rows(path: Path) -> list[dict[str, Any]]:
    """What was remembered; nothing where that is no longer as it was written: it is found out again."""
    try:
        written, _, told = path.read_text(encoding="utf-8").partition("\n")
    except (FileNotFoundError, UnicodeDecodeError):
        return []
    return list(json.loads(told)) if written == digest(told) else []


def _as_read(offence: Offence) -> Offence:
    """The row as its document alone gives it: which facts and entities it was led to depends on other documents."""
    from flows.contract import PARTS

    read = PARTS[PART_OF.get(offence.table, offence.table)].column_names
    row = {name: value for name, value in json.loads(offence.row_json).items() if name in read}
    return replace(offence, row_json=json.dumps(row, sort_keys=True))


def _path(settings: Settings) -> Path:
    return settings.cache / f"set-aside-{code_version()}-{inputs_version(settings.overrides)}.json"
