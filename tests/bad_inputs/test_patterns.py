"""Twice the text takes a pattern of ours at most two and a half times as long, whatever the text repeats."""

from __future__ import annotations

import gc
import importlib
import inspect
import math
import pkgutil
import re
import re._parser as parser
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import flows
from flows.extract.dates.rules import rules
from flows.ingest.segments import bylines, captions, datelines

ROOMS = ("extract", "ingest", "model", "resolve")
BEGINNINGS = ("", "(", "A")
UNITS = [
    *"aA1é \n\t.,-()\"'“’$€&/:_",
    *("a ", "A ", "Aa ", "1 ", "1,", "1.", "a.", "A.", "A. ", "a, ", "- ", "a-", "A-", "1-", "1/", "a@", " \n", "Aa, "),
    *("of ", "the ", "and ", "www.", "Mr. "),
]
LENGTH = 2_000  # characters; a square of that takes milliseconds, a line a tenth of one
SHOWN = {bylines: bylines.MAX_LENGTH, captions: captions.MAX_LENGTH, datelines: datelines._MAX_LENGTH}  # of a line
NOTHING = 0.003  # CPU seconds that say nothing yet
ENDLESS = 1.0  # CPU seconds after which a pattern is stopped
MOST = 2.5**2  # at four times the text
SEARCHES = r"\.(?:search|finditer|findall|sub|subn|split)\("


@dataclass(frozen=True)
class Tried:
    """A pattern, whether it looks for a place rather than at a given one, and the longest text that it is shown."""

    pattern: re.Pattern[str]
    is_anywhere: bool
    longest: int | None

    def seconds(self, text: str) -> float:
        """CPU seconds, the less of two; infinite where it was stopped."""
        least = math.inf
        for _ in range(2):
            begun = time.process_time()
            signal.setitimer(signal.ITIMER_VIRTUAL, ENDLESS)
            with suppress(TimeoutError):
                _ = list(self.pattern.finditer(text)) if self.is_anywhere else self.pattern.fullmatch(text)
                least = min(least, time.process_time() - begun)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            if least < NOTHING:
                break
        return least

    def growth(self, beginning: str, unit: str) -> float:
        """How much longer four times the text takes, the least of five where too much: a machine may be busy once."""
        measured = (self._growth(beginning, unit) for _ in range(5))
        least = next(measured)
        while MOST < least < math.inf and (again := next(measured, None)) is not None:
            least = min(least, again)
        return least

    def _growth(self, beginning: str, unit: str) -> float:
        """How much longer four times the text takes, measured once; 1 where it takes no time worth mentioning."""
        length = self.longest or LENGTH
        took = self.seconds(_text(beginning, unit, length))
        if took < NOTHING:
            return 1.0
        if self.longest or took == math.inf:
            return took / NOTHING
        return self.seconds(_text(beginning, unit, 4 * length)) / took

    def worst(self) -> tuple[float, str]:
        """The first growth that is too large, else the largest one, and what was repeated."""
        tree = parser.parse(self.pattern.pattern, self.pattern.flags & ~re.UNICODE)
        own = [word for word in dict.fromkeys(_words(tree)) if word.strip()][:4]
        tried = [(b, unit) for b in (*BEGINNINGS, *own[:2]) for unit in (*UNITS, *own, *(f"{word} " for word in own))]
        found = (0.0, "")
        for one in tried:
            found = max(found, (self.growth(*one), "…".join(one)))
            if found[0] > MOST:
                break
        return found


def _text(beginning: str, unit: str, length: int) -> str:
    return (beginning + unit * length)[: length - 1] + "\0"


def _words(tree: Any) -> Iterator[str]:
    """What a pattern asks for by the letter."""
    run = ""
    for kind, value in tree:
        run += chr(value) if str(kind) == "LITERAL" else ""
        if str(kind) != "LITERAL":
            yield run
            run = ""
            for branch in _branches(value):
                yield from _words(branch)
    yield run


def _branches(value: Any) -> Iterator[Any]:
    if isinstance(value, parser.SubPattern):
        yield value
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _branches(part)


@cache
def _sources() -> str:
    return "".join(path.read_text() for path in sorted(Path(flows.__path__[0]).rglob("*.py")))


def _held(value: Any, depth: int = 3) -> Iterator[re.Pattern[str]]:
    """The patterns of text that a value is or holds."""
    if isinstance(value, re.Pattern):
        yield from [value] if isinstance(value.pattern, str) else []
    elif depth and isinstance(value, (Mapping, list, tuple, set, frozenset)):
        for part in [*value.keys(), *value.values()] if isinstance(value, Mapping) else value:
            yield from _held(part, depth - 1)
    elif depth and is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _held(getattr(value, field.name), depth - 1)


@cache
def _patterns() -> tuple[Tried, ...]:
    """All patterns of the rooms that see a text: constants, rules, and what a function without arguments makes."""
    found = {rule.pattern: Tried(rule.pattern, True, None) for rule in rules()}
    for room in ROOMS:
        package = importlib.import_module(f"flows.{room}")
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(info.name)
            for name, value in list(vars(module).items()):
                is_made = hasattr(value, "cache_info") and not inspect.signature(value).parameters
                is_searched = not name.isupper() or re.search(rf"\b{name}{SEARCHES}", _sources()) is not None
                for pattern in _held(value() if is_made else value):
                    is_known = pattern in found and found[pattern].is_anywhere
                    found[pattern] = Tried(pattern, is_known or is_searched, SHOWN.get(module))
    return tuple(found.values())


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    """Have a pattern that takes too long be stopped, not waited for, and no rubbish be collected in its time."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    gc.disable()
    yield
    gc.enable()
    signal.signal(signal.SIGVTALRM, before)


def test_no_pattern_takes_more_than_its_share_of_time() -> None:
    assert len(_patterns()) > 100
    slow = {one.pattern.pattern: one.worst() for one in _patterns()}
    assert {pattern: grown for pattern, grown in slow.items() if grown[0] > MOST} == {}


@pytest.mark.parametrize(
    ("pattern", "is_anywhere", "longest"),
    [(r"\s+x", True, None), (r"(?:a|aa)*b", False, None), (r"[A-Z][\w-]*(?:-[A-Z][\w-]*){3}!", False, 160)],
)
def test_a_slow_one_is_seen(pattern: str, is_anywhere: bool, longest: int | None) -> None:
    assert Tried(re.compile(pattern), is_anywhere, longest).worst()[0] > MOST
