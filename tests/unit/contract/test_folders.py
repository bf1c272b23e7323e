"""Damage is noticed without reading again what nobody touched."""

import os
import shutil
import time
from pathlib import Path

import pytest

from flows.contract import folders
from flows.contract.folders import SECOND, damage, damage_since, whole_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files, looked over once when they had settled."""
    with whole_folder(tmp_path / "kept") as unfinished:
        (unfinished / "a").write_bytes(b"one")
        (unfinished / "b").write_bytes(b"two")
    return tmp_path / "kept"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are read through."""
    names: list[str] = []
    real = folders._sum

    def told(path: Path) -> str:
        names.append(path.name)
        return real(path)

    monkeypatch.setattr(folders, "_sum", told)
    return names


def pass_time(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now + seconds * SECOND)


def looked_over(folder: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]) -> None:
    pass_time(monkeypatch, 10)
    assert damage_since(folder) is None
    read.clear()


def test_what_nobody_touched_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]) -> None:
    looked_over(folder, monkeypatch, read)
    assert damage_since(folder) is None
    assert read == []
    assert damage(folder) is None
    assert read == ["a", "b"]


def test_what_was_just_written_is(folder: Path, read: list[str]) -> None:
    for _ in range(2):
        assert damage_since(folder) is None
    assert read == ["a", "b", "a", "b"]


def test_bytes_changed_in_place_are_noticed_though_size_and_time_are_put_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]
) -> None:
    looked_over(folder, monkeypatch, read)
    stat = (folder / "b").stat()
    (folder / "b").write_bytes(b"owt")
    os.utime(folder / "b", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert damage_since(folder) == "b"
    assert read == ["b"]


def test_a_file_in_the_place_of_another_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]) -> None:
    looked_over(folder, monkeypatch, read)
    shutil.copy2(folder / "a", folder / "c")
    (folder / "c").replace(folder / "a")
    assert damage_since(folder) is None
    assert read == ["a"]


@pytest.mark.parametrize("what", ["a day", "another start", "no start known"])
def test_all_is_read_again_after(
    folder: Path, monkeypatch: pytest.MonkeyPatch, read: list[str], tmp_path: Path, what: str
) -> None:
    if what == "no start known":
        monkeypatch.setattr(folders, "BOOT", tmp_path / "nothing")
    looked_over(folder, monkeypatch, read)
    if what == "a day":
        pass_time(monkeypatch, 86_410)
    elif what == "another start":
        (tmp_path / "boot").write_text("another")
        monkeypatch.setattr(folders, "BOOT", tmp_path / "boot")
    assert damage_since(folder) is None
    assert read == ["a", "b"]


@pytest.mark.parametrize("written", [b"", b"[]", b'{"boot": 1}', b"\xff\xfe"])
def test_a_list_of_what_was_seen_that_cannot_be_read_says_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, read: list[str], written: bytes
) -> None:
    looked_over(folder, monkeypatch, read)
    (folder / folders.SEEN_NAME).write_bytes(written)
    assert damage_since(folder) is None
    assert read == ["a", "b"]
