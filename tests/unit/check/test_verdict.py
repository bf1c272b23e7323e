"""What a verdict makes of results."""

from __future__ import annotations

import pytest

from flows.check import CheckResult, Verdict
from flows.errors import CheckCrashed, GateClosed


def result(outcome: str, severity: str = "critical") -> CheckResult:
    return CheckResult(
        suite="deals", check_no=1, expectation="rule", table="deals", column=None, severity=severity, outcome=outcome,
        success=None, observed="3 unexpected", n_evaluated=9, n_unexpected=3, reason="because", examples=["deal_1"],
    )  # fmt: skip


@pytest.mark.parametrize("outcome", ["passed", "not_evaluated"])
def test_what_passed_or_had_nothing_to_see_leaves_it_open(outcome: str) -> None:
    assert Verdict((result(outcome),)).closed_by == ()


def test_a_failed_warning_leaves_it_open() -> None:
    verdict = Verdict((result("failed", "warning"),))
    verdict.require_open()
    assert len(verdict.warnings) == 1


def test_a_critical_failure_closes_it() -> None:
    with pytest.raises(GateClosed, match=r"deals: rule \(3 unexpected, for example deal_1\): because"):
        Verdict((result("failed"), result("passed"))).require_open()


def test_a_crash_closes_it_even_where_only_a_warning_was_at_stake() -> None:
    with pytest.raises(CheckCrashed):
        Verdict((result("crashed", "warning"),)).require_open()


def test_a_crash_is_told_apart_from_failed_data() -> None:
    with pytest.raises(CheckCrashed):
        Verdict((result("failed"), result("crashed"))).require_open()
