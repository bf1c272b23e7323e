"""Where what is asked for is written: outside the warehouse, and whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import ConfigurationError, InputError
from flows.settings import Settings


def require_outside(settings: Settings, out: Path) -> None:
    """Refuse a place inside the warehouse, whose files are those of its releases.

    Raises:
        ConfigurationError: it lies there.
    """
    if settings.warehouse.resolve() in (out.resolve(), *out.resolve().parents):
        raise ConfigurationError(
            "A warehouse is written by runs only.", where=str(out), next_step="Name another place with --out."
        )


def require_warehouse(settings: Settings) -> None:
    """Refuse a warehouse that is not there: a slip of the pen should not make one.

    Raises:
        InputError: there is no such folder.
    """
    if not settings.warehouse.is_dir():
        raise InputError(f"There is no warehouse {settings.warehouse}.", next_step="Name yours with --warehouse.")


@contextmanager
def whole(out: Path) -> Iterator[Path]:
    """A path to write to, renamed to `out` at the end: nobody meets half a file.

    Raises:
        ConfigurationError: nothing can be written there.
    """
    part = out.with_name(f".{out.name}.part")
    try:
        part.touch()  # what writes it may have errors of its own
        yield part
        part.replace(out)
    except OSError as error:
        raise ConfigurationError(
            f"{out} cannot be written: {error.strerror}.", next_step="Try another --out."
        ) from None
    finally:
        part.unlink(missing_ok=True)
