"""What people judged holds in the release, and in the one rebuilt from raw texts."""

from __future__ import annotations

from typing import Any

import pytest

from flows.rebuild import rebuild
from flows.resolve.overrides import COLUMNS

SIGNED = "me,2026-01-02,seen the contract"
FERRIES = "select count(distinct deal_id) from deal_reports where goods_text ilike '%ferries%'"


@pytest.mark.parametrize(("verdict", "n_deals"), [("same", 1), ("not_same", 2)])
def test_a_judgement_survives_a_rebuild(published: Any, verdict: str, n_deals: int) -> None:
    published.settings.overrides.mkdir()
    line = f"deal,{verdict},a.txt,four ferries,b.txt,four ferries,,{SIGNED}"
    (published.settings.overrides / "judgements.csv").write_text(f"{','.join(COLUMNS)}\n{line}\n", "utf-8")
    assert published.publish() is not None
    assert published.ask(FERRIES) == [(n_deals,)]
    assert rebuild(published.settings).changed == ()
    assert published.ask(FERRIES) == [(n_deals,)]
