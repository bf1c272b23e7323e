"""Fingerprints change with what decides the outcome, and with nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.version import EVERYTHING, READER, fingerprint, inputs_version


@pytest.fixture
def code(tmp_path: Path) -> Path:
    (tmp_path / "rule.py").write_text("A = 1\n")
    (tmp_path / "words.yml").write_text("- sell\n")
    return tmp_path


@pytest.mark.parametrize("name", ["rule.py", "words.yml"])
def test_a_changed_source_changes_it(code: Path, name: str) -> None:
    before = fingerprint([code])
    (code / name).write_text("changed\n")
    assert fingerprint([code]) != before


def test_a_renamed_source_changes_it(code: Path) -> None:
    before = fingerprint([code])
    (code / "rule.py").rename(code / "other.py")
    assert fingerprint([code]) != before


@pytest.mark.parametrize("name", ["rule.pyc", "notes.txt", ".cache"])
def test_what_is_no_source_does_not_count(code: Path, name: str) -> None:
    before = fingerprint([code])
    (code / name).write_text("anything")
    assert fingerprint([code]) == before


def test_where_the_code_lies_does_not_count(code: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "deeper"
    before = fingerprint([code])
    code.rename(elsewhere)
    assert fingerprint([elsewhere]) == before


def test_a_judgement_changes_the_version_of_inputs(tmp_path: Path) -> None:
    before = inputs_version(tmp_path / "overrides")
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / "same.csv").write_text("a,b\n")
    assert inputs_version(tmp_path / "overrides") != before


def test_the_readers_code_is_part_of_everything() -> None:
    assert all(any(room.is_relative_to(folder) for folder in EVERYTHING) for room in READER)
    assert all(room.is_dir() for room in (*READER, *EVERYTHING))
