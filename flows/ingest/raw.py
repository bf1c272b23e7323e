"""The content-addressed stores: accepted bytes under `raw/`, refused ones under `quarantine/` with their reasons."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import get_ident

from flows.ingest.inbox import Found
from flows.ingest.reasons import Rejected, one_line

CHUNK = 1 << 20
TEMPORARY = ".tmp-"


PROBLEMS = {
    "E_SYMLINK": "A symbolic link; links are not followed.",
    "E_NOT_REGULAR": "Not a regular file.",
    "E_PERM": "May not be read.",
    "E_DEPTH": "Lies too many folders deep.",
}


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes in a store: their SHA-256 and where they lie."""

    sha256: str
    path: Path


@contextmanager
def opened(inbox: Path, found: Found, limit: int) -> Iterator[int]:
    """A descriptor of an inbox file, opened without following a link anywhere below the inbox.

    Raises:
        Rejected: the entry is no regular file, may not be read, or is larger than `limit` bytes.
    """
    descriptor = _open(inbox, found.path)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Rejected("E_NOT_REGULAR", "Not a regular file.")
        if status.st_size > limit:
            raise Rejected("E_TOO_LARGE", f"{status.st_size} bytes, more than the limit of {limit}.")
        yield descriptor
    finally:
        os.close(descriptor)


def store_file(inbox: Path, found: Found, raw: Path, limit: int) -> Stored:
    """The bytes of an inbox file, copied into the raw store in one reading. The folder is not yet synced.

    Raises:
        Rejected: see `opened`; E_PARTIAL where the file changed while it was read.
    """
    if found.problem is not None:
        raise Rejected(found.problem, PROBLEMS[found.problem])
    with opened(inbox, found, limit) as source:
        return _store(raw, _unchanged(source, _chunks(source, limit)))


def store_bytes(folder: Path, content: bytes) -> Stored:
    """`content` in a store, written once however often it comes. The folder is not yet synced."""
    return _store(folder, iter([content]))


def write_lasting(path: Path, content: bytes) -> None:
    """Replace `path` by a file of exactly this content that outlives a power cut."""
    _write(path.parent, path, iter([content]))
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames within `folder` lasting."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def clear_temporary(folder: Path) -> None:
    """Remove what a killed run left half written. Call under the warehouse lock only."""
    for path in folder.glob(TEMPORARY + "*"):
        path.unlink(missing_ok=True)


def quarantine(folder: Path, content: bytes, *, file_name: str, code: str, reason: str, stage: str = "ingest") -> str:
    """The SHA-256 under which refused bytes and a note on them were kept in the quarantine store."""
    stored = store_bytes(folder, content)
    note = {"file_name": file_name, "code": code, "stage": stage, "reason": one_line(reason)}
    encoded = json.dumps(note, ensure_ascii=True, indent=1, sort_keys=True).encode("ascii")
    _write(folder, stored.path.with_suffix(".json"), iter([encoded]))
    sync_folder(folder)
    return stored.sha256


def is_sound(path: Path) -> bool:
    """Whether a raw object still holds the bytes it is named for."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == path.name


def sha256_of(inbox: Path, found: Found, limit: int) -> str:
    """SHA-256 of an inbox file, in hex."""
    content = hashlib.sha256()
    with opened(inbox, found, limit) as source:
        for chunk in _chunks(source, limit):
            content.update(chunk)
    return content.hexdigest()


def _open(inbox: Path, path: Path) -> int:
    *folders, last = path.relative_to(inbox).parts
    here = os.open(inbox, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name in folders:
            below = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=here)
            os.close(here)
            here = below
        return os.open(last, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=here)
    except OSError as error:
        code = "E_SYMLINK" if path.is_symlink() else "E_PERM"
        raise Rejected(code, f"Cannot be opened: {error.strerror}.") from error
    finally:
        os.close(here)


def _chunks(descriptor: int, limit: int) -> Iterator[bytes]:
    left = limit + 1
    while chunk := os.read(descriptor, min(CHUNK, left)):
        left -= len(chunk)
        yield chunk
        if left <= 0:
            raise Rejected("E_TOO_LARGE", f"More than the limit of {limit} bytes.")


def _unchanged(descriptor: int, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """`chunks`, refused at their end if the file is no longer as it was at their start."""
    before, n_bytes = os.fstat(descriptor), 0
    for chunk in chunks:
        n_bytes += len(chunk)
        yield chunk
    after = os.fstat(descriptor)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or n_bytes != before.st_size:
        raise Rejected("E_PARTIAL", "The file changed while it was read.")


def _store(folder: Path, chunks: Iterator[bytes]) -> Stored:
    content = hashlib.sha256()

    def hashed() -> Iterator[bytes]:
        for chunk in chunks:
            content.update(chunk)
            yield chunk

    temporary = _write_temporary(folder, hashed())
    target = folder / content.hexdigest()
    if target.exists():
        temporary.unlink()
    else:
        temporary.rename(target)
    return Stored(content.hexdigest(), target)


def _write(folder: Path, target: Path, chunks: Iterator[bytes]) -> None:
    _write_temporary(folder, chunks).replace(target)


def _write_temporary(folder: Path, chunks: Iterator[bytes]) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{TEMPORARY}{os.getpid()}-{get_ident()}"
    try:
        with path.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path
