"""`entente retract`: a document counts no more, or counts again."""

from __future__ import annotations

import json

from flows.commands.place import require_warehouse
from flows.errors import ConfigurationError
from flows.progress import Progress
from flows.settings import Settings
from flows.withdraw import reinstate, retract


def print_retraction(
    settings: Settings,
    document: str,
    reason: str | None,
    progress: Progress | None = None,
    *,
    undo: bool,
    as_json: bool = False,
) -> None:
    """Retract or reinstate, and say which release tells so.

    Raises:
        ConfigurationError: neither a reason nor `undo` was given, or both.
        InputError: there is no such document or warehouse.
    """
    if undo == (reason is not None):
        raise ConfigurationError(
            "Retract or reinstate?", next_step="Say why with --reason, or take a retraction back with --undo."
        )
    require_warehouse(settings)
    settings.inbox.mkdir(parents=True, exist_ok=True)
    if reason is not None:
        release = retract(settings, document, reason, progress)
    else:
        release = reinstate(settings, document, progress)
    if as_json:
        print(json.dumps({"document": document, "counts": undo, "release": release and release.name}))
        return
    what = "counts again" if undo else "counts no more"
    print(f"{document} {what}. {f'Release {release.name} tells so.' if release else 'No release is public any more.'}")
