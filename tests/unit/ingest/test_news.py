"""Passing over whole folders finds the same news as comparing every file, whatever became of files and ledger."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.ingest.inbox import folders, scan
from flows.ingest.ledger import Ledger
from flows.ingest.news import news
from flows.ingest.raw import sha256_of

LIMIT = 1_000


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.sqlite") as opened:
        yield opened


@pytest.fixture
def inbox(tmp_path: Path, ledger: Ledger) -> Path:
    """Two folders and a file beside them, all delivered and looked through once."""
    folder = tmp_path / "inbox"
    for name in ("a.txt", "may/b.txt", "may/c.txt", "june/d.txt"):
        write(folder / name)
    deliver(ledger, folder)
    assert names(ledger, folder) == []
    return folder


def write(path: Path, content: str = "text") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def deliver(ledger: Ledger, inbox: Path) -> None:
    for entry in ledger.unseen(scan(inbox)):
        ledger.delivered(entry, sha256_of(inbox, entry, LIMIT))


def names(ledger: Ledger, inbox: Path) -> list[str]:
    """The news, which a listing that was made beforehand does not change."""
    listed = [entry.name for entry in news(ledger, inbox, LIMIT, Listed(inbox))]  # type: ignore[arg-type]
    found = [entry.name for entry in news(ledger, inbox, LIMIT)]
    assert found == listed
    return found


class Listed:
    """A listing made here; of another inbox it would show this one unchanged."""

    def __init__(self, inbox: Path, seals: dict[str, str | None] | None = None) -> None:
        self.inbox = inbox
        self.found = {folder.name: folder.seal for folder in folders(inbox)} if seals is None else seals

    def seals(self) -> dict[str, str | None] | None:
        return self.found or None


def test_a_listing_that_shows_all_as_it_was_is_enough(
    ledger: Ledger, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.ingest.news.folders", lambda _: pytest.fail("the inbox was listed again"))
    assert news(ledger, inbox, LIMIT, Listed(inbox)) == []  # type: ignore[arg-type]


def test_one_of_another_inbox_or_without_an_answer_says_nothing(ledger: Ledger, inbox: Path) -> None:
    known = dict[str, str | None](ledger.seals())
    write(inbox / "june" / "e.txt")
    for listing in (Listed(inbox.parent, known), Listed(inbox, {})):
        assert [entry.name for entry in news(ledger, inbox, LIMIT, listing)] == ["june/e.txt"]  # type: ignore[arg-type]


def test_a_folder_without_news_is_not_compared_again(
    ledger: Ledger, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []
    monkeypatch.setattr(Ledger, "unseen", lambda self, found, *_: compared.extend(e.name for e in found) or [])
    write(inbox / "june" / "e.txt")
    assert names(ledger, inbox) == []
    assert sorted(compared) == ["a.txt", "june/d.txt", "june/e.txt"]  # the time of june/ stands in the folder above


def overwrite(inbox: Path) -> str:
    status = (inbox / "may" / "b.txt").stat()
    write(inbox / "may" / "b.txt", "next")
    os.utime(inbox / "may" / "b.txt", ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    return "may/b.txt"


def lengthen(inbox: Path) -> str:
    status = (inbox / "may" / "b.txt").stat()
    write(inbox / "may" / "b.txt", "longer text")
    os.utime(inbox / "may" / "b.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    return "may/b.txt"


def rename(inbox: Path) -> str:
    (inbox / "may" / "b.txt").rename(inbox / "may" / "z.txt")
    return "may/z.txt"


def replace_by_link(inbox: Path) -> str:
    (inbox / "may" / "b.txt").unlink()
    (inbox / "may" / "b.txt").symlink_to(inbox / "a.txt")
    return "may/b.txt"


def go_deeper(inbox: Path) -> str:
    write(inbox / "may" / "late" / "e.txt")
    return "may/late/e.txt"


@pytest.mark.parametrize("change", [overwrite, lengthen, rename, replace_by_link, go_deeper])
def test_what_changed_in_a_known_folder_is_news(ledger: Ledger, inbox: Path, change: Callable[[Path], str]) -> None:
    name = change(inbox)
    assert names(ledger, inbox) == [name]
    assert names(ledger, inbox) == [name]  # until it is delivered


def test_a_file_put_back_as_it_was_before_another_version_is_news(ledger: Ledger, inbox: Path) -> None:
    path = inbox / "may" / "b.txt"
    before = path.stat()
    write(path, "another version")
    deliver(ledger, inbox)
    write(path, "text")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert names(ledger, inbox) == ["may/b.txt"]


def test_a_file_that_is_forgotten_is_news(ledger: Ledger, inbox: Path) -> None:
    (entry,) = (entry for entry in scan(inbox) if entry.name == "june/d.txt")
    ledger.forget_bytes(sha256_of(inbox, entry, LIMIT))
    assert "june/d.txt" in names(ledger, inbox)


def test_trouble_that_may_pass_is_news_until_it_has_passed(ledger: Ledger, inbox: Path) -> None:
    write(inbox / "june" / "e.txt")
    (entry,) = news(ledger, inbox, LIMIT)
    ledger.delivered(entry, None, "E_PARTIAL")
    assert names(ledger, inbox) == ["june/e.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_is_closed_is_told_each_time(ledger: Ledger, inbox: Path) -> None:
    (inbox / "may").chmod(0)
    try:
        assert [names(ledger, inbox) for _ in range(2)] == [["may"], ["may"]]
    finally:
        (inbox / "may").chmod(0o755)


def test_a_name_that_cannot_be_shown_is_compared_each_time(ledger: Ledger, inbox: Path) -> None:
    write(inbox / "odd\n" / "e.txt")
    deliver(ledger, inbox)
    assert names(ledger, inbox) == []
    assert sorted(ledger.seals()) == ["", "june/", "may/"]


def test_nothing_is_remembered_while_somebody_else_writes(ledger: Ledger, inbox: Path) -> None:
    version = ledger.version()
    with Ledger(ledger.path) as other:
        other.accept("doc_1", "a.txt", "aa")
    ledger.seal({"may/": "another"}, version)
    assert ledger.seals()["may/"] != "another"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda ledger: ledger.accept("doc_2", "b.txt", "bb"), id="one came"),
        pytest.param(lambda ledger: ledger.mark(["doc_1"], "retracted"), id="one left"),
        pytest.param(lambda ledger: ledger.moved("aa", "cc"), id="one was rewritten"),
        pytest.param(lambda ledger: ledger.forget_part("p"), id="one is to be read again"),
    ],
)
def test_documents_are_no_longer_settled_once_one_changed(ledger: Ledger, change: Callable[[Ledger], object]) -> None:
    ledger.accept("doc_1", "a.txt", "aa")
    ledger.mark(["doc_1"], "published", part="p", extractor_version="v")
    ledger.settle("hash")
    assert ledger.settled() == "hash"
    change(ledger)
    assert ledger.settled() is None
