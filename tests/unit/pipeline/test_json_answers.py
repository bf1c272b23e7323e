"""Commands that change what is public tell programs what they did."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.commands import rebuild as rebuild_command
from flows.commands import retract as retract_command
from flows.commands import verify as verify_command
from flows.errors import WarehouseDamaged
from flows.operate import soundness
from flows.rebuild import Rebuilt
from flows.settings import Settings

RELEASE = Path("releases/0002-2021-05-06")


@pytest.mark.parametrize(("reason", "counts"), [("withdrawn", False), (None, True)])
def test_retract_says_whether_the_document_counts(
    reason: str | None,
    counts: bool,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(retract_command, "retract", lambda *_: RELEASE)
    monkeypatch.setattr(retract_command, "reinstate", lambda *_: RELEASE)
    retract_command.print_retraction(settings, "doc_1", reason, undo=counts, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told == {"document": "doc_1", "counts": counts, "release": RELEASE.name}


def test_rebuild_says_what_changed_and_what_is_lost(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(rebuild_command, "rebuild", lambda *_: Rebuilt(RELEASE, ("deals",), ("ferries.txt",)))
    with pytest.raises(WarehouseDamaged, match="ferries"):
        rebuild_command.print_rebuild(settings, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told == {"release": RELEASE.name, "changed": ["deals"], "lost": ["ferries.txt"]}


def test_verify_says_what_it_looked_at(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(soundness, "verify", lambda _: [])
    verify_command.print_verification(settings, every_release=True, as_json=True)
    assert json.loads(capsys.readouterr().out) == {"releases": ["0001-2021-05-05"], "raw_texts": 0}
