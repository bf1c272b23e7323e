"""What history may still say of a fact that a retracted or an erased article told."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from flows.load import history
from flows.resolve import resolve

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "builders"))

from loaded import load_frames  # noqa: E402
from made_up import MadeUp  # noqa: E402

ABOUT = {"goods": "rifles", "value": ("5e8", "USD", "about")}
EXACT = {"goods": "rifles", "value": ("4.85e8", "USD")}


def release(folder: Path, *reports: dict[str, Any]) -> Path:
    """A deal report a document, all of one week."""
    made_up = MadeUp()
    for n, said in enumerate(reports):
        made_up.document(f"doc_{n}", "2016-12-13")
        made_up.deal(f"doc_{n}", supplier="country:NOR", recipient="country:PER", **said)
    folder.mkdir()
    load_frames(resolve(made_up.parts()), folder)
    return folder


def test_an_erased_article_leaves_no_earlier_value(tmp_path: Path) -> None:
    old, new = release(tmp_path / "1", ABOUT, EXACT), release(tmp_path / "2", ABOUT)
    gone = {"doc_1": "article retracted: misquoted"}
    assert set(history(old, new, "r2", gone)["corrections"]["reason"]) == {"article retracted: misquoted"}
    assert history(old, new, "r2", gone, erased=["doc_1"])["corrections"].height == 0
