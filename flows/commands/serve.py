"""`entente serve`: runs by a timetable or when the inbox has changed, until it is told to end."""

from __future__ import annotations

import json
import os
from pathlib import Path

from flows.commands.run import prepare_environment, require_inbox
from flows.imports import uncollected
from flows.logs import is_json
from flows.operate.timetable import Timetable
from flows.settings import Settings
from flows.temporary_server import LASTING, start_server


def serve(settings: Settings, timetable: Timetable) -> None:
    """Serve until SIGTERM or Ctrl-C.

    Raises:
        ConfigurationError: the inbox cannot go into this warehouse, or the cron expression cannot be read.
        InputError: there is no such inbox.
    """
    require_inbox(settings)
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
