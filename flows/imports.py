"""Imports of large libraries, made cheaper."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
