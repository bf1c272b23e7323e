"""Making a checked stage public, or leaving everything as it was.

The order of the steps is the commit protocol: bytes are durable before a name points at them, and `latest`
changes by one rename. Every cut between two steps leaves the old release or the new one, never a mixture.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from flows.errors import PipelineError
from flows.publish import manifest, pointer
from flows.publish.disk import files_below, seal_modes, sync_directory, sync_file
from flows.publish.manifest import ReleaseMeta
from flows.publish.stage import discard, share_unchanged
from flows.refusal import PublishError, refused

DATABASE_NAME = "entente.duckdb"


class UnknownOutcomeError(PipelineError):
    """The release is visible, but the disk did not confirm that the change will survive a power cut."""

    code = "E_OUTCOME"
    exit_status = 8


def next_release(releases: Path, day: date) -> Path:
    """The directory the next release will have: one more than the highest sequence number there is."""
    highest = max(map(pointer.sequence, pointer.published(releases)), default=0)
    return releases / f"{highest + 1:04d}-{day.isoformat()}"


def publish(stage: Path, recorded: Mapping[str, str], *, releases: Path, latest: Path, meta: ReleaseMeta) -> Path:
    """The public directory of the release that `stage` has become. Call it with the run lock held.

    `recorded` holds the hashes taken before the gate read the stage (`manifest.record`). The database may
    differ from them: check results are added to it after the gate.

    Raises:
        ReleaseDamaged: a staged file changed after it was recorded; nothing was published.
        PublishError: the disk refused; the stage is gone and `latest` is as before.
        UnknownOutcomeError: `latest` names the new release, but its durability is not confirmed.
    """
    release = next_release(releases, meta.day)
    try:
        seal(stage, recorded, release=release, latest=latest, meta=meta)
        _make_durable(stage)
        pointer.prepare(latest, release)
        stage.rename(release)
        sync_directory(releases)
    except OSError as error:
        _withdraw(stage, release, latest)
        raise _refused(error, stage) from error
    except BaseException:
        _withdraw(stage, release, latest)
        raise
    _commit(release, latest)
    return release


def seal(stage: Path, recorded: Mapping[str, str], *, release: Path, latest: Path, meta: ReleaseMeta) -> None:
    """Share unchanged files with the parent release, compare the recorded hashes once more, write the manifest."""
    manifest.require_plain(stage)
    parent = pointer.current(latest)
    if parent is not None:
        share_unchanged(stage, parent)
    content = manifest.compose(
        stage, sequence=pointer.sequence(release), parent=parent.name if parent else None, meta=meta
    )
    found = {name: file["sha256"] for name, file in content["files"].items()}
    expected = {name: digest for name, digest in recorded.items() if name != DATABASE_NAME}
    manifest.require_same(stage, expected, found)
    manifest.write(stage, content)


def _make_durable(stage: Path) -> None:
    seal_modes(stage)
    for path in files_below(stage):
        sync_file(path)
    for path in (*(p for p in stage.rglob("*") if p.is_dir()), stage):
        sync_directory(path)


def _withdraw(stage: Path, release: Path, latest: Path) -> None:
    """Undo what was done before the commit; what cannot be undone now, recovery undoes at the next start."""
    with suppress(OSError):
        pointer.pending(latest).unlink(missing_ok=True)
    for directory in (release, stage):
        with suppress(OSError):
            if directory.exists():
                discard(directory)


def _refused(error: OSError, stage: Path) -> PublishError:
    return refused(error.strerror or str(error), error.filename or stage)


def _names(latest: Path, release: Path) -> bool:
    named = pointer.current(latest)
    return named is not None and named.name == release.name


def _commit(release: Path, latest: Path) -> None:
    try:
        pointer.commit(latest)
    except OSError as error:
        if _names(latest, release):
            raise UnknownOutcomeError(
                f"The release is public, but the disk did not confirm it ({error.strerror or error}).",
                where=str(latest),
                next_step="Check the disk, then run `entente verify`.",
            ) from error
        _withdraw(release, release, latest)
        raise _refused(error, release) from error
