"""The same articles give the same bytes, whatever the order, threads, hash seed, zone, locale and clock (F32)."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows.publish import pointer
from tests.fault.forked import HERE, PROJECT, environment

ARTICLES = sorted((PROJECT / "tests" / "golden" / "articles" / "docs").glob("*.txt"))[:8]
# order of arrival, threads, hash seed, time zone, locale, days that the clock is ahead of the first row's
ROWS = [
    (0, 1, "0", "UTC", "C", 0),
    (1, 2, "1", "Asia/Kolkata", "tr_TR.UTF-8", -400),
    (2, 4, "42", "America/St_Johns", "de_DE.UTF-8", 730),
    (3, 2, "0", "Pacific/Apia", "tr_TR.UTF-8", 0),
    (4, 4, "1", "Europe/London", "C.UTF-8", 1),
]


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder of the locales, made here: a name that the system does not have would change nothing."""
    compiler = shutil.which("localedef")
    if compiler is None or not Path("/usr/share/i18n/locales/tr_TR").exists():
        pytest.skip("localedef and its sources are not installed")
    folder = tmp_path_factory.mktemp("locales")
    for name in ("de_DE", "tr_TR"):
        subprocess.run([compiler, "-i", name, "-f", "UTF-8", str(folder / f"{name}.UTF-8")], check=True)
    return str(folder)


def published(warehouse: Path, order: int, threads: int, days: int, **settings: str) -> dict[str, str]:
    """Content hashes once the articles have arrived in two deliveries, in the given order."""
    shuffled = random.Random(order).sample(ARTICLES, len(ARTICLES))
    (warehouse / "inbox").mkdir(parents=True)
    half = len(shuffled) // 2
    for n, delivery in enumerate((shuffled[:half], shuffled[half:]) if order else (shuffled,)):
        for path in delivery:
            shutil.copy(path, warehouse / "inbox")
        options = ("--threads", str(threads), "--clock", str(-days if n else days))  # it jumps between the deliveries
        command = [sys.executable, str(HERE / "plainly.py"), str(warehouse), *options]
        done = subprocess.run(command, env=environment() | settings, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-1000:]
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["locale"] == settings["LC_ALL"]
    found: dict[str, str] = said["content"]
    return found


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    order, threads, seed, zone, locale, days = ROWS[0]
    folder = tmp_path_factory.mktemp("first") / "w"
    return published(folder, order, threads, days, PYTHONHASHSEED=seed, TZ=zone, LC_ALL=locale, POLARS_MAX_THREADS="1")


@pytest.mark.parametrize("row", ROWS[1:], ids=lambda row: row[3].split("/")[-1])
def test_bytes_are_the_same(
    first: dict[str, str], row: tuple[int, int, str, str, str, int], locales: str, tmp_path: Path
) -> None:
    order, threads, seed, zone, locale, days = row
    several = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "POLARS_MAX_THREADS": str(threads)}
    several |= {} if locale.startswith("C") else {"LOCPATH": locales}
    assert published(tmp_path / "w", order, threads, days, **several) == first
    assert len(first) > 15
    names = [release.name[:4] for release in pointer.published(tmp_path / "w" / "releases")]
    assert (names, pointer.current(tmp_path / "w" / "latest")) == (["0001", "0002"], newest(tmp_path / "w"))


def newest(warehouse: Path) -> Path:
    return pointer.published(warehouse / "releases")[-1]
