"""What the gate's process is asked, as JSON can carry it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from flows.check.declared import Sources


@dataclass(frozen=True, slots=True)
class Request:
    """One stage to judge.

    `database` is the staged DuckDB file, beside the staged Parquet files. `previous` is the database of the public
    release. `withdrawn` names documents that were retracted or erased since. `fresh_since` is the day after which
    the newest document should have appeared, None where no schedule says so. `fresh` is the database of what `previous`
    lacks (flows/check/fresh.py), where it passed these very checks.
    """

    database: Path
    previous: Path | None = None
    withdrawn: tuple[str, ...] = ()
    fresh_since: date | None = None
    sources: Sources = field(default_factory=Sources)
    fresh: Path | None = None

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self), default=str)

    @classmethod
    def from_json(cls, text: str) -> Request:
        """The request that `to_json` wrote."""
        content: dict[str, Any] = json.loads(text)
        fresh_since, previous, fresh = content["fresh_since"], content["previous"], content["fresh"]
        return cls(
            database=Path(content["database"]),
            previous=Path(previous) if previous else None,
            withdrawn=tuple(content["withdrawn"]),
            fresh_since=date.fromisoformat(fresh_since) if fresh_since else None,
            sources=Sources(**{name: Path(path) for name, path in content["sources"].items()}),
            fresh=Path(fresh) if fresh else None,
        )

    def lacks(self, need: str | None) -> bool:
        """Whether what a check compares with is not there."""
        return (need == "previous" and self.previous is None) or (need == "schedule" and self.fresh_since is None)
