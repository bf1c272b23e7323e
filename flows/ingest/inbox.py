"""What lies in the inbox: regular files by name, and what is there but can never be read."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

# Names that copying tools give to a file that is not whole yet.
UNFINISHED = (".tmp", ".part", ".partial", ".crdownload")
MAX_DEPTH = 64
SOURCE_SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".jsonl", ".csv", ".parquet"})


class Found(NamedTuple):
    """An entry of the inbox. `name` is its path relative to the inbox, with `/`; `problem` says why it is unreadable.

    `size` is in bytes, `mtime_ns` in nanoseconds since 1970. Bytes of a name that are not UTF-8, and control
    characters, stand percent-coded in `name`.
    """

    name: str
    where: str
    size: int
    mtime_ns: int
    problem: str | None = None

    @property
    def path(self) -> Path:
        """Where it lies."""
        return Path(self.where)


def scan(inbox: Path) -> Iterator[Found]:
    """The files under `inbox` by name; dotfiles and unfinished copies are passed over, links never followed."""
    return iter(sorted(_walk(inbox)))


def fingerprint(found: Iterable[Found]) -> str:
    """A hash of names, sizes and times: equal when nothing was delivered, changed or taken away."""
    content = hashlib.sha256()
    for entry in sorted(found):
        content.update(f"{entry.name}\0{entry.size}\0{entry.mtime_ns}\0{entry.problem}\n".encode())
    return content.hexdigest()


def _walk(inbox: Path) -> Iterator[Found]:
    waiting, start = [(str(inbox), 0)], len(os.path.join(inbox, ""))  # noqa: PTH118 - Path drops the last slash
    while waiting:
        folder, depth = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if _is_ignored(entry.name):
                    continue
                if not _is_folder(entry):
                    yield _found(entry, start)
                elif depth + 1 >= MAX_DEPTH:
                    yield _found(entry, start, "E_DEPTH")
                elif os.access(entry.path, os.R_OK | os.X_OK):
                    waiting.append((entry.path, depth + 1))
                else:
                    yield _found(entry, start, "E_PERM")


def _is_ignored(name: str) -> bool:
    return name.startswith(".") or name.lower().endswith(UNFINISHED)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) and Path(entry.name).suffix.lower() not in SOURCE_SUFFIXES


def _found(entry: os.DirEntry[str], start: int, problem: str | None = None) -> Found:
    """The entry, whose name begins at `start` in its path. It is done for every file at each run: no more than that."""
    name = _display(entry.path[start:])
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:  # gone since the folder was listed
        return Found(name, entry.path, 0, 0, "E_PERM")
    return Found(name, entry.path, status.st_size, status.st_mtime_ns, problem or _problem(status.st_mode))


def _problem(mode: int) -> str | None:
    if stat.S_ISLNK(mode):
        return "E_SYMLINK"
    return None if stat.S_ISREG(mode) else "E_NOT_REGULAR"


def _display(name: str) -> str:
    if name.isprintable() and name.isascii():
        return name
    encoded = name.encode(sys.getfilesystemencoding(), "surrogateescape")
    try:
        decoded = encoded.decode("utf-8")
    except UnicodeDecodeError:
        return quote(encoded, safe="/ ")
    return "".join(char if char.isprintable() else quote(char) for char in decoded)
