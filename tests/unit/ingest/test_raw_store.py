from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.ingest import raw
from flows.ingest.inbox import Found, scan
from flows.ingest.reasons import Rejected

LIMIT = 1_000


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def only(inbox: Path) -> Found:
    (found,) = scan(inbox)
    return found


def test_bytes_lie_under_their_hash(inbox: Path, tmp_path: Path) -> None:
    (inbox / "a.txt").write_bytes(b"some text")
    stored = raw.store_file(inbox, only(inbox), tmp_path / "raw", LIMIT)
    assert stored.path == tmp_path / "raw" / hashlib.sha256(b"some text").hexdigest()
    assert stored.path.read_bytes() == b"some text"


def test_the_inbox_is_left_as_it_was(inbox: Path, tmp_path: Path) -> None:
    (inbox / "a.txt").write_bytes(b"some text")
    before = only(inbox)
    raw.store_file(inbox, before, tmp_path / "raw", LIMIT)
    assert only(inbox) == before


def test_the_same_bytes_are_stored_once(tmp_path: Path) -> None:
    assert raw.store_bytes(tmp_path, b"x") == raw.store_bytes(tmp_path, b"x")
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_of_the_limit_is_read_and_one_byte_more_is_not(inbox: Path, tmp_path: Path) -> None:
    (inbox / "a.txt").write_bytes(b"x" * LIMIT)
    assert raw.store_file(inbox, only(inbox), tmp_path / "raw", LIMIT).sha256
    (inbox / "a.txt").write_bytes(b"x" * (LIMIT + 1))
    with pytest.raises(Rejected, match="E_TOO_LARGE"):
        raw.store_file(inbox, only(inbox), tmp_path / "raw", LIMIT)


def test_a_file_that_grows_while_it_is_read_is_partial(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_bytes(b"begun")
    read = raw._chunks

    def grow(descriptor: int, limit: int) -> Iterator[bytes]:
        yield from read(descriptor, limit)
        with (inbox / "a.txt").open("ab") as file:
            file.write(b" and more")

    monkeypatch.setattr(raw, "_chunks", grow)
    with pytest.raises(Rejected, match="E_PARTIAL"):
        raw.store_file(inbox, only(inbox), tmp_path / "raw", LIMIT)
    assert list((tmp_path / "raw").iterdir()) == []


def test_a_file_swapped_for_a_link_is_refused(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (inbox / "a.txt").write_bytes(b"text")
    found = only(inbox)
    (inbox / "a.txt").unlink()
    (inbox / "a.txt").symlink_to(tmp_path / "secret")
    with pytest.raises(Rejected, match="E_SYMLINK"):
        raw.store_file(inbox, found, tmp_path / "raw", LIMIT)


def test_a_folder_swapped_for_a_link_is_refused(inbox: Path, tmp_path: Path) -> None:
    (inbox / "sub").mkdir()
    (inbox / "sub" / "a.txt").write_bytes(b"text")
    found = only(inbox)
    (inbox / "sub").rename(tmp_path / "elsewhere")
    (inbox / "sub").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Rejected):
        raw.store_file(inbox, found, tmp_path / "raw", LIMIT)


def test_a_file_that_is_gone_is_tried_again(inbox: Path, tmp_path: Path) -> None:
    (inbox / "a.txt").write_bytes(b"text")
    found = only(inbox)
    (inbox / "a.txt").unlink()
    with pytest.raises(Rejected, match="E_PERM"):
        raw.store_file(inbox, found, tmp_path / "raw", LIMIT)


def test_nothing_half_written_stays_after_a_failure(inbox: Path, tmp_path: Path) -> None:
    (inbox / "a.txt").write_bytes(b"x" * (LIMIT + 1))
    with pytest.raises(Rejected):
        raw.store_file(inbox, only(inbox), tmp_path / "raw", LIMIT)
    assert not (tmp_path / "raw").exists()


def test_what_a_killed_run_left_half_written_is_cleared(tmp_path: Path) -> None:
    (tmp_path / f"{raw.TEMPORARY}123").write_bytes(b"half")
    kept = raw.store_bytes(tmp_path, b"whole").path
    raw.clear_temporary(tmp_path)
    assert list(tmp_path.iterdir()) == [kept]


def test_quarantine_keeps_the_bytes_and_the_reason_on_one_line(tmp_path: Path) -> None:
    sha256 = raw.quarantine(tmp_path, b"\xff", file_name="a.txt", code="E_ENC_INVALID", reason="bad\n\x1b[31mbyte")
    note = json.loads((tmp_path / f"{sha256}.json").read_text("ascii"))
    assert (tmp_path / sha256).read_bytes() == b"\xff"
    assert note == {
        "file_name": "a.txt",
        "code": "E_ENC_INVALID",
        "stage": "ingest",
        "reason": "bad\\u000a\\u001b[31mbyte",
    }
