"""One exception tree: each error says what happened, where, and what to do next."""

from __future__ import annotations


class PipelineError(Exception):
    """Base of everything this package raises on purpose. `code` is the reason code, `exit_status` the shell's."""

    code = "E_PIPELINE"
    exit_status = 1

    def __init__(self, what: str, *, where: str | None = None, next_step: str | None = None) -> None:
        self.what = what
        self.where = where
        self.next_step = next_step
        super().__init__(" ".join(self.lines()))

    def lines(self) -> list[str]:
        """The message, a line each: what, where, what to do next."""
        return [line for line in (self.what, self.where and f"In {self.where}.", self.next_step) if line]


class ConfigurationError(PipelineError):
    """A setting, option or override that cannot be used."""

    code = "E_CONFIG"
    exit_status = 2


class InputError(PipelineError):
    """An inbox or input file that cannot be read at all."""

    code = "E_INPUT"
    exit_status = 2


class Locked(PipelineError):
    """Another run holds the warehouse."""

    code = "LOCKED"
    exit_status = 75  # sysexits.h EX_TEMPFAIL


class GateClosed(PipelineError):
    """The checks refused the staged release; the old one stays."""

    code = "GATE_CLOSED"
    exit_status = 3


class CheckCrashed(PipelineError):
    """A check could not be evaluated: a defect of the check, not of the data."""

    code = "GATE_CRASHED"
    exit_status = 4


class ReleaseDamaged(PipelineError):
    """A published or staged file does not match its manifest."""

    code = "E_DAMAGED"
    exit_status = 5


class WarehouseDamaged(PipelineError):
    """What the warehouse keeps beside its releases cannot be read."""

    code = "E_DAMAGED"
    exit_status = 5


class ContractError(PipelineError):
    """A table that does not fit the contract."""

    code = "E_CONTRACT"
    exit_status = 6
