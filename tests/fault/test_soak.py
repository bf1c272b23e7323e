"""Release after release by the same processes for some minutes: memory, handles and disk stay as they were (section 5).

`SOAK_MINUTES` says for how long, without it nothing is run: `make test-fault` takes 3 minutes, `make soak` an hour.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.equipment import Equipment, _present
from flows.extract.workers import Limits, Pool
from flows.operations import OPERATIONS
from flows.plain import publish_anew
from flows.publish import pointer
from flows.publish.cleanup import KEEP, clean_up
from flows.publish.lock import run_lock
from flows.publish.release import DATABASE_NAME
from flows.publish.verify import verify
from flows.settings import Settings
from tests.fault.plainly import OpenGate

MINUTES = float(os.environ.get("SOAK_MINUTES", "0"))
LEAST = 9  # rounds, however long they take
N_ARTICLES = 100  # each round overwrites those of the round before
MOST_GROWTH = 2 * 2**20 / 10_000  # bytes a document
NOISE = 12 * 2**20  # bytes by which an allocator's holdings differ from one round to the next


pytestmark = pytest.mark.skipif(not MINUTES, reason="make soak")


@dataclass(frozen=True)
class Measure:
    """What was in use when a round had ended."""

    own_bytes: int
    reader_bytes: int
    n_handles: int
    release_bytes: int
    database_bytes: int
    n_releases: int


def articles(dice: random.Random) -> Iterator[str]:
    """Stories with names that nobody has read before."""
    for _ in range(N_ARTICLES):
        buyer, seller = ("".join(dice.choices("bdfgklmnprstv aeiou".replace(" ", ""), k=8)).title() for _ in range(2))
        millions = dice.randint(2, 900)
        yield (
            f"{buyer} buys ferries\n\nOSLO - {buyer} Lines agreed on Monday to buy {dice.randint(2, 9)} ferries from "
            f"{seller} Yards of Norway for ${millions} million, a spokesman of {buyer} said.\n\n"
            f"Estonia and Peru signed an agreement on fisheries in Lima on {dice.randint(1, 28)} May 2021.\n"
        )


def used(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def content_size(release: Path) -> int:
    """Bytes of the tables that depend on the articles alone; history grows with every one that is replaced."""
    return sum(path.stat().st_size for path in release.glob("*.parquet") if path.stem not in OPERATIONS)


def measure(settings: Settings, pool: Pool) -> Measure:
    release = pointer.current(settings.latest)
    assert release is not None
    reader = pool.workers[0].process.pid
    assert reader is not None
    return Measure(
        own_bytes=used(os.getpid()),
        reader_bytes=used(reader),
        n_handles=sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in (os.getpid(), reader)),
        release_bytes=content_size(release),
        database_bytes=(release / DATABASE_NAME).stat().st_size,
        n_releases=len(pointer.published(settings.releases)),
    )


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> list[Measure]:
    root = tmp_path_factory.mktemp("soak")
    settings = Settings(root / "w", root / "inbox", workers=1)
    settings.inbox.mkdir()
    dice = random.Random(5)
    found: list[Measure] = []
    end = time.monotonic() + 60 * MINUTES
    with Pool(1, Limits(seconds=lambda n: 120.0, memory=2**30)) as pool:
        token = _present.set(Equipment(pool, OpenGate()))  # type: ignore[arg-type]
        while time.monotonic() < end or len(found) < LEAST:
            for n, story in enumerate(articles(dice)):
                (settings.inbox / f"{n:03d}.txt").write_text(story)
            with run_lock(settings.warehouse):
                publish_anew(settings)
                clean_up(settings.releases, settings.latest, grace_seconds=0)
            found.append(measure(settings, pool))
        _present.reset(token)
    assert verify(settings.latest.resolve()) == []
    print(f"{len(found)} releases, {len(found) * N_ARTICLES} documents; first {found[0]}, last {found[-1]}")
    return found


def halves(measured: list[Measure], name: str) -> tuple[float, float]:
    """The middle of what was in use in the second and in the last third of the rounds."""
    values: list[Any] = [getattr(one, name) for one in measured]
    third = len(values) // 3
    return statistics.median(values[third : 2 * third]), statistics.median(values[-third:])


def test_there_were_enough_rounds(measured: list[Measure]) -> None:
    assert len(measured) >= max(LEAST, MINUTES)


@pytest.mark.parametrize("name", ["own_bytes", "reader_bytes"])
def test_memory_does_not_grow(measured: list[Measure], name: str) -> None:
    before, after = halves(measured, name)
    assert after - before <= NOISE + MOST_GROWTH * N_ARTICLES * len(measured) / 3


def test_no_handle_is_left_open(measured: list[Measure]) -> None:
    assert measured[-1].n_handles == measured[1].n_handles


def test_what_is_kept_of_releases_stays_as_large(measured: list[Measure]) -> None:
    assert {one.n_releases for one in measured[KEEP:]} == {KEEP}
    assert measured[-1].release_bytes <= 1.05 * measured[1].release_bytes
    assert measured[-1].database_bytes <= 2.2 * measured[0].database_bytes
