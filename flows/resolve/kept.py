"""Tables kept between runs in a folder, so that a new article costs its own work and not that of the warehouse.

The folder holds a `base` of whole tables with their indexes, and beside it in `late` what came since, which names the
base that it rests on. Each of them appears whole or not at all. Now and then all is folded into a new base; `late` of
an older one counts no more.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
from dataclasses import replace
from functools import cache, partial
from mmap import ACCESS_READ, MADV_DONTNEED, mmap
from pathlib import Path
from weakref import WeakSet
from zipfile import ZipFile

import numpy as np
import polars as pl

from flows.contract.folders import LIST_NAME, damage, damage_since, whole_folder
from flows.errors import WarehouseDamaged
from flows.resolve.shapes import keys_of, looked_up
from flows.resolve.table import Index, State, Table, hashed

BASE, LATE = "base", "late"
ENDING = ".arrow"
OF = "@"  # in the name of an index, between those of table and column
INDEX = ".npy"
RESTS_ON, HASHING = "rests_on", "hashing"
PACKED = "tables.zip"  # late rows of each table, as Arrow
GONE = ".gone"  # and the places of rows of the base that count no more: none where no row of it does
COUNTED = "readings"  # the table with a row for each article
WORTH = 30  # late articles looked through that cost as much as an article of a new base: see `_is_due` (measured)
MAPPED: WeakSet[mmap] = WeakSet()
LOG = logging.getLogger(__name__)


def read_state(folder: Path) -> State:
    """The tables of a folder; none where there is no such folder, and what is damaged is removed."""
    base, late = folder / BASE, folder / LATE
    if base.is_dir() and (what := damage_since(base)):
        LOG.warning("What earlier runs resolved is damaged (%s); all articles are resolved anew.", what)
        shutil.rmtree(folder)
    elif late.is_dir() and base.is_dir() and (what := damage_since(late)):
        LOG.warning("What the last runs resolved is damaged (%s); their articles are resolved anew.", what)
        shutil.rmtree(late)
    return read_tables(folder)


def read_tables(folder: Path) -> State:
    """The tables of a folder that is known to be whole, or of none."""
    base, late = folder / BASE, folder / LATE
    is_hashed = base.is_dir() and (base / HASHING).read_text(encoding="ascii") == _hashing()
    state = {name: _read_base(base, name, is_hashed=is_hashed) for name in _names(base)}
    if state and _resting(folder).partition(" ")[0] == _mark(base):
        with ZipFile(late / PACKED) as packed:
            state = {name: _with_late(stored, name, packed) for name, stored in state.items()}
    return state


def _with_late(stored: Table, name: str, packed: ZipFile) -> Table:
    names = packed.NameToInfo
    late = packed.read(f"{name}{ENDING}") if f"{name}{ENDING}" in names else None
    rows = stored.late if late is None else _frame(late)
    if f"{name}{GONE}" not in names:
        return replace(stored, late=rows)
    gone = np.frombuffer(packed.read(f"{name}{GONE}"), dtype="<i8")
    return replace(stored, late=rows, gone=gone) if gone.size else Table(rows, stored.keys)


def _names(base: Path) -> list[str]:
    """Names of the tables of a base."""
    return [path.name.removesuffix(ENDING) for path in sorted(base.glob(f"*{ENDING}"))]


def _read_base(base: Path, name: str, *, is_hashed: bool) -> Table:
    rows = read_table(base / f"{name}{ENDING}")
    columns = looked_up(name) if is_hashed else ()
    indexes = {column: cache(partial(_read_index, base / f"{name}{OF}{column}{INDEX}")) for column in columns}
    return Table(rows.clear(), keys_of(name), rows, indexes)


def _read_index(path: Path) -> Index:
    hashes, rows = np.load(path, mmap_mode="r")
    return Index(hashes, rows)


def _hashing() -> str:
    """What another version or processor would hash otherwise, and then find nothing in an index."""
    return str(hashed(pl.Series([BASE]))[0])


def read_table(path: Path) -> pl.DataFrame:
    """One kept table, mapped into memory: what a run does not look at is not read."""
    with path.open("rb") as file:
        mapped = mmap(file.fileno(), 0, access=ACCESS_READ)
    MAPPED.add(mapped)
    return _frame(mapped)


def _frame(content: bytes | mmap) -> pl.DataFrame:
    import pyarrow as pa

    rows = pl.from_arrow(pa.ipc.open_file(pa.py_buffer(content)).read_all())
    assert isinstance(rows, pl.DataFrame)
    return rows


def give_back() -> None:
    """Give back the memory of what was looked at in kept tables; looked at again, it comes from the disk's cache."""
    for mapped in MAPPED:
        mapped.madvise(MADV_DONTNEED)


