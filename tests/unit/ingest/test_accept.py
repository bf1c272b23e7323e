"""From an inbox to documents and the ledger."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from flows.ingest.inbox import scan
from flows.ingest.ledger import Ledger
from flows.ingest.raw import TEMPORARY
from flows.ingest.reasons import Rejected
from flows.ingest.run import FEW, Accepted, accept, accept_stdin, documents_from_raw
from flows.settings import Settings

TEXT = "Norway will sell two ferries to Estonia, the transport minister said in Tallinn on Friday."
OTHER = "Kenya has ordered twelve locomotives from Spain, the railway company said on Monday."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "inbox").mkdir()
    return Settings(warehouse=tmp_path / "warehouse", inbox=tmp_path / "inbox", max_bytes=10_000)


def deliver(settings: Settings, **files: str | bytes) -> Accepted:
    """Write files (`a_txt` is a.txt) and run."""
    for key, content in files.items():
        path = settings.inbox / key.replace("__", "/").replace("_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return run(settings)


def run(settings: Settings) -> Accepted:
    with Ledger(settings.ledger) as ledger:
        return accept(settings, ledger, ledger.unseen(scan(settings.inbox), settings.inbox))


def states(settings: Settings) -> dict[str, str]:
    with Ledger(settings.ledger) as ledger:
        return {entry.file_name: entry.state for entry in ledger.documents()}


def test_documents_come_by_file_name(settings: Settings) -> None:
    accepted = deliver(settings, b_txt=TEXT, a__c_txt=OTHER)
    assert [document.file_name for document in accepted.documents] == ["a/c.txt", "b.txt"]


def test_documents_are_told_once_they_are_registered(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.ingest.run.BATCH", 2)
    for n in range(5):
        (settings.inbox / f"{n}.txt").write_text(f"{TEXT} It was the {n}th such sale.")
    told = []
    with Ledger(settings.ledger) as ledger:
        found = ledger.unseen(scan(settings.inbox))
        accepted = accept(settings, ledger, found, tell=lambda new: told.append((len(new), len(states(settings)))))
    assert told == [(2, 2), (2, 4), (1, 5)]
    assert len(accepted.documents) == 5


def test_bytes_lie_in_the_raw_store_and_the_ledger_knows_them(settings: Settings) -> None:
    (document,) = deliver(settings, a_txt=TEXT).documents
    assert (settings.raw / document.content_sha256).read_text() == TEXT
    assert states(settings) == {"a.txt": "accepted"}


def test_many_files_are_stored_together_and_taken_one_by_one(settings: Settings) -> None:
    """Among them two refused files of the same bytes, and the same article twice."""
    many = {f"n{n:02}_txt": f"{TEXT} It was the {n}th such sale." for n in range(FEW)}
    accepted = deliver(settings, a_txt=b"\xff", b_txt=TEXT, c_txt=TEXT, d_txt=b"\xff", **many)
    assert [document.file_name for document in accepted.documents] == ["b.txt", *(f"n{n:02}.txt" for n in range(FEW))]
    assert [refused.file_name for refused in accepted.quarantined] == ["a.txt", "d.txt"]
    assert accepted.duplicates == 1
    assert {path.name for path in settings.raw.iterdir()} == {d.content_sha256 for d in accepted.documents}


def test_a_second_run_finds_nothing(settings: Settings) -> None:
    deliver(settings, a_txt=TEXT, b_txt=b"\xff")
    assert run(settings) == Accepted()


def test_what_a_killed_run_left_half_written_is_cleared_from_every_store(settings: Settings) -> None:
    stores = (settings.raw, settings.quarantine, settings.receipts, settings.overrides, settings.warehouse)
    for store in stores:
        store.mkdir(parents=True, exist_ok=True)
        (store / f"{TEMPORARY}123").write_bytes(b"half")
    run(settings)
    assert list(settings.warehouse.rglob(f"{TEMPORARY}*")) == []


def test_a_run_that_is_cut_off_loses_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(folder: Path) -> None:
        raise OSError(5, f"I/O error in {folder}")

    monkeypatch.setattr("flows.ingest.raw.sync_folder", fail)
    with pytest.raises(OSError, match="I/O error"):
        deliver(settings, a_txt=TEXT, b_txt=OTHER)
    monkeypatch.undo()
    assert states(settings) == {}
    assert [document.file_name for document in run(settings).documents] == ["a.txt", "b.txt"]


def test_the_same_bytes_under_another_name_are_one_document(settings: Settings) -> None:
    accepted = deliver(settings, b_txt=TEXT, c_txt=TEXT)
    assert (len(accepted.documents), accepted.duplicates) == (1, 1)


def test_what_cannot_be_read_is_quarantined_and_the_others_go_on(settings: Settings) -> None:
    accepted = deliver(settings, a_txt=b"caf\xe9", b_txt=TEXT, c_txt="")
    assert [(refused.file_name, refused.code) for refused in accepted.quarantined] == [
        ("a.txt", "E_ENC_INVALID"),
        ("c.txt", "E_EMPTY"),
    ]
    assert [document.file_name for document in accepted.documents] == ["b.txt"]


def test_refused_bytes_move_to_the_quarantine(settings: Settings) -> None:
    deliver(settings, a_txt=b"caf\xe9")
    assert list(settings.raw.iterdir()) == []
    assert sorted(path.suffix for path in settings.quarantine.iterdir()) == ["", ".json"]


def test_bytes_that_another_document_needs_stay(settings: Settings) -> None:
    deliver(settings, a_txt=TEXT, b_pdf=TEXT)
    assert len(list(settings.raw.iterdir())) == 1


def test_a_file_over_the_limit_is_not_read(settings: Settings) -> None:
    assert [refused.code for refused in deliver(settings, a_txt="x" * 10_001).quarantined] == ["E_TOO_LARGE"]


def test_a_feed_may_be_larger_than_one_article(settings: Settings) -> None:
    lines = "\n".join(json.dumps({"text": f"{TEXT} {n}"}) for n in range(200))
    assert len(deliver(settings, f_jsonl=lines).documents) == 200


def test_a_repaired_file_leaves_the_rejects(settings: Settings) -> None:
    deliver(settings, a_txt=b"caf\xe9")
    deliver(settings, a_txt=TEXT)
    with Ledger(settings.ledger) as ledger:
        assert (ledger.rejects(), ledger.counts()) == ([], {"accepted": 1, "rejected": 0})


def test_an_overwritten_file_supersedes_its_document(settings: Settings) -> None:
    (old,) = deliver(settings, a_txt=TEXT).documents
    accepted = deliver(settings, a_txt=OTHER)
    assert accepted.superseded == (old.doc_id,)
    with Ledger(settings.ledger) as ledger:
        assert [entry.doc_id for entry in ledger.documents("superseded")] == [old.doc_id]


def test_a_document_that_another_file_still_holds_is_not_superseded(settings: Settings) -> None:
    deliver(settings, a_txt=TEXT, b_txt=TEXT)
    deliver(settings, a_txt=OTHER)
    assert states(settings) == {"a.txt": "accepted", "b.txt": "accepted"}


def test_a_file_that_gets_its_bytes_back_revives_its_document(settings: Settings) -> None:
    (old,) = deliver(settings, a_txt=TEXT).documents
    deliver(settings, a_txt=OTHER)
    accepted = deliver(settings, a_txt=TEXT)
    assert (accepted.revived, [document.doc_id for document in accepted.documents]) == ((old.doc_id,), [old.doc_id])


def test_bad_bytes_in_place_of_good_ones_change_no_document(settings: Settings) -> None:
    deliver(settings, a_txt=TEXT)
    deliver(settings, a_txt=b"caf\xe9")
    assert states(settings) == {"a.txt": "accepted"}


def test_rows_that_left_a_feed_stay(settings: Settings) -> None:
    deliver(settings, f_jsonl=json.dumps({"text": TEXT}))
    deliver(settings, f_jsonl=json.dumps({"text": OTHER}))
    with Ledger(settings.ledger) as ledger:
        assert ledger.counts()["accepted"] == 2


def test_documents_are_the_same_read_again_from_raw(settings: Settings) -> None:
    feed = "\n".join([json.dumps({"text": OTHER, "id": 1}), "bad", json.dumps({"text": TEXT, "id": 2})])
    accepted = deliver(settings, a_txt=TEXT, f_jsonl=feed)
    with Ledger(settings.ledger) as ledger:
        again = documents_from_raw(settings, ledger.documents())
        assert sorted(again, key=lambda d: d.file_name) == list(accepted.documents)


def test_a_raw_object_that_is_not_what_it_was_is_loud(settings: Settings) -> None:
    (document,) = deliver(settings, a_txt=TEXT).documents
    (settings.raw / document.content_sha256).write_text(OTHER)
    with Ledger(settings.ledger) as ledger, pytest.raises(Rejected, match="E_RAW"):
        list(documents_from_raw(settings, ledger.documents()))


def test_standard_input_is_an_article_named_by_its_bytes(settings: Settings) -> None:
    with Ledger(settings.ledger) as ledger:
        (document,) = accept_stdin(settings, ledger, io.BytesIO(TEXT.encode())).documents
    assert document.file_name == f"stdin/{document.content_sha256[:16]}.txt"


def test_standard_input_over_the_limit_is_refused(settings: Settings) -> None:
    with Ledger(settings.ledger) as ledger:
        accepted = accept_stdin(settings, ledger, io.BytesIO(b"x" * 10_001))
    assert [refused.code for refused in accepted.quarantined] == ["E_TOO_LARGE"]
