"""`entente serve`: runs by a timetable or when the inbox has changed, until it is told to end."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from flows.commands.run import prepare_environment, require_inbox
from flows.imports import uncollected
from flows.logs import FORM, is_json
from flows.operate.alerts import PREFIX, from_environment
from flows.operate.timetable import Timetable
from flows.settings import Settings
from flows.temporary_server import LASTING, start_server


def serve(settings: Settings, timetable: Timetable, *, alerts: Mapping[str, str], log: str) -> None:
    """Serve until SIGTERM or Ctrl-C; `alerts` are the options that say whom to tell of what.

    Raises:
        ConfigurationError: the inbox cannot go into this warehouse, or an option cannot be meant.
        InputError: there is no such inbox.
    """
    require_inbox(settings)
    # Runs are processes of their own. What they need beside the flow's parameters they find in their environment,
    # which Prefect does not keep.
    os.environ.update({FORM: log} | {f"{PREFIX}{name.upper()}": value for name, value in alerts.items()})
    from_environment()
    os.environ.setdefault("PREFECT_LOGGING_EXTRA_LOGGERS", "flows")  # shown with the run in Prefect's pages
    prepare_environment(settings)
    server = start_server(LASTING | page_folder())
    with uncollected():
        from flows import pipeline
    if server:
        server.await_ready()
    try:
        pipeline.serve(settings, timetable, lambda: greet(settings, timetable))
    except KeyboardInterrupt:
        pass
    finally:
        say("stopped", "Stopped: a run that was under way was ended, and the release is as it was.")


def page_folder() -> dict[str, str]:
    """Where the server unpacks its pages: Prefect's default is inside the installed package."""
    return {"PREFECT_UI_STATIC_DIRECTORY": str(Path(os.environ["PREFECT_HOME"]) / "pages")}


def greet(settings: Settings, timetable: Timetable) -> None:
    """Say what is served, where to look, and how to end it."""
    pages = os.environ.get("PREFECT_API_URL", "").removesuffix("/api")
    text = f"Serving {settings.inbox} into {settings.warehouse}, {timetable.told()}.\nRuns: {pages} · End with Ctrl-C."
    say("serving", text, inbox=str(settings.inbox), warehouse=str(settings.warehouse), pages=pages)


def say(event: str, text: str, **facts: str) -> None:
    """Say it to a person, or as a line of JSON."""
    print(json.dumps({"event": event} | facts) if is_json() else text, flush=True)
