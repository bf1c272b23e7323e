"""Recovery and clean-up: what dead runs leave is settled, what readers need is kept."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.errors import ConfigurationError
from flows.publish import pointer, runs
from flows.publish.cleanup import clean_up
from flows.publish.helpers import end_orphans
from flows.publish.recover import Recovery, recover
from flows.publish.stage import open_stage

Publish = Callable[[int], Path]


def settle(warehouse: Any) -> Recovery:
    return recover(warehouse.releases, warehouse.latest, warehouse.runs)


def test_nothing_to_settle_in_an_empty_warehouse(warehouse: Any) -> None:
    assert settle(warehouse) == Recovery((), (), ())


def test_an_orphan_stage_is_removed(warehouse: Any, published: Publish) -> None:
    release = published(1)
    warehouse.stage(2)
    assert settle(warehouse).stages == (".stage-r2",)
    assert warehouse.names() == [release.name]


def test_a_half_removed_release_is_removed(warehouse: Any, published: Publish) -> None:
    release = published(1)
    release.rename(warehouse.releases / ".trash-0001-2026-11-01")
    settle(warehouse)
    assert warehouse.names() == []


def test_a_release_that_never_became_public_is_withdrawn(warehouse: Any, published: Publish) -> None:
    first, second = published(1), published(2)
    warehouse.latest.unlink()
    warehouse.latest.symlink_to("releases/" + first.name)
    pointer.prepare(warehouse.latest, second)
    assert settle(warehouse).withdrawn == (second.name,)
    assert warehouse.names() == [first.name]


def test_a_public_release_is_never_withdrawn(warehouse: Any, published: Publish) -> None:
    release = published(1)
    pointer.prepare(warehouse.latest, release)
    assert settle(warehouse).withdrawn == ()
    assert pointer.current(warehouse.latest) == release
    assert release.is_dir()


def test_a_newer_release_that_people_turned_away_from_is_kept(warehouse: Any, published: Publish) -> None:
    first, second = published(1), published(2)
    warehouse.latest.unlink()
    warehouse.latest.symlink_to("releases/" + first.name)
    settle(warehouse)
    assert second.is_dir()


def test_a_run_that_never_ended_is_closed_as_failed(warehouse: Any) -> None:
    folder = runs.begin(warehouse.runs, "r1")
    assert settle(warehouse).crashed_runs == ("r1",)
    record = json.loads((folder / "manifest.json").read_text())
    assert (record["result"], record["code"]) == ("failed", "E_CRASH")


def test_a_run_that_ended_is_left_alone(warehouse: Any) -> None:
    runs.close(runs.begin(warehouse.runs, "r1"), "published", release="0001")
    assert settle(warehouse).crashed_runs == ()


def test_a_run_cannot_end_in_an_unknown_way(warehouse: Any) -> None:
    with pytest.raises(ValueError, match="splendid"):
        runs.close(runs.begin(warehouse.runs, "r1"), "splendid")


@pytest.mark.parametrize("run_id", ["", "../x", ".hidden", "a/b", "-x", "a" * 101])
def test_a_run_id_cannot_lead_out_of_the_releases(tmp_path: Path, run_id: str) -> None:
    with pytest.raises(ConfigurationError):
        open_stage(tmp_path, run_id)


def test_the_newest_releases_are_kept(warehouse: Any, published: Publish) -> None:
    made = [published(n) for n in range(1, 6)]
    removed = clean_up(warehouse.releases, warehouse.latest, keep=3, now=time.time() + 7200)
    assert removed == [release.name for release in made[:2]]
    assert warehouse.names() == [release.name for release in made[2:]]


def test_a_release_that_was_public_a_moment_ago_is_kept(warehouse: Any, published: Publish) -> None:
    for n in range(1, 6):
        published(n)
    assert clean_up(warehouse.releases, warehouse.latest, keep=3) == []


def test_the_public_release_is_kept_however_old(warehouse: Any, published: Publish) -> None:
    first = [published(n) for n in range(1, 6)][0]
    warehouse.latest.unlink()
    warehouse.latest.symlink_to("releases/" + first.name)
    removed = clean_up(warehouse.releases, warehouse.latest, keep=1, now=time.time() + 7200)
    assert first.name not in removed
    assert first.is_dir()


def test_a_clock_set_back_removes_nothing(warehouse: Any, published: Publish) -> None:
    for n in range(1, 6):
        published(n)
    assert clean_up(warehouse.releases, warehouse.latest, now=0) == []


def test_a_file_shared_with_a_removed_release_stays_read_only(warehouse: Any, published: Publish) -> None:
    made = [published(n) for n in range(1, 3)]
    clean_up(warehouse.releases, warehouse.latest, keep=1, now=time.time() + 7200)
    assert not made[0].exists()
    assert (made[1] / "still.parquet").stat().st_mode & 0o777 == 0o444


def test_a_run_records_the_processes_it_started(warehouse: Any) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    begun = json.loads((runs.begin(warehouse.runs, "alive") / runs.BEGUN_NAME).read_text())
    child.kill()
    child.wait()
    assert child.pid in {helper["pid"] for helper in begun["helpers"]}


def test_a_dead_run_takes_the_orphans_it_recorded_with_it_and_no_other(warehouse: Any) -> None:
    shell = "sleep 600 > /dev/null 2>&1 & echo $!; sleep 600 > /dev/null 2>&1 & echo $!"
    orphan, other = map(int, subprocess.check_output(["sh", "-c", shell]).split())
    child = subprocess.Popen(["sleep", "600"])
    folder = runs.begin(warehouse.runs, "dead")
    helpers = [{"pid": pid, "started": started(pid)} for pid in (orphan, child.pid)]
    helpers.append({"pid": other, "started": started(other) - 1})  # its number was another process's when recorded
    (folder / runs.BEGUN_NAME).write_text(json.dumps({"helpers": helpers}))
    assert end_orphans(helpers[1:]) == []
    assert settle(warehouse).crashed_runs == ("dead",)
    assert ends(orphan)
    assert (is_running(other), child.poll()) == (True, None)
    os.kill(other, signal.SIGKILL)
    child.kill()
    child.wait()


def started(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])


def is_running(pid: int) -> bool:
    """Whether a process is there and no corpse that waits for its parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def ends(pid: int) -> bool:
    """Whether a process that was killed goes; the kernel takes a moment."""
    for _ in range(500):
        if not is_running(pid):
            return True
        time.sleep(0.01)
    return False


def test_a_record_that_is_half_removed_is_no_run_that_died(warehouse: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = runs.begin(warehouse.runs, "r1")
    runs.close(folder, "unchanged")

    def cut_off(path: Path) -> None:
        (path / "manifest.json").unlink()
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("shutil.rmtree", cut_off)
        with pytest.raises(KeyboardInterrupt):
            runs.remove(folder)
    assert settle(warehouse).crashed_runs == ()
    assert not folder.exists()


def test_a_run_that_died_before_it_began_leaves_no_folder(warehouse: Any) -> None:
    (warehouse.runs / "unborn").mkdir(parents=True)
    assert settle(warehouse).crashed_runs == ()
    assert list(warehouse.runs.iterdir()) == []
