"""Publishing: a checked stage becomes the one release that `latest` names."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.errors import ReleaseDamaged
from flows.publish import manifest, pointer
from flows.publish.release import DATABASE_NAME, PublishError, UnknownOutcomeError, next_release
from flows.publish.verify import verify

Publish = Callable[[int], Path]


def test_latest_names_the_release_by_a_relative_link(warehouse: Any, published: Publish) -> None:
    release = published(3)
    assert warehouse.latest.readlink() == Path("releases/0001-2026-11-01")
    assert pointer.current(warehouse.latest) == release


def test_a_release_verifies(published: Publish) -> None:
    assert verify(published(3)) == []


def test_releases_are_numbered_on(warehouse: Any, published: Publish) -> None:
    published(1)
    assert published(2).name == "0002-2026-11-01"


def test_the_sequence_outgrows_its_padding(tmp_path: Path) -> None:
    (tmp_path / "9999-2030-01-01").mkdir()
    (tmp_path / "10000-2030-01-02").mkdir()
    assert next_release(tmp_path, date(2030, 1, 3)).name == "10001-2030-01-03"


def test_files_and_directories_are_read_only(published: Publish) -> None:
    release = published(3)
    assert {path.stat().st_mode & 0o777 for path in release.iterdir()} == {0o444}
    assert release.stat().st_mode & 0o777 == 0o555


def test_no_stage_or_pending_link_is_left(warehouse: Any, published: Publish) -> None:
    release = published(3)
    assert warehouse.names() == [release.name]
    assert not pointer.pending(warehouse.latest).is_symlink()


def test_an_unchanged_file_is_shared_with_the_release_before(published: Publish) -> None:
    first, second = published(1), published(2)
    assert (first / "still.parquet").samefile(second / "still.parquet")
    assert not (first / "moving.parquet").samefile(second / "moving.parquet")


def test_a_damaged_parent_file_is_not_shared(published: Publish) -> None:
    first = published(1)
    damaged = first / "still.parquet"
    damaged.chmod(0o644)
    content = bytearray(damaged.read_bytes())
    content[8] ^= 1
    damaged.write_bytes(content)
    second = published(2)
    assert not (second / "still.parquet").samefile(damaged)
    assert verify(second) == []


def test_the_manifest_says_what_was_shipped(published: Publish) -> None:
    published(1)
    content = manifest.read(published(2))
    assert content["parent"] == "0001-2026-11-01"
    assert content["tables"]["moving"]["rows"] == 2
    assert content["files"].keys() == {"moving.parquet", "still.parquet", DATABASE_NAME}


def test_a_file_changed_after_recording_is_refused(warehouse: Any, published: Publish) -> None:
    first = published(1)
    stage = warehouse.stage(2)
    recorded = manifest.record(stage)
    (stage / "moving.parquet").write_bytes((stage / "still.parquet").read_bytes())
    with pytest.raises(ReleaseDamaged, match=r"moving\.parquet"):
        from_stage(warehouse, stage, recorded)
    assert pointer.current(warehouse.latest) == first


def test_a_missing_recorded_file_is_refused(warehouse: Any) -> None:
    stage = warehouse.stage(2)
    recorded = manifest.record(stage)
    (stage / "moving.parquet").unlink()
    with pytest.raises(ReleaseDamaged, match=r"moving\.parquet"):
        from_stage(warehouse, stage, recorded)


def test_the_database_may_gain_check_results(warehouse: Any) -> None:
    stage = warehouse.stage(2)
    recorded = manifest.record(stage) | {DATABASE_NAME: "another"}
    assert from_stage(warehouse, stage, recorded).is_dir()


def test_a_link_in_a_stage_is_refused(warehouse: Any) -> None:
    stage = warehouse.stage(2)
    (stage / "extra").symlink_to("/etc/hostname")
    with pytest.raises(ReleaseDamaged, match="extra"):
        from_stage(warehouse, stage, {})


@pytest.mark.parametrize("call", ["fsync", "rename", "replace", "symlink", "link"])
def test_a_refusing_disk_leaves_the_old_release(
    warehouse: Any, published: Publish, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    first = published(1)
    stage = warehouse.stage(2)
    recorded = manifest.record(stage)
    with monkeypatch.context() as patch:
        refuse_once(patch, call)
        with pytest.raises(PublishError, match="No space left"):
            from_stage(warehouse, stage, recorded)
    assert pointer.current(warehouse.latest) == first
    assert warehouse.names() == [first.name]


def test_a_failed_fsync_after_the_commit_deletes_nothing(warehouse: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = warehouse.stage(2)
    recorded = manifest.record(stage)
    monkeypatch.setattr(pointer, "sync_directory", refuse_when(lambda: warehouse.latest.is_symlink()))
    with pytest.raises(UnknownOutcomeError):
        from_stage(warehouse, stage, recorded)
    public = pointer.current(warehouse.latest)
    assert public is not None
    assert verify(public) == []


def test_an_interrupt_leaves_no_stage(warehouse: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = warehouse.stage(2)
    recorded = manifest.record(stage)
    monkeypatch.setattr(manifest, "write", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        from_stage(warehouse, stage, recorded)
    assert warehouse.names() == []


def from_stage(warehouse: Any, stage: Path, recorded: dict[str, str]) -> Path:
    from flows.publish.release import publish

    meta = manifest.ReleaseMeta("r", "1.0", "0", 1, {}, {})
    return publish(stage, recorded, releases=warehouse.releases, latest=warehouse.latest, meta=meta)


def refuse_once(patch: pytest.MonkeyPatch, call: str) -> None:
    """The next call of `os.<call>` fails as on a full disk; those after it succeed."""
    real, spent = getattr(os, call), []

    def refuse(*args: Any, **kwargs: Any) -> Any:
        if spent:
            return real(*args, **kwargs)
        spent.append(call)
        raise OSError(28, "No space left on device")

    patch.setattr(os, call, refuse)


def refuse_when(condition: Callable[[], bool]) -> Callable[[Path], None]:
    def refuse(path: Path) -> None:
        if condition():
            raise OSError(5, "Input/output error")

    return refuse


def test_a_damaged_manifest_is_told(published: Publish) -> None:
    release = published(1)
    path = release / "manifest.json"
    path.chmod(0o644)
    content = json.loads(path.read_text())
    content["tables"]["moving"]["rows"] = 7
    path.write_text(json.dumps(content))
    with pytest.raises(ReleaseDamaged, match="not the manifest that was sealed"):
        manifest.read(release)
