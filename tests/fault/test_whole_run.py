"""kill -9 and full disks while articles are taken in, retracted, erased and rebuilt (F01, F02, F04, F08, F13, F31)."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from flows.ingest.ledger import Ledger
from flows.publish import pointer
from flows.publish.verify import verify
from tests.fault.forked import Forked

KILLED = -signal.SIGKILL
IS_LONG = bool(os.environ.get("FAULT_LONG"))  # every step rather than one at each place in the code, 500 random kills
N_RANDOM, N_SIZES = (500, 200) if IS_LONG else (40, 20)
MOST_SECONDS = 3600.0 if IS_LONG else 1200.0  # after which a loop ends; its test says how far it came
LEAST = 15  # kills; fewer would mean that they missed most of the work
CANARY = "Qxvahlbrok"
STORES = {"cache", "decisions.jsonl", "inbox", "ledger.sqlite", "quarantine", "raw", "receipts"}
KEPT = STORES | {"latest", "releases", "run.lock", "runs"}


class Bench:
    """A warehouse of three articles, driven as a process of its own that reads nothing out of them."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, *options: str) -> subprocess.CompletedProcess[str]:
        return self.start(*options).wait()

    def start(self, *options: str) -> Forked:
        return Forked("plainly", [str(self.root), "--dummy", *options])

    def settled(self, *options: str) -> dict[str, Any]:
        """What the clean rerun says, once all invariants have been looked at."""
        done = self(*options)
        assert done.returncode == 0, done.stderr[-800:]
        for release in pointer.published(self.root / "releases"):
            assert verify(release) == []
        assert {path.name for path in self.root.iterdir()} <= KEPT
        assert [path for path in self.root.rglob(".*") if path.name.startswith((".stage", ".trash", ".tmp-"))] == []
        with Ledger(self.root / "ledger.sqlite") as ledger:
            assert ledger.problems() == []
            assert {entry.state for entry in ledger.documents()} <= {"published", "retracted"}
        # DuckDB takes a forked process for an interactive one and shows how slow queries get on
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = Bench(tmp_path_factory.mktemp("template") / "w")
    (bench.root / "inbox").mkdir(parents=True)
    for name, words in (("a", "Norway sold two ships."), ("b", "Peru signed."), ("c", f"{CANARY} bought a train.")):
        (bench.root / "inbox" / f"{name}.txt").write_text(words)
    bench.settled()
    return bench


def copied(template: Bench, folder: Path) -> Bench:
    shutil.rmtree(folder, ignore_errors=True)
    return Bench(shutil.copytree(template.root, folder, symlinks=True))


WORK = {
    "taking in": ("--do", "run"),
    "retracting": ("--do", "retract", "--document", "c.txt"),
    "rebuilding": ("--do", "rebuild"),
}


