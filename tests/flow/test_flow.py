"""The flow at a real Prefect server: what the server then knows, and what is on disk."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.contract import PUBLISHED, Layer
from tests.conftest import Entente, Made
from tests.flow.conftest import PORTS, STAGES, Api, copy_of, deliver

CONTENT = [table.name for table in PUBLISHED.values() if table.layer is Layer.PUBLISHED]


def record(run: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((run / "manifest.json").read_text("utf-8"))
    return content


def runs_of(warehouse: Path) -> list[Path]:
    return sorted((warehouse / "runs").iterdir())


def fact_ids(release: Path) -> set[str]:
    with duckdb.connect(str(release / "entente.duckdb"), read_only=True) as con:
        return {
            row[0]
            for row in con.execute("select deal_id from deals union select agreement_id from agreements").fetchall()
        }


def content_hashes(release: Path) -> dict[str, str]:
    files = json.loads((release / "manifest.json").read_text("utf-8"))["files"]
    return {name: files[f"{name}.parquet"]["sha256"] for name in CONTENT}


def test_the_run_ends_completed(bundled: Made, api: Api) -> None:
    (run,) = api.runs(bundled.warehouse)
    assert (run["state_type"], run["state_name"]) == ("COMPLETED", "Completed")


def test_every_stage_is_a_task_with_a_name_that_says_what_it_does(bundled: Made, api: Api) -> None:
    (run,) = api.runs(bundled.warehouse)
    tasks = api.of("task_runs", run)
    assert {task["name"].rsplit("-", 1)[0] for task in tasks} == STAGES
    assert {task["state_type"] for task in tasks} == {"COMPLETED"}


def test_the_run_leaves_its_summary_and_its_checks(bundled: Made, api: Api) -> None:
    (run,) = api.runs(bundled.warehouse)
    left = {artifact["key"]: artifact for artifact in api.of("artifacts", run)}
    assert set(left) == {"summary", "checks"}
    assert "### Deals" in left["summary"]["data"]
    assert {"passed"} <= {row["outcome"] for row in json.loads(left["checks"]["data"])}


def test_the_server_learns_no_sentence_of_an_article(bundled: Made, api: Api) -> None:
    with duckdb.connect(str(bundled.database), read_only=True) as con:
        said = [row[0] for row in con.execute("select evidence_text from deal_reports").fetchall()]
    (run,) = api.runs(bundled.warehouse)
    known = json.dumps([run, api.of("task_runs", run), api.of("artifacts", run), api.ask("logs")], ensure_ascii=False)
    assert said
    assert [sentence for sentence in said if sentence in known] == []


def test_the_summary_says_what_was_found_and_what_to_type_next(bundled: Made) -> None:
    said = bundled.done.out
    assert "New release 0001-" in said
    assert "articles read · 1 quarantined" in said
    assert f'entente sql "select deal_name, stated_value from v_deals" --warehouse {bundled.warehouse}' in said
    assert max(len(line) for line in said.splitlines() if str(bundled.warehouse) not in line) <= 100


def test_nothing_but_the_stages_stands_on_standard_error(bundled: Made) -> None:
    assert bundled.done.err.splitlines()[0] == "Taking in new articles"
    assert [line for line in bundled.done.err.splitlines() if "leaked" in line or "Traceback" in line] == []


def test_the_run_leaves_its_record_and_no_scratch_files(bundled: Made) -> None:
    (run,) = runs_of(bundled.warehouse)
    assert record(run)["result"] == "published"
    assert {path.name for path in run.iterdir()} <= {
        "begun.json",
        "follows.json",
        "manifest.json",
        "run.log",
        "verdict.json",
    }
    assert "publish the release" in (run / "run.log").read_text("utf-8")


def test_a_new_article_changes_no_id_of_other_facts(bundled: Made, entente: Entente, tmp_path: Path) -> None:
    warehouse = copy_of(bundled, tmp_path)
    deliver(warehouse, "ports.md", PORTS)
    done = entente("run", "--warehouse", warehouse)
    assert done.status == 0, done.err
    assert (warehouse / "latest").resolve().name.startswith("0002-")
    assert fact_ids(bundled.release) < fact_ids(warehouse / "latest")


def test_a_replaced_article_takes_the_place_of_the_old_one(small: Made, entente: Entente, tmp_path: Path) -> None:
    warehouse = copy_of(small, tmp_path)
    deliver(warehouse, "ferries.txt", PORTS)
    done = entente("run", "--warehouse", warehouse)
    assert done.status == 0, done.err
    with duckdb.connect(str(warehouse / "latest" / "entente.duckdb"), read_only=True) as con:
        texts = [row[0] for row in con.execute("select raw_text from documents order by file_name").fetchall()]
    assert [("Tema" in text, "Peru" in text) for text in texts] == [(True, False), (False, True)]


@pytest.fixture(scope="module")
def closed(small: Made, entente: Entente, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A run whose release would have lost an article: the ledger was tampered with."""
    warehouse = copy_of(small, tmp_path_factory.mktemp("closed"))
    (warehouse / "inbox" / "fisheries.txt").unlink()
    with closing(sqlite3.connect(warehouse / "ledger.sqlite")) as ledger, ledger:
        ledger.execute("delete from documents where file_name = 'fisheries.txt'")
    return Made(warehouse, entente("run", "--warehouse", warehouse))


