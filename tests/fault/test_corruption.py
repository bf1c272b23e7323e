"""Bits flipped, blocks zeroed and files cut at random places of a release: `verify` names every one (F10, F12)."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.publish.verify import newest_sound, verify

FILES = ("moving.parquet", "still.parquet", "entente.duckdb", "manifest.json")
BLOCK = 4096
N_DAMAGED = 40


def flipped(content: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << dice.randrange(8))]) + content[at + 1 :]


def zeroed(content: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(content))
    return content[:at] + bytes(len(content[at : at + BLOCK])) + content[at + BLOCK :]


def cut(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(len(content))]


@pytest.mark.parametrize("damage", [flipped, zeroed, cut])
def test_every_damage_is_named(old: Callable[[], Any], damage: Callable[[bytes, random.Random], bytes]) -> None:
    dice = random.Random(12)
    bench = old()
    release: Path = bench.latest.resolve()
    previous = newest_sound(bench.releases, bench.latest)
    assert previous is not None
    release.chmod(0o755)
    n_damaged = 0
    for n in range(90):
        if n_damaged == N_DAMAGED:
            break
        path = release / FILES[n % len(FILES)]
        sound = path.read_bytes()
        damaged = damage(sound, dice)
        if damaged == sound:
            continue
        path.unlink()  # never through a hard link that another release shares
        path.write_bytes(damaged)
        n_damaged += 1
        assert path.name in {problem.file for problem in verify(release)}
        found = newest_sound(bench.releases, bench.latest)
        assert found is not None
        assert found.name < previous.name
        path.write_bytes(sound)
    assert verify(release) == []
    assert n_damaged == N_DAMAGED
