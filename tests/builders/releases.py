"""Releases of made-up reports, resolved and loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from loaded import load_frames
from made_up import MadeUp

from flows.resolve import resolve

PAIR = {"supplier": "country:NOR", "recipient": "country:PER"}


def release(folder: Path, made_up: MadeUp) -> Path:
    folder.mkdir()
    load_frames(resolve(made_up.parts()), folder)
    return folder


def told(*reports: dict[str, Any]) -> MadeUp:
    """A deal report a document, all of one week."""
    made_up = MadeUp()
    for n, said in enumerate(reports):
        made_up.document(f"doc_{n}", "2016-12-13")
        made_up.deal(f"doc_{n}", **PAIR, **said)
    return made_up