def write_state(state: State, folder: Path) -> None:
    """Keep the tables: what is late beside the base that they rest on, or all in a new one where that is due.

    Raises:
        WarehouseDamaged: the base, on which the tables rest, is no longer as it was written; all is removed.
    """
    if state.keys() == set(_names(folder / BASE)) and not _is_due(state, folder):
        _write_late(state, folder)
        return
    if (folder / BASE).is_dir() and (what := damage(folder / BASE)):
        shutil.rmtree(folder)
        raise WarehouseDamaged(
            f"What earlier runs resolved was damaged while it was used ({what}).",
            where=str(folder),
            next_step="It was removed. Run again, which resolves all articles anew: entente run",
        )
    with whole_folder(folder / BASE) as unfinished:
        for name, stored in state.items():
            _write_base(stored, unfinished, name)
            give_back()
        (unfinished / HASHING).write_text(_hashing(), encoding="ascii")
    shutil.rmtree(folder / LATE, ignore_errors=True)


def _is_due(state: State, folder: Path) -> bool:
    """Whether to fold what is late into a new base.

    Every run reads and writes what is late and puts it among what is published; a base costs the more, the larger it
    is. It is made once the runs since the last one have paid as much for what was late: so, whatever comes how often,
    they never pay more than twice the least.
    """
    counted = state[COUNTED]
    return not counted.base.height or WORTH * (_carried(folder) + counted.changes) >= counted.base.height


def _carried(folder: Path) -> int:
    """How many late articles all runs since the base together looked through."""
    mark, _, carried = _resting(folder).partition(" ")
    return int(carried) if mark == _mark(folder / BASE) else 0


def _resting(folder: Path) -> str:
    """Of what is late, the base that it rests on, and what was carried; empty where nothing is late."""
    path = folder / LATE / RESTS_ON
    return path.read_text(encoding="ascii") if path.exists() else ""


def _write_base(stored: Table, folder: Path, name: str) -> None:
    rows = stored.rows.rechunk()
    rows.write_ipc(folder / f"{name}{ENDING}", record_batch_size=max(1, rows.height))  # in one piece: found faster
    for column in looked_up(name):
        index = Index.of(rows[column])
        np.save(folder / f"{name}{OF}{column}{INDEX}", np.stack((index.hashes, index.rows.astype(np.uint64))))


def _write_late(state: State, folder: Path) -> None:
    with whole_folder(folder / LATE) as unfinished:
        with ZipFile(unfinished / PACKED, "w") as packed:
            for name, stored in state.items():
                if stored.late.height:
                    packed.writestr(f"{name}{ENDING}", stored.late.rechunk().write_ipc(None).getbuffer())
                if stored.gone.size or not stored.base.height:
                    packed.writestr(f"{name}{GONE}", stored.gone.astype("<i8").tobytes())
        carried = _carried(folder) + state[COUNTED].changes
        (unfinished / RESTS_ON).write_text(f"{_mark(folder / BASE)} {carried}", encoding="ascii")


def _mark(base: Path) -> str:
    """What tells a base from any other."""
    return hashlib.sha256((base / LIST_NAME).read_bytes()).hexdigest()
