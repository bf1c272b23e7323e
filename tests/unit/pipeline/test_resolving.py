"""Resolving on top of what earlier runs of the same code and judgements resolved."""

import shutil
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import flows.resolve
from flows.contract.frames import read_frames, write_frames
from flows.errors import WarehouseDamaged
from flows.ingest.ledger import Entry
from flows.resolve.overrides import COLUMNS
from flows.resolving import resolve_readings
from flows.settings import Settings

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "builders"))

from made_up import MadeUp  # noqa: E402


def read(parts: Path, name: str, goods: str = "rifles") -> Entry:
    """The ledger's entry of an article, read into a part of its own."""
    made_up = MadeUp()
    made_up.document(name, "2016-12-13")
    made_up.deal(name, supplier="country:NOR", recipient="country:PER", goods=goods)
    write_frames(made_up.parts(), parts / f"{name}-{goods}")
    return Entry(name, f"{name}.txt", "0" * 64, "extracted", part=f"{name}-{goods}")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "w", tmp_path / "inbox")


def test_later_runs_give_the_rows_of_a_run_from_scratch(settings: Settings, tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    entries = [read(parts, f"doc_{n}") for n in range(3)]
    resolve_readings(settings, parts, entries[:2])
    anew = [entries[0], read(parts, "doc_1", "submarines"), entries[2]]
    found = resolve_readings(settings, parts, anew)
    for name, rows in resolve_readings(Settings(tmp_path / "other", tmp_path / "inbox"), parts, anew).items():
        assert_frame_equal(found[name], rows)


def test_only_new_readings_are_opened(settings: Settings, tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    entries = [read(parts, "doc_0"), read(parts, "doc_1")]
    resolve_readings(settings, parts, entries[:1])
    for path in (parts / "doc_0-rifles").iterdir():
        path.unlink()
    assert resolve_readings(settings, parts, entries)["deal_reports"].height == 2


def test_a_reading_that_was_cut_off_is_named_with_what_to_do_and_goes(settings: Settings, tmp_path: Path) -> None:
    entry = read(tmp_path / "parts", "doc_0")
    path = tmp_path / "parts" / "doc_0-rifles" / "deal_reports.parquet"
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(WarehouseDamaged, match=r"deal_reports\.parquet") as raised:
        resolve_readings(settings, tmp_path / "parts", [entry])
    assert raised.value.next_step is not None
    assert "entente run" in raised.value.next_step
    assert not path.parent.exists()


def test_what_other_judgements_led_to_is_not_kept(settings: Settings, tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    entries = [read(parts, "doc_0"), read(parts, "doc_1")]
    resolve_readings(settings, parts, entries)
    settings.overrides.mkdir(parents=True)
    (settings.overrides / "fx_rates.csv").write_text("rate_date,currency,eur_rate\n2016-12-13,KZT,356.5\n")
    found = resolve_readings(settings, parts, entries)
    assert found["deal_reports"].filter(pl.col("deal_id").is_not_null()).height == 2
    assert len(list(settings.cache.glob("resolved-*"))) == 1


@pytest.mark.parametrize("is_lost", [False, True])
def test_what_was_cut_off_or_lost_is_made_anew(settings: Settings, tmp_path: Path, is_lost: bool) -> None:
    entries = [read(tmp_path / "parts", "doc_0"), read(tmp_path / "parts", "doc_1")]
    resolve_readings(settings, tmp_path / "parts", entries[:1])
    (kept,) = settings.cache.glob("resolved-*/base/told_deal_reports.arrow")
    kept.write_bytes(kept.read_bytes()[:100])
    if is_lost:
        kept.unlink()
    found = resolve_readings(settings, tmp_path / "parts", entries)
    for name, rows in resolve_readings(
        Settings(tmp_path / "other", tmp_path / "inbox"), tmp_path / "parts", entries
    ).items():
        assert_frame_equal(found[name], rows)


def test_judgements_hold_whichever_batch_their_article_is_of(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = tmp_path / "parts"
    entries = [read(parts, f"doc_{n}") for n in range(5)]
    said = read_frames(parts / "doc_3-rifles")["deal_reports"]["span_text"].item()
    settings.overrides.mkdir(parents=True)
    columns = ",".join(COLUMNS)
    judged = f'deal,wrong_report,doc_3.txt,"{said}",,,,me,2026-01-02,why'
    (settings.overrides / "judgements.csv").write_text(f"{columns}\n{judged}\n", encoding="utf-8")
    monkeypatch.setattr(flows.resolve, "BATCH", 2)
    found = resolve_readings(settings, parts, entries)
    assert found["deal_reports"].filter(pl.col("deal_id").is_null())["doc_id"].to_list() == ["doc_3"]
    monkeypatch.undo()
    shutil.rmtree(settings.cache)
    for name, rows in resolve_readings(settings, parts, entries).items():
        assert_frame_equal(found[name], rows)
