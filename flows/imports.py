"""Imports of large libraries, made cheaper."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType


@contextmanager
def uncollected() -> Iterator[None]:
    """Import inside this block what will be needed to the end.

    An import makes hundreds of thousands of objects that stay; the collector would look through them again and again,
    a fifth of the time that Great Expectations or Prefect's server take to import, and find nothing.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def deferred(*names: str) -> Iterator[None]:
    """Import inside this block without running these modules: each runs when one of its attributes is first asked for.

    For what a library imports at once and we hardly ever use: plots, and statistics of distributions.
    """
    finder = _Deferring(names)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Deferring:
    """Finds the named modules as others do, and puts their running off."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where the module lies, or None for others to look."""
        spec = PathFinder.find_spec(name, path, target) if name in self.names else None
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec
