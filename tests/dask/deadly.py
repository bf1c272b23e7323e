"""What a worker of a cluster may meet with a batch, for workers to import."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from flows.contract.frames import read_rows
from flows.station import Delivery, Terms, read_batch


def read(source: str, target: str, terms: Terms) -> Delivery:
    """As `read_batch`, unless a document says otherwise: then the worker itself meets with it, not its reader."""
    texts = {row["raw_text"] for row in read_rows(Path(source) / "documents.parquet")}
    if "kill the worker" in texts:
        os.kill(os.getpid(), signal.SIGKILL)
    if "fail once" in texts and not (mark := Path(source) / "failed").exists():
        mark.touch()
        raise OSError("the disk was busy")
    if "always fail" in texts:
        raise OSError("the disk is gone")
    return read_batch(source, target, terms)
