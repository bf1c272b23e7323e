"""The gate: declared checks, run over the staged release in a process of their own."""

from flows.check.gate import Gate, Verdict
from flows.check.model import Check, CheckResult

__all__ = ["Check", "CheckResult", "Gate", "Verdict"]
