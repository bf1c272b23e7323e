"""A reader that does what the article tells it: the worst that reading can do to a worker process."""

from __future__ import annotations

import os
import time

from flows.model.document import Document
from flows.model.report import Reading

TOO_MUCH = 2**34  # bytes


def read(document: Document) -> Reading:
    """An empty reading, unless the text says otherwise."""
    match document.raw_text:
        case "crash":
            os._exit(11)
        case "hang":
            time.sleep(600)
        case "eat memory":
            bytearray(TOO_MUCH)
        case "raise":
            raise KeyError("no such rule")
    return Reading(document.doc_id, 1, (), (), (), ())
