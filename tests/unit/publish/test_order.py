"""The order of the commit protocol, call by call: nothing is named before it is durable."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

Calls = list[tuple[str, str]]


@pytest.fixture
def calls(warehouse: Any, monkeypatch: pytest.MonkeyPatch) -> Calls:
    """(call, path) of every flush and rename of a second release, paths relative to the warehouse."""
    warehouse.publish(warehouse.stage(1))
    stage = warehouse.stage(2)
    seen: Calls = []

    def relative(path: Any) -> str:
        return os.path.relpath(path, warehouse.root)

    def watch(name: str, path_of: Any) -> None:
        real = getattr(os, name)

        def watched(*args: Any, **kwargs: Any) -> Any:
            seen.append((name, relative(path_of(*args))))
            return real(*args, **kwargs)

        monkeypatch.setattr(os, name, watched)

    watch("fsync", lambda handle: Path(f"/proc/self/fd/{handle}").readlink())
    watch("rename", lambda source, target: target)
    watch("replace", lambda source, target: target)
    watch("symlink", lambda source, target, *_: target)
    watch("chmod", lambda path, *_: path)
    warehouse.publish(stage)
    return seen


STAGE = "releases/.stage-r2"
RELEASE = ("rename", "releases/0002-2026-11-01")
COMMIT = ("replace", "latest")


@pytest.mark.parametrize("name", ["moving.parquet", "still.parquet", "entente.duckdb", "manifest.json"])
def test_each_file_is_flushed_before_the_stage_is_renamed(calls: Calls, name: str) -> None:
    assert calls.index(("fsync", f"{STAGE}/{name}")) < calls.index(RELEASE)


def test_files_are_flushed_after_their_last_change(calls: Calls) -> None:
    changed = max(n for n, (call, path) in enumerate(calls) if path.startswith(STAGE) and call in ("chmod", "replace"))
    flushed = [n for n, (call, path) in enumerate(calls) if call == "fsync" and path.startswith(STAGE) and n > changed]
    assert len(flushed) == 5


def test_the_stage_itself_is_flushed_after_its_files(calls: Calls) -> None:
    directory = max(n for n, call in enumerate(calls) if call == ("fsync", STAGE))
    files = max(n for n, (call, path) in enumerate(calls) if call == "fsync" and path.startswith(STAGE + "/"))
    assert files < directory < calls.index(RELEASE)


def test_what_is_about_to_happen_is_on_disk_before_it_happens(calls: Calls) -> None:
    announced = calls.index(("symlink", ".latest.next"))
    assert announced < calls.index(("fsync", "."), announced) < calls.index(RELEASE)


def test_the_release_has_its_name_on_disk_before_it_is_public(calls: Calls) -> None:
    named = calls.index(RELEASE)
    assert named < calls.index(("fsync", "releases"), named) < calls.index(COMMIT)


def test_the_pointer_is_flushed_last(calls: Calls) -> None:
    assert calls[calls.index(COMMIT) :] == [COMMIT, ("fsync", ".")]
