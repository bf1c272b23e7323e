"""What lies in the inbox: regular files by name, and what is there but can never be read."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
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


class Folder(NamedTuple):
    """A folder of the inbox as it was listed: what the system says of each entry, None of one that was gone by then.

    `where` is its path with a slash at the end, of which the inbox takes up `start` characters. `closed` holds the
    folders in it that are not entered, and why.
    """

    where: str
    start: int
    entries: Mapping[str, os.stat_result | None]
    closed: Mapping[str, str]

    @property
    def name(self) -> str:
        """Its path relative to the inbox, with a slash at the end; empty for the inbox itself."""
        return self.where[self.start :]

    @property
    def seal(self) -> str | None:
        """A hash of its entries' names, kinds, sizes and times; None where it cannot vouch for all of them."""
        names = "/".join(self.entries)
        if self.closed or None in self.entries.values() or not (self.name + names).isprintable():
            return None
        told = [fact for s in self.entries.values() if s for fact in (s.st_mode, s.st_size, s.st_mtime_ns)]
        return hashlib.sha256(names.encode() + b"/" + array("q", told).tobytes()).hexdigest()

    def found(self) -> Iterator[Found]:
        """Its files, and what in it can never be read."""
        for name, status in self.entries.items():
            if not _is_ignored(name) and (name in self.closed or not _is_folder(name, status)):
                yield _found(self.where + name, self.start, status, self.closed.get(name))


def scan(inbox: Path) -> Iterator[Found]:
    """The files under `inbox` by name; dotfiles and unfinished copies are passed over, links never followed."""
    return iter(sorted(found for folder in folders(inbox) for found in folder.found()))


def fingerprint(found: Iterable[Found]) -> str:
    """A hash of names, sizes and times: equal when nothing was delivered, changed or taken away."""
    content = hashlib.sha256()
    for entry in sorted(found):
        content.update(f"{entry.name}\0{entry.size}\0{entry.mtime_ns}\0{entry.problem}\n".encode())
    return content.hexdigest()


def folders(inbox: Path) -> Iterator[Folder]:
    """The inbox and the folders below it, each listed once; every run asks of every file, so nothing else is done."""
    top = os.path.join(inbox, "")  # noqa: PTH118 - Path drops the last slash
    waiting = [(top, 0)]
    while waiting:
        where, depth = waiting.pop()
        entries, closed = _listed(where), {}
        for name in [name for name, status in entries.items() if _is_folder(name, status) and not _is_ignored(name)]:
            if depth + 1 >= MAX_DEPTH:
                closed[name] = "E_DEPTH"
            elif os.access(where + name, os.R_OK | os.X_OK):
                waiting.append((f"{where}{name}/", depth + 1))
            else:
                closed[name] = "E_PERM"
        yield Folder(where, len(top), entries, closed)


def _listed(where: str) -> dict[str, os.stat_result | None]:
    """What is said of each entry of a folder, asked by its name within it: a whole path takes half as long again."""
    handle = os.open(where, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with os.scandir(handle) as entries:
            return {entry.name: _status(entry) for entry in entries}
    finally:
        os.close(handle)


def _status(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat(follow_symlinks=False)
    except OSError:  # gone since the folder was listed
        return None


def _is_ignored(name: str) -> bool:
    return name.startswith(".") or name.lower().endswith(UNFINISHED)


def _is_folder(name: str, status: os.stat_result | None) -> bool:
    is_one = status is not None and stat.S_ISDIR(status.st_mode)
    return is_one and Path(name).suffix.lower() not in SOURCE_SUFFIXES


def _found(where: str, start: int, status: os.stat_result | None, problem: str | None) -> Found:
    name = _display(where[start:])
    if status is None:
        return Found(name, where, 0, 0, "E_PERM")
    return Found(name, where, status.st_size, status.st_mtime_ns, problem or _problem(status.st_mode))


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
