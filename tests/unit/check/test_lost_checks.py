"""A check that was lost on the way from the gate's process closes the gate."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from flows.check import CheckResult
from flows.check.gate import _verdict
from flows.errors import CheckCrashed

PASSED = CheckResult(
    suite="deals", check_no=1, expectation="rule", table="deals", column=None, severity="critical", outcome="passed",
    success=True, observed=None, n_evaluated=9, n_unexpected=0, reason="because", examples=[],
)  # fmt: skip


def answer(n_results: int, fingerprint: str = "f") -> dict[str, object]:
    return {"status": "judged", "fingerprint": fingerprint, "results": [asdict(PASSED)] * n_results}


def test_as_many_results_as_checks_make_a_verdict() -> None:
    assert len(_verdict(answer(2), "f", {"deals": 2}).results) == 2


@pytest.mark.parametrize("n_results", [0, 1, 3])
def test_another_number_is_no_verdict(n_results: int) -> None:
    with pytest.raises(CheckCrashed, match="not the checks"):
        _verdict(answer(n_results), "f", {"deals": 2})


def test_other_checks_are_no_verdict() -> None:
    with pytest.raises(CheckCrashed, match="not the checks"):
        _verdict(answer(2, "g"), "f", {"deals": 2})
