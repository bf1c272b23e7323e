"""What the gate's two processes tell each other: checks, and how each of them ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flows.model.vocabulary.runs import CheckOutcome, CheckSeverity

QUERY_TYPE = "unexpected_rows_expectation"

# A row that breaks a rule takes its report with it; a mention goes alone.
MOVES = {
    "deal_reports": "deal_reports",
    "deal_report_parties": "deal_reports",
    "agreement_reports": "agreement_reports",
    "agreement_report_parties": "agreement_reports",
    "entity_mentions": "entity_mentions",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation on one table (`suite`), in Great Expectations' terms.

    `name` is the query's name, else the type of expectation. `moves` names the table whose offending row is moved
    aside before publishing. `needs` names what the check compares with (`previous`, `schedule`); without it the
    check is not evaluated.
    """

    suite: str
    name: str
    type: str
    kwargs: dict[str, Any]
    severity: str
    reason: str
    column: str | None = None
    moves: str | None = None
    needs: str | None = None

    @property
    def query(self) -> str:
        """The failing-row query of a query check."""
        return str(self.kwargs["unexpected_rows_query"])

    def as_expectation(self, check_no: int) -> dict[str, Any]:
        """The check as Great Expectations stores it; `check_no` finds its result again."""
        meta = {"reason": self.reason, "check_no": check_no}
        return {"type": self.type, "kwargs": self.kwargs, "severity": self.severity, "meta": meta}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How one check ended: a row of `dq_results` without the run's id, and keys of offending rows.

    `success` is None where the check crashed or had nothing to look at.
    """

    suite: str
    check_no: int
    expectation: str
    table: str
    column: str | None
    severity: str
    outcome: str
    success: bool | None
    observed: str | None
    n_evaluated: int | None
    n_unexpected: int | None
    reason: str
    examples: list[str] = field(default_factory=list)

    @property
    def closes_gate(self) -> bool:
        """Whether this result alone keeps the release back: a critical failure, or any crash."""
        crashed = self.outcome == CheckOutcome.CRASHED
        return crashed or (self.outcome == CheckOutcome.FAILED and self.severity == CheckSeverity.CRITICAL)