@pytest.fixture(scope="module")
def taking_in(template: Bench, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a run says that takes in news and is not killed."""
    whole = copied(template, tmp_path_factory.mktemp("whole") / "w")
    _news(whole, deliver=True)
    return whole.settled()


@pytest.mark.parametrize("work", WORK)
def test_killed_at_steps_it_converges(template: Bench, taking_in: dict[str, Any], tmp_path: Path, work: str) -> None:
    deliver = work == "taking in"
    expected = taking_in if deliver else copied(template, tmp_path / "whole").settled(*WORK[work])

    def converges(step: int) -> None:
        bench = copied(template, tmp_path / str(step))
        _news(bench, deliver)
        assert bench(*WORK[work], "--die-at", str(step)).returncode == KILLED
        assert verify(pointer.current(bench.root / "latest") or bench.root) == []
        assert bench.settled(*WORK[work])["content"] == expected["content"]
        shutil.rmtree(bench.root)

    kills = steps(expected, {} if deliver else taking_in["places"])
    n_killed = for_each(kills, converges)
    print(f"{work}: killed {n_killed} times over {expected['steps']} steps at {len(expected['places'])} places")
    assert n_killed >= (LEAST if IS_LONG else len(kills)) >= LEAST


def steps(whole: dict[str, Any], known: Iterable[str]) -> list[int]:
    """At which steps to kill: all, or once at each place in the code, in turn the first or the last time it comes by.

    Of the places in publishing by which a run comes that takes in news, and at which that one is killed (`known`), one
    of three.
    """
    if IS_LONG:
        return list(range(1, whole["steps"] + 1))
    shared = {within_publishing(place) for place in known}
    places = [
        steps
        for n, (place, steps) in enumerate(whole["places"].items())
        if n % 3 == 0 or within_publishing(place) not in shared
    ]
    return [taken[n % 2] for n, taken in enumerate(places)]


def within_publishing(place: str) -> str:
    """A place by the way that led there since a release was begun to be made, whoever had it made."""
    return re.sub(r"(.*\bplain\.py:\d+).*", r"\1", place)


def for_each(items: Iterable[int], check: Callable[[int], None]) -> int:
    """How many of the items were checked, two at a time, before the time was up."""
    end = time.monotonic() + MOST_SECONDS

    def in_time(item: int) -> bool:
        if time.monotonic() > end:
            return False
        check(item)
        return True

    with ThreadPoolExecutor(2) as two:
        return sum(two.map(in_time, items))


def _news(bench: Bench, deliver: bool) -> None:
    if deliver:
        (bench.root / "inbox" / "d.txt").write_text("Chile leased a harbour.")
        (bench.root / "inbox" / "bad.txt").write_bytes(b"\xff\xfe\xfd")


def test_killed_while_erasing_it_is_run_again(template: Bench, taking_in: dict[str, Any], tmp_path: Path) -> None:
    erase = ("--do", "erase", "--document", "c.txt")
    expected = copied(template, tmp_path / "whole").settled(*erase)

    def converges(step: int) -> None:
        bench = copied(template, tmp_path / str(step))
        assert bench(*erase, "--die-at", str(step)).returncode == KILLED
        with Ledger(bench.root / "ledger.sqlite") as ledger:
            is_left = any(entry.file_name == "c.txt" for entry in ledger.documents())
        (bench.root / "inbox" / "c.txt").unlink()
        assert bench.settled(*(erase if is_left else ()))["content"] == expected["content"]
        assert [path for path in files(bench.root) if CANARY.encode() in path.read_bytes()] == []
        shutil.rmtree(bench.root)

    kills = steps(expected, taking_in["places"])
    n_killed = for_each(kills, converges)
    print(f"erasing: killed {n_killed} times over {expected['steps']} steps at {len(expected['places'])} places")
    assert n_killed >= (LEAST if IS_LONG else len(kills)) >= LEAST


def files(root: Path) -> list[Path]:
    return [path for path in sorted(root.rglob("*")) if path.is_file() and "inbox" not in path.parts]


def test_killed_at_random_moments_once_and_again(template: Bench, tmp_path: Path) -> None:
    """A third of them are killed in the recovery too."""
    dice = random.Random(17)
    whole = copied(template, tmp_path / "whole")
    _news(whole, deliver=True)
    begun = time.monotonic()
    expected = whole.settled()["content"]
    longest = time.monotonic() - begun
    moments = [[dice.uniform(0.2, longest) for _ in range(2 if n % 3 == 0 else 1)] for n in range(N_RANDOM)]

    def converges(n: int) -> None:
        bench = copied(template, tmp_path / str(n))
        _news(bench, deliver=True)
        for moment in moments[n]:
            run = bench.start()
            time.sleep(moment)
            run.kill()
            run.wait()
        assert bench.settled()["content"] == expected
        shutil.rmtree(bench.root)

    n_killed = for_each(range(N_RANDOM), converges)
    print(f"killed at {n_killed} random moments, a third of them twice")
    assert n_killed >= 30


def test_a_run_after_a_kill_takes_hardly_longer_than_any(tmp_path: Path) -> None:
    """In CPU seconds, of a thousand articles."""
    bench = Bench(tmp_path / "empty")
    (bench.root / "inbox").mkdir(parents=True)
    for n in range(1000):
        (bench.root / "inbox" / f"{n:04d}.txt").write_text(f"Norway sold ship number {n} to Peru.")
    whole = copied(bench, tmp_path / "whole").settled()
    longest = 0.0
    for left in (whole["steps"] // 2, 150, 20):  # most steps are taken in taking in, the last ones in publishing
        killed = copied(bench, tmp_path / str(left))
        assert killed("--die-at", str(whole["steps"] - left)).returncode == KILLED
        again = killed.settled()
        assert again["content"] == whole["content"]
        longest = max(longest, again["seconds"] / whole["seconds"])
    print(f"a run takes {whole['seconds']:.1f} s, after a kill at most {longest:.2f} times that")
    assert longest <= 1.2


def test_a_disk_of_any_size_loses_nothing(template: Bench, small_disk: Callable[[str], Any]) -> None:
    """Filled to the last page at ever later moments of a run, which says so and which the next one makes good."""
    disk = small_disk("64m").root.parent
    shutil.copytree(template.root, disk / "whole", symlinks=True)
    whole = Bench(disk / "whole")
    _news(whole, deliver=True)
    before = kilobytes(disk)
    expected = whole.settled()["content"]
    needed = kilobytes(disk) - before
    shutil.rmtree(whole.root)
    statuses = []
    for n in range(N_SIZES):
        bench = copied(template, disk / "w")
        _news(bench, deliver=True)
        small_disk(f"{kilobytes(disk) + n * (needed + 400) // N_SIZES}k")
        done = bench()
        statuses.append(done.returncode)
        assert verify(pointer.current(bench.root / "latest") or bench.root) == []
        assert done.returncode == 0 or "E_PUBLISH" in done.stderr, done.stderr[-600:]
        small_disk("64m")
        assert bench.settled()["content"] == expected
    print(f"of {len(statuses)} runs on ever larger disks {sum(map(bool, statuses))} were refused")
    assert sum(map(bool, statuses)) >= len(statuses) // 2


def kilobytes(folder: Path) -> int:
    return shutil.disk_usage(folder).used // 1024
