"""Erasing: no form of a document's words is left in any file the warehouse keeps (F31)."""

from __future__ import annotations

import base64
import json
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from flows import withdraw
from flows.errors import InputError
from flows.ingest.ledger import Ledger
from flows.publish.lock import run_lock
from flows.publish.verify import verify
from flows.withdraw import erase, retract

CANARY = "Zürcher Qxvahlbrök Ådelswärd"  # no word of it is anywhere else; its letters have several normal forms
STORY = f"""\
{CANARY} Lines buys trawlers
By {CANARY}

BERGEN - {CANARY} Lines agreed on Monday to buy nine trawlers from Italy for $70 million, a spokesman said.
"""
JUDGEMENTS = f"""\
about,verdict,document_a,words_a,document_b,words_b,author,date,reason
entity,not_same,canary.txt,{CANARY} Lines,a.txt,Italy,Ann,2026-11-01,a company is no country
entity,not_same,a.txt,Norway,a.txt,Italy,Ann,2026-11-01,two countries
"""


def forms(text: str) -> list[bytes]:
    spelt = {form(text) for form in (str, str.lower, str.upper, str.casefold)}
    normal = {unicodedata.normalize(form, one) for one in spelt for form in ("NFC", "NFD")}
    slug = {"qxvahlbrok", "qxvahlbroek"}
    words = normal | {word for one in normal for word in one.split()} | slug
    encoded = {word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "latin-1") if _fits(word, code)}
    escaped = {json.dumps(word)[1:-1].encode() for word in words}
    third = {base64.b64encode(text.encode()[shift:]).rstrip(b"=")[4:-4] for shift in range(3)}
    return sorted(encoded | escaped | third)


def _fits(word: str, code: str) -> bool:
    try:
        word.encode(code)
    except UnicodeEncodeError:
        return False
    return True


