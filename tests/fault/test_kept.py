"""Tables and readings kept between runs that a disk loses, cuts or changes lead to no other release (F10, F11)."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from flows.contract.folders import SEEN_NAME
from flows.contract.frames import write_frames
from flows.errors import WarehouseDamaged
from flows.ingest.ledger import Entry
from flows.resolve import kept as kept_tables
from flows.resolve.kept import read_state
from flows.resolving import resolve_readings
from flows.settings import Settings

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "builders"))

from made_up import MadeUp  # noqa: E402

Frames = dict[str, pl.DataFrame]
Damage = Callable[[Path, random.Random], None]


def removed(path: Path, _: random.Random) -> None:
    path.unlink()


def cut(path: Path, dice: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: dice.randrange(len(content))])


def flipped(path: Path, dice: random.Random) -> None:
    """A byte of the places that hold values, which are most, or of any other."""
    content = bytearray(path.read_bytes())
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    path.write_bytes(content)


def emptied(path: Path, _: random.Random) -> None:
    """What a power cut leaves of a file whose name was flushed and whose bytes were not."""
    path.write_bytes(bytes(path.stat().st_size))


def added(path: Path, _: random.Random) -> None:
    shutil.copy(path, path.with_stem(f"{path.stem}.further"))


DAMAGES = [removed, cut, flipped, emptied, added]


def article(n: int) -> MadeUp:
    """An article about the same deal and agreement as all the others, and some of its own."""
    made_up, doc = MadeUp(), f"doc_{n}"
    made_up.document(doc, f"2016-12-{10 + n}", raw_text=f"Norway sold rifles to Peru on day {n}. Ada Lovelle said so.")
    made_up.entity(doc, "person:0", ("Ada Lovelle", "Lovelle")[n % 2], country_code="NOR")
    made_up.entity(doc, "organization:0", ("Northern Arms Survey", "NAS")[n % 2], aliases={"NAS": "acronym"})
    for goods in ("rifles", ("submarines", "ships", "rifles")[n % 3]):
        made_up.deal(
            doc,
            supplier="country:NOR",
            recipient="country:PER",
            goods=goods,
            value=("5e9", "USD", "about"),
            speaker="person:0",
        )
    made_up.agreement(doc, parties=("country:NOR", "country:CHL"), subject="agriculture", day="2016-12-12")
    return made_up


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parts")
    for n in range(5):
        write_frames(article(n).parts(), folder / f"part-{n}")
    return folder


ENTRIES = [Entry(f"doc_{n}", f"doc_{n}.txt", "0" * 64, "extracted", part=f"part-{n}") for n in range(5)]


def at(root: Path) -> Settings:
    return Settings(root, root / "inbox")


@pytest.fixture(scope="module")
def expected(parts: Path, tmp_path_factory: pytest.TempPathFactory) -> Frames:
    """What a run without anything kept gives."""
    return resolve_readings(at(tmp_path_factory.mktemp("scratch")), parts, ENTRIES)


@pytest.fixture(scope="module")
def kept(parts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that keeps what runs over all but the last two articles, and over one more, resolved."""
    root = tmp_path_factory.mktemp("kept") / "w"
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setattr(kept_tables, "WORTH", 1)
    resolve_readings(at(root), parts, ENTRIES[:-2])
    resolve_readings(at(root), parts, ENTRIES[:-1])
    monkeypatch.undo()
    return root


def assert_same(found: Frames, expected: Frames) -> None:
    for name, rows in expected.items():
        assert_frame_equal(found[name], rows)


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_of_any_kept_table_is_noticed(kept: Path, tmp_path: Path, damage: Damage) -> None:
    dice = random.Random(15)
    (folder,) = kept.glob("cache/resolved-*")
    names = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.name != SEEN_NAME)
    assert len(names) > 60
    for name in names:
        damaged = shutil.copytree(folder, tmp_path / "damaged")
        assert read_state(damaged)["readings"].rows.height == len(ENTRIES) - 1
        damage(damaged / name, dice)
        state, is_late = read_state(damaged), name.parts[0] == "late"
        assert (name, [state["readings"].rows.height] if state else []) == (name, [len(ENTRIES) - 2] if is_late else [])
        assert not (damaged / name.parent if is_late else damaged).exists()
        shutil.rmtree(damaged, ignore_errors=True)


@pytest.mark.parametrize("name", ["readings", "votes", "deal.first.pairs", "repeats"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_all_is_then_resolved_anew_and_the_log_says_so(
    parts: Path,
    kept: Path,
    expected: Frames,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    damage: Damage,
    name: str,
) -> None:
    settings = at(shutil.copytree(kept, tmp_path / "w"))
    (path,) = settings.cache.glob(f"resolved-*/base/{name}.arrow")
    damage(path, random.Random(17))
    assert_same(resolve_readings(settings, parts, ENTRIES), expected)
    assert [record.getMessage().partition(" (")[0] for record in caplog.records] == [
        "What earlier runs resolved is damaged"
    ]
    caplog.clear()
    assert_same(resolve_readings(settings, parts, ENTRIES), expected)
    assert caplog.records == []


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_of_any_file_of_a_reading_is_named_and_the_reading_goes(
    parts: Path, tmp_path: Path, damage: Damage
) -> None:
    dice = random.Random(16)
    for name in sorted(path.relative_to(parts) for path in parts.glob("part-3/*")):
        root = tmp_path / "w"
        damaged = shutil.copytree(parts, root / "parts")
        damage(damaged / name, dice)
        with pytest.raises(WarehouseDamaged, match="Run again"):
            resolve_readings(at(root), damaged, ENTRIES)
        assert sorted(path.name for path in damaged.iterdir()) == [f"part-{n}" for n in (0, 1, 2, 4)]
        shutil.rmtree(root)
