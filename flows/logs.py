"""The log of a run, kept in its folder whatever becomes of it; as lines of JSON where programs read it."""

from __future__ import annotations

import atexit
import json
import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOG_NAME = "run.log"
LOGGERS = ("flows", "prefect")  # flow and task runs of Prefect log below its own name
FORM = "ENTENTE_LOG"  # environment variable that says how logs are written: text or json
TIME = "%Y-%m-%dT%H:%M:%S"


def is_json() -> bool:
    """Whether logs are lines of JSON."""
    return os.environ.get(FORM) == "json"


def hush_at_exit() -> None:
    """Keep a process's last words its own; call it before large libraries are imported, so that it runs after theirs.

    DuckDB reports what it did not free, dozens of lines that say nothing to a user, when the interpreter is taken down.
    """
    atexit.register(_hush)


def _hush() -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


@contextmanager
def run_log(folder: Path) -> Iterator[None]:
    """Everything that this program and Prefect log while the block runs goes to `folder/run.log`, times in UTC."""
    handler = logging.FileHandler(folder / LOG_NAME, encoding="utf-8", delay=True)
    handler.setFormatter(JsonLines(folder.name) if is_json() else _formatter())
    for name in LOGGERS:
        logging.getLogger(name).addHandler(handler)
    try:
        yield
    finally:
        for name in LOGGERS:
            logging.getLogger(name).removeHandler(handler)
        handler.close()


def _formatter() -> logging.Formatter:
    line = "{asctime}Z {levelname} {task_run_name}: {message}"
    formatter = logging.Formatter(line, TIME, style="{", defaults={"task_run_name": "flow"})
    formatter.converter = time.gmtime
    return formatter


class JsonLines(logging.Formatter):
    """A record as one line of JSON: when, how grave, of which run and task, by whom, what, and the traceback."""

    def __init__(self, run_id: str) -> None:
        super().__init__(datefmt=TIME)
        self.converter = time.gmtime
        self.run_id = run_id

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "at": f"{self.formatTime(record, TIME)}.{record.msecs:03.0f}Z",
            "level": record.levelname,
            "run": self.run_id,
            "task": getattr(record, "task_run_name", None),
            "logger": record.name,
            "message": record.getMessage(),
            "traceback": self.formatException(record.exc_info) if record.exc_info else None,
        }
        return json.dumps({name: value for name, value in line.items() if value is not None}, default=str)