def test_a_closed_gate_fails_the_run_and_the_old_release_stays(closed: Made, small: Made, api: Api) -> None:
    assert closed.done.status == 3
    assert content_hashes(closed.release) == content_hashes(small.release)
    assert [path.name for path in (closed.warehouse / "releases").iterdir()] == [small.release.resolve().name]
    (run,) = api.runs(closed.warehouse)
    assert run["state_type"] == "FAILED"


def test_a_closed_gate_is_told_in_a_few_lines_and_kept_at_length(closed: Made) -> None:
    said = closed.done.err.splitlines()
    told = said[next(n for n, line in enumerate(said) if line.startswith("entente: ")) :]
    run = runs_of(closed.warehouse)[-1]
    assert "documents_are_kept" in " ".join(told)
    assert str(run) in " ".join(told)
    assert len(told) <= 8
    assert "Traceback" not in closed.done.err
    assert "Traceback" in (run / "run.log").read_text("utf-8")
    assert (record(run)["result"], record(run)["code"]) == ("failed", "GATE_CLOSED")


def test_a_run_killed_midway_is_made_good_by_the_next(small: Made, entente: Entente, tmp_path: Path) -> None:
    warehouse = copy_of(small, tmp_path)
    whole = shutil.copytree(warehouse, tmp_path / "whole", symlinks=True)
    for place in (warehouse, whole):
        deliver(place, "ports.md", PORTS)
    kill_while_staged(entente, warehouse)
    assert (warehouse / "latest").resolve().name == small.release.resolve().name
    for place in (warehouse, whole):
        assert entente("run", "--warehouse", place).status == 0
    assert content_hashes(warehouse / "latest") == content_hashes(whole / "latest")
    assert not list((warehouse / "releases").glob(".*"))
    assert [record(run)["result"] for run in runs_of(warehouse)] == ["published", "failed", "published"]
    assert not [path for run in runs_of(warehouse) for path in run.iterdir() if path.is_dir()]


def kill_while_staged(entente: Entente, warehouse: Path) -> None:
    """Start a run and kill it outright once it has begun to build a release."""
    run = subprocess.Popen(
        entente.command("run", "--warehouse", warehouse), env=entente.environment(), stderr=subprocess.DEVNULL
    )
    end = time.monotonic() + 120
    while (
        not list((warehouse / "releases").glob(".stage-*/*.parquet")) and time.monotonic() < end and run.poll() is None
    ):
        time.sleep(0.02)
    os.kill(run.pid, signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL
