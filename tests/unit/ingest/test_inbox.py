from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from flows.ingest.inbox import fingerprint, scan


def write(path: Path, content: bytes = b"text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_files_are_found_in_folders_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.md"):
        write(tmp_path / name)
    assert [found.name for found in scan(tmp_path)] == ["a/b/c.md", "a/z.txt", "b.txt"]


@pytest.mark.parametrize("name", [".hidden.txt", ".cache/a.txt", "a.txt.part", "a.TMP", "a.crdownload"])
def test_hidden_and_unfinished_files_are_passed_over(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert list(scan(tmp_path)) == []


def test_links_are_reported_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "out" / "secret.txt")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "file.txt").symlink_to(tmp_path / "out" / "secret.txt")
    (inbox / "folder").symlink_to(tmp_path / "out")
    (inbox / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert {(found.name, found.problem) for found in scan(inbox)} == {
        ("file.txt", "E_SYMLINK"),
        ("folder", "E_SYMLINK"),
        ("gone.txt", "E_SYMLINK"),
    }


def test_pipes_and_folders_named_like_articles_are_not_regular(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    assert [found.problem for found in scan(tmp_path)] == ["E_NOT_REGULAR", "E_NOT_REGULAR"]


def test_folders_below_the_depth_limit_are_reported(tmp_path: Path) -> None:
    write(tmp_path / "/".join("d" * 70) / "a.txt")
    assert [found.problem for found in scan(tmp_path)] == ["E_DEPTH"]


@pytest.mark.skipif(sys.platform == "darwin", reason="its file system takes UTF-8 names only")
def test_names_that_are_not_utf8_are_percent_coded(tmp_path: Path) -> None:
    write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")))
    write(tmp_path / "two\nlines.txt")
    assert [found.name for found in scan(tmp_path)] == ["caf%E9.txt", "two%0Alines.txt"]


def test_the_fingerprint_tells_a_changed_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    before = fingerprint(scan(tmp_path))
    os.utime(path, ns=(1, 1))
    assert fingerprint(scan(tmp_path)) != before


def test_the_fingerprint_does_not_depend_on_order(tmp_path: Path) -> None:
    for name in "abc":
        write(tmp_path / f"{name}.txt")
    found = list(scan(tmp_path))
    assert fingerprint(reversed(found)) == fingerprint(found)
