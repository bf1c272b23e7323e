"""A run with nothing to do: it says so at once, and starts nothing."""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.conftest import PROJECT, Entente, Made
from tests.flow.conftest import Api, copy_of

HEAVY = {"great_expectations", "lingua", "pandas", "polars", "prefect", "pyarrow", "spacy", "trafilatura"}
SPY = """
import json, sys
sys.argv = ["entente", *sys.argv[1:]]
from flows.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(json.dumps(sorted(module for module in sys.modules if "." not in module)))
"""


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_it_says_so_and_publishes_nothing(bundled: Made, entente: Entente) -> None:
    before = cpu_seconds()
    done = entente("run", "--warehouse", bundled.warehouse)
    assert done.status == 0, done.err
    assert "Nothing new since release 0001-" in done.out
    assert [path.name for path in (bundled.warehouse / "releases").iterdir()] == [bundled.release.resolve().name]
    assert cpu_seconds() - before < 2  # of work: a busy machine may take its time over them


def test_it_loads_neither_prefect_nor_what_reads_or_checks(bundled: Made) -> None:
    command = [sys.executable, "-c", SPY, "run", "--warehouse", str(bundled.warehouse)]
    spied = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True)
    assert HEAVY & set(json.loads(spied.stdout.splitlines()[-1])) == set()


def test_an_article_that_was_only_touched_is_no_news(small: Made, entente: Entente, tmp_path: Path) -> None:
    warehouse = copy_of(small, tmp_path)
    (warehouse / "inbox" / "ferries.txt").touch()
    assert "Nothing new" in entente("run", "--warehouse", warehouse).out


def test_a_release_that_the_ledger_missed_is_not_made_twice(small: Made, entente: Entente, tmp_path: Path) -> None:
    warehouse = copy_of(small, tmp_path)
    tell_ledger(warehouse, "update documents set state = 'extracted'")
    assert "Nothing new" in entente("run", "--warehouse", warehouse).out
    assert tell_ledger(warehouse, "select distinct state from documents") == [("published",)]


def tell_ledger(warehouse: Path, statement: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(warehouse / "ledger.sqlite")) as ledger, ledger:
        return ledger.execute(statement).fetchall()


def test_the_flow_itself_publishes_nothing_either(small: Made, entente: Entente, api: Api, tmp_path: Path) -> None:
    warehouse = copy_of(small, tmp_path)
    program = "import sys; from flows.pipeline import publish_news; print(publish_news(*sys.argv[1:]))"
    command = [sys.executable, "-c", program, str(warehouse), str(warehouse / "inbox")]
    ran = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True, env=entente.environment())
    assert ran.stdout.strip().endswith(small.release.resolve().name)
    assert len(list((warehouse / "releases").iterdir())) == 1
    assert [run["state_type"] for run in api.runs(warehouse)] == ["COMPLETED"]
