"""Coded words of runs and of their checks."""

from __future__ import annotations

from enum import StrEnum


class CheckSeverity(StrEnum):
    """What a failed check does: `critical` closes the gate, `warning` is recorded."""

    CRITICAL = "critical"
    WARNING = "warning"


class CheckOutcome(StrEnum):
    """How a check ended; `crashed` is a defect of the check, `not_evaluated` met no value to look at."""

    PASSED = "passed"
    FAILED = "failed"
    CRASHED = "crashed"
    NOT_EVALUATED = "not_evaluated"


class RunResult(StrEnum):
    """How a run ended."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    GATE_CLOSED = "gate_closed"
    FAILED = "failed"