def contents(root: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file's name and bytes, and every value of every Parquet file and DuckDB table; not the inbox."""
    for path in sorted(root.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.is_relative_to(root / "inbox"):
            continue
        yield path, str(path).encode() + path.read_bytes()
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            yield path, json.dumps([table.to_pylist(), str(table.schema.metadata)], default=str).encode()
            yield path, repr(table.to_pylist()).encode()
        elif path.suffix == ".duckdb":
            with duckdb.connect(str(path), read_only=True) as con:
                for (name,) in con.execute("select table_name from duckdb_tables()").fetchall():
                    yield path, repr(con.table(f'"{name}"').fetchall()).encode()


def hits(root: Path) -> set[str]:
    wanted = forms(CANARY)
    return {str(path.relative_to(root)) for path, content in contents(root) if any(form in content for form in wanted)}


@pytest.fixture(scope="module")
def sown(at_work: Any, bundle: Path, make_newsroom: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that published the canary twice, refused it under another name, failed over it and logged it."""
    newsroom = make_newsroom(shutil.copytree(bundle, tmp_path_factory.mktemp("sown") / "w", symlinks=True))
    newsroom.deliver(canary_txt=STORY, canary_pdf=STORY)
    with at_work():
        newsroom.publish()
        retract(newsroom.settings, "a.txt", "so that there are two releases with the canary")
    failed = newsroom.settings.runs / "20200101T000000000000-1"
    failed.mkdir()
    (failed / "run.log").write_text(STORY)
    (newsroom.settings.warehouse / ".prefect").mkdir()
    (newsroom.settings.warehouse / ".prefect" / "prefect.db").write_text(STORY)
    (newsroom.settings.warehouse / "ledger.sqlite.damaged").write_text(STORY)
    newsroom.settings.overrides.mkdir()
    (newsroom.settings.overrides / "judgements.csv").write_text(JUDGEMENTS)
    return Path(newsroom.settings.warehouse)


@pytest.fixture
def planted(at_work: Any, gate: Any, sown: Path, make_newsroom: Any, tmp_path: Path) -> Iterator[Any]:
    """A copy of that warehouse."""
    with at_work(gate):
        yield make_newsroom(shutil.copytree(sown, tmp_path / "p", symlinks=True))


@pytest.mark.parametrize("gate", ["near"], indirect=True)
def test_nothing_of_an_erased_document_is_left(planted: Any) -> None:
    root = planted.settings.warehouse
    kinds = {name.split("/")[0] for name in hits(root)}
    assert kinds >= {"raw", "cache", "releases", "runs", "quarantine", ".prefect", "ledger.sqlite.damaged", "overrides"}
    done = erase(planted.settings, "canary.txt")
    assert hits(root) == set()
    assert set(done.delivered_as) == {"canary.pdf", "canary.txt"}
    assert done.receipt.n_releases == 3
    assert done.release is not None
    assert verify(done.release) == []
    assert (planted.settings.overrides / "judgements.csv").read_text().count("Ann") == 1
    receipts = list((root / "receipts").iterdir())
    assert [path.stem for path in receipts] == [done.receipt.mark]


def test_an_erased_document_may_not_come_back(planted: Any) -> None:
    erase(planted.settings, "canary.txt")
    (planted.settings.inbox / "other name.txt").write_text(STORY)
    planted.publish()
    assert planted.ask("select count(*) from documents where raw_text like '%trawlers%'") == [(0,)]
    with Ledger(planted.settings.ledger) as ledger:
        assert {code for name, code, _ in ledger.rejects() if name.endswith("e.txt")} == {"E_ERASED"}
    (planted.settings.inbox / "canary.pdf").unlink()
    left = hits(planted.settings.warehouse)
    assert {name.split("/")[0] for name in left} <= {"quarantine"}, left  # canary.pdf was refused for its name anew


STEPS = ("_forget_readings", "publish_anew", "remove_all_but", "_remove_bytes", "_keep")


def test_cut_off_after_each_step_in_turn_it_is_run_again(planted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in STEPS:
        with monkeypatch.context() as patch:
            patch.setattr(withdraw, step, cut_off_after(getattr(withdraw, step)))
            with pytest.raises(KeyboardInterrupt):
                erase(planted.settings, "canary.txt")
    erase(planted.settings, "canary.txt")
    assert hits(planted.settings.warehouse) == set()
    assert len(list((planted.settings.warehouse / "receipts").iterdir())) == 1


def cut_off_after(step: Callable[..., Any]) -> Callable[..., Any]:
    def cut_off(*arguments: Any) -> Any:
        step(*arguments)
        raise KeyboardInterrupt

    return cut_off


def test_a_row_leaves_its_feed_and_the_others_stay(newsroom: Any) -> None:
    rows = [STORY, "Norway sold two ships to Peru for $3 million on Monday, the ministry said.", "Nothing happened."]
    newsroom.deliver(f_jsonl="\n".join(json.dumps({"text": text}) for text in rows))
    newsroom.publish()
    newsroom.settings.inbox.joinpath("f.jsonl").touch()
    erase(newsroom.settings, "f.jsonl#1")
    assert hits(newsroom.settings.warehouse) == set()
    assert newsroom.ask("select file_name from documents order by 1") == [("f.jsonl#2",), ("f.jsonl#3",)]
    newsroom.deliver(f_jsonl="\n".join(json.dumps({"text": text}) for text in [*rows, "Another day began."]))
    newsroom.publish()
    assert hits(newsroom.settings.warehouse) == set()
    assert newsroom.ask("select count(*) from documents") == [(3,)]


def test_the_only_document_takes_all_releases_with_it(newsroom: Any) -> None:
    newsroom.deliver(canary_txt=STORY)
    newsroom.publish()
    assert erase(newsroom.settings, "canary.txt").release is None
    assert hits(newsroom.settings.warehouse) == set()
    assert list(newsroom.settings.releases.iterdir()) == []


def test_records_in_use_are_not_pulled_away(planted: Any) -> None:
    database = planted.settings.warehouse / ".prefect" / "prefect.db"
    before = planted.content()
    with database.open(), pytest.raises(InputError, match="Prefect server"):
        erase(planted.settings, "canary.txt")
    assert planted.content() == before


def test_it_waits_for_no_run(planted: Any) -> None:
    from flows.errors import Locked

    with run_lock(planted.settings.warehouse), pytest.raises(Locked):
        erase(planted.settings, "canary.txt")
    assert shutil.disk_usage(planted.settings.warehouse).free > 0
