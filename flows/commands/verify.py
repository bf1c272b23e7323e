"""`entente verify`: the latest release against its manifest."""

from __future__ import annotations

from flows.errors import InputError, ReleaseDamaged
from flows.publish import pointer
from flows.publish.verify import verify
from flows.settings import Settings


def print_verification(settings: Settings) -> None:
    """Say that every file and column of the latest release is sound.

    Raises:
        InputError: nothing has been published.
        ReleaseDamaged: names each file that differs.
    """
    release = pointer.current(settings.latest)
    if release is None:
        raise InputError(f"There is no release in {settings.warehouse}.", next_step="Make one: entente run")
    problems = verify(release)
    if problems:
        raise ReleaseDamaged(
            f"{len(problems)} problems: {'; '.join(map(str, problems))}",
            where=str(release),
            next_step="Run again to publish a sound release; the damaged one is never built upon.",
        )
    print(f"{release.name}: every file is as published, every column can be read.")
