"""The annotated sample of coreference fits the documents it speaks of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = [
    json.loads(line)
    for half in ("first", "second")
    for line in (ROOT / "tests" / "golden" / "coreference" / f"{half}.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("record", SAMPLE, ids=lambda record: Path(record["doc"]).stem)
def test_mentions_slice_back_in_text_order(record: dict[str, Any]) -> None:
    text, mentions = (ROOT / record["doc"]).read_text("utf-8"), record["mentions"]
    assert [text[m["start"] : m["end"]] for m in mentions] == [m["text"] for m in mentions]
    assert [m["start"] for m in mentions] == sorted(m["start"] for m in mentions)
    assert all(m["entities"] and m["kind"] in ("name", "description", "pronoun") for m in mentions)


def test_documents_are_annotated_once() -> None:
    assert len({record["doc"] for record in SAMPLE}) == len(SAMPLE) == 24
