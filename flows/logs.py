"""The log of a run, kept in its folder whatever becomes of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOG_NAME = "run.log"
LOGGERS = ("flows", "prefect")  # flow and task runs of Prefect log below its own name


@contextmanager
def run_log(folder: Path) -> Iterator[None]:
    """Everything that this program and Prefect log while the block runs goes to `folder/run.log`, times in UTC."""
    handler = logging.FileHandler(folder / LOG_NAME, encoding="utf-8", delay=True)
    handler.setFormatter(_formatter())
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
    formatter = logging.Formatter(line, "%Y-%m-%dT%H:%M:%S", style="{", defaults={"task_run_name": "flow"})
    formatter.converter = time.gmtime
    return formatter
