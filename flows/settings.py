"""Settings of a run: built once at the edge, frozen, passed down."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def resource_folder(name: str) -> Path:
    """The program's `sql` or `expectations`: beside the package in a working copy, inside it once installed."""
    beside = PROJECT / name
    return beside if beside.is_dir() else PROJECT / "flows" / name


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a warehouse lies and how much a run may use.

    `inbox` is only ever read. `workers` is the number of extraction processes. Limits are per document.
    `keep_releases` is the number of newest releases that stay when another one is published. `dask` is the address of
    the scheduler of a cluster that reads instead of processes on this machine.
    """

    warehouse: Path
    inbox: Path
    workers: int = 2
    max_bytes: int = 20_000_000
    seconds_per_document: float = 10.0
    seconds_per_10k_chars: float = 1.0
    worker_memory_mb: int = 512
    text_column: str = "text"
    keep_releases: int = 3
    dask: str | None = None

    @property
    def raw(self) -> Path:
        """Accepted bytes by sha256."""
        return self.warehouse / "raw"

    @property
    def quarantine(self) -> Path:
        """Rejected bytes by sha256, with their reasons."""
        return self.warehouse / "quarantine"

    @property
    def cache(self) -> Path:
        """Readings of documents, as Parquet parts by reader version."""
        return self.warehouse / "cache"

    @property
    def receipts(self) -> Path:
        """What was erased, a note each that names nothing of it."""
        return self.warehouse / "receipts"

    @property
    def runs(self) -> Path:
        """Scratch space and logs, a folder per run."""
        return self.warehouse / "runs"

    @property
    def releases(self) -> Path:
        """Published releases."""
        return self.warehouse / "releases"

    @property
    def latest(self) -> Path:
        """Relative symlink to the newest release."""
        return self.warehouse / "latest"

    @property
    def ledger(self) -> Path:
        """SQLite file that knows every delivered file and its state."""
        return self.warehouse / "ledger.sqlite"

    @property
    def decisions(self) -> Path:
        """Retractions and tombstones of erased documents, a line of JSON each."""
        return self.warehouse / "decisions.jsonl"

    @property
    def overrides(self) -> Path:
        """People's judgements, as CSV files."""
        return self.warehouse / "overrides"

    def seconds_for(self, n_chars: int) -> float:
        """Wall time that a document of `n_chars` characters may take, in seconds."""
        return self.seconds_per_document + self.seconds_per_10k_chars * n_chars / 10_000
