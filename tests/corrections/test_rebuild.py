"""Rebuilding from raw texts gives the same facts and ids, whatever else is lost (F10, F11, F41)."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from flows import operations
from flows.errors import GateClosed, WarehouseDamaged
from flows.ingest.ledger import Ledger
from flows.rebuild import rebuild
from flows.withdraw import retract


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def one_raw(newsroom: Any, words: str) -> Path:
    (found,) = [path for path in newsroom.settings.raw.iterdir() if words in path.read_text()]
    return found


def test_a_rebuilt_release_has_the_bytes_of_the_one_before(published: Any) -> None:
    before = published.content()
    assert rebuild(published.settings).changed == ()
    assert published.content() == before


@pytest.mark.parametrize("damage", ["missing", "flipped", "truncated"])
def test_a_lost_ledger_and_inbox_are_made_up_for(published: Any, damage: str) -> None:
    retract(published.settings, "d.txt", "withdrawn")
    before = published.content()
    shutil.rmtree(published.settings.inbox)
    published.settings.inbox.mkdir()
    ledger = published.settings.ledger
    if damage == "missing":
        ledger.unlink()
    else:
        ledger.write_bytes(b"\xff" * 100 + ledger.read_bytes()[100:] if damage == "flipped" else b"SQLite format 3\0")
    assert rebuild(published.settings).changed == ()
    assert published.content() == before


def test_a_damaged_ledger_stops_a_run_by_name(published: Any) -> None:
    published.settings.ledger.write_bytes(b"\xff" * 4096)
    with pytest.raises(WarehouseDamaged, match="entente rebuild"):
        published.publish()


def test_a_damaged_reading_stops_one_run_and_the_next_reads_anew(published: Any) -> None:
    before = published.content()
    (part,) = {path.parent for path in published.settings.cache.glob("*/*/deal_reports.parquet")}
    flip(part / "deal_reports.parquet")
    published.publish()
    assert published.content() == before, "what is kept of resolving needs no reading"
    for kept in published.settings.cache.glob("resolved-*/base/judged.arrow"):
        flip(kept)
    with pytest.raises(WarehouseDamaged, match="deal_reports"):
        published.publish()
    assert published.content() == before
    published.publish()
    assert published.content() == before


def test_damaged_and_missing_raw_texts_come_back_from_inbox_or_release(published: Any) -> None:
    before = published.content()
    flip(one_raw(published, "locomotives"))
    one_raw(published, "fisheries").unlink()
    (published.settings.inbox / "c.txt").unlink()
    rebuilt = rebuild(published.settings)
    assert (rebuilt.changed, rebuilt.lost) == ((), ())
    assert published.content() == before


def test_a_text_that_is_lost_everywhere_is_named_and_the_others_go_on(published: Any) -> None:
    text = one_raw(published, "locomotives").read_text()
    one_raw(published, "locomotives").unlink()
    (published.settings.inbox / "d.txt").unlink()
    (published.settings.latest / "documents.parquet").write_bytes(b"PAR1")
    assert rebuild(published.settings).lost == ("d.txt",)
    assert published.ask("select count(*) from documents") == [(3,)]
    (published.settings.inbox / "d.txt").write_text(text)
    published.publish()
    assert published.ask("select count(*) from documents") == [(4,)]


@pytest.mark.parametrize("gate", ["near"], indirect=True)
def test_a_published_document_that_breaks_a_new_reader_keeps_nothing_back(published: Any) -> None:
    with Ledger(published.settings.ledger) as ledger:
        (poison,) = [entry.doc_id for entry in ledger.documents() if entry.file_name == "d.txt"]
        ledger.mark([poison], "quarantined", reason_code="E_TIMEOUT")
    published.publish()
    assert published.ask("select count(*) from documents") == [(3,)]
    assert published.ask("select distinct reason from id_redirects") == [("cannot be read: E_TIMEOUT",)]


@pytest.mark.parametrize(("n_poison", "n_read", "is_closed"), [(20, 0, False), (21, 400, False), (21, 300, True)])
def test_a_reader_that_fails_on_many_closes_the_gate(
    tmp_path: Path, n_poison: int, n_read: int, is_closed: bool
) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        for n in range(n_poison + n_read):
            ledger.accept(f"doc_{n}", f"{n}.txt", "0" * 64)
        ledger.mark([f"doc_{n}" for n in range(n_poison)], "quarantined", reason_code="E_CRASH")
        if is_closed:
            with pytest.raises(GateClosed, match=f"{n_poison} of {n_poison + n_read}"):
                operations.departures(ledger)
        else:
            assert len(operations.departures(ledger)) == n_poison
