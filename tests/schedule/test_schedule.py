"""A schedule at a real server with a real worker: one run with new articles, one without, one with a closed gate."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from email import message_from_bytes, policy
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from flows.operate import journal
from flows.operate.journal import Outcome
from flows.publish.lock import run_lock
from tests.conftest import Entente
from tests.flow.conftest import Api
from tests.schedule.conftest import Site, await_, deployments_for, first, living, prefect

INTERVAL = 15.0  # seconds
HAS_ENDED = ("COMPLETED", "FAILED", "CRASHED")


@pytest.fixture(scope="module")
def working(site: Site, api: Api, entente: Entente) -> Iterator[subprocess.Popen[bytes]]:
    """A worker, once it has made its work pool."""
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "entente", "--type", "process"]
    # One that runs, and one that finds the warehouse taken: without a limit a slow machine is filled with those.
    with living([*command, "--limit", "2"], site.environment(entente), site.root / "worker.log") as worker:
        await_(lambda: api.ask("work_pools"), "a work pool", worker)
        yield worker


@pytest.fixture(scope="module")
def deployed(site: Site, working: subprocess.Popen[bytes], entente: Entente) -> Site:
    """The site, its deployments known to the server."""
    prefect(site.environment(entente), "deploy", "--all", "--prefect-file", str(deployments_for(site, INTERVAL)))
    return site


@pytest.fixture(scope="module")
def history(deployed: Site, working: subprocess.Popen[bytes], api: Api) -> list[dict[str, Any]]:
    """Scheduled runs as the server knows them, once the worker has seen the three kinds."""
    warehouse = deployed.warehouse
    await_(lambda: first(warehouse, outcome=Outcome.PUBLISHED), "a release", working)
    # The first may have begun while the release was made, and waited; the worker begins the next one after that.
    await_(lambda: len(unchanged(warehouse)) > 1, "two runs with nothing new", working)
    with run_lock(warehouse):
        shutil.copytree(warehouse, deployed.sound, symlinks=True)
        lose_an_article(deployed)
    await_(lambda: [run for run in scheduled(api) if run["state_type"] == "FAILED"], "a failed run", working)
    tell(api, f"deployments/{deployment(api, 'publish')['id']}/pause_deployment")
    return sorted((run for run in scheduled(api) if run["state_type"] in HAS_ENDED), key=lambda run: run["end_time"])


def unchanged(warehouse: Path) -> list[float]:
    """Seconds that runs with nothing new took."""
    return [one.seconds for one in journal.read(warehouse) if one.outcome is Outcome.UNCHANGED]


def scheduled(api: Api) -> list[dict[str, Any]]:
    """Runs that the server itself has scheduled for the publishing, the oldest first."""
    wanted = deployment(api, "publish")["id"]
    runs = api.ask("flow_runs", sort="START_TIME_ASC")
    return [run for run in runs if run["auto_scheduled"] and run["deployment_id"] == wanted]


def deployment(api: Api, name: str) -> dict[str, Any]:
    (found,) = [one for one in api.ask("deployments") if one["name"] == name]
    return found


def begin(api: Api, name: str, **parameters: Any) -> int:
    """Ask the server for a run of a deployment; returns the status of its answer."""
    one = deployment(api, name)
    return tell(api, f"deployments/{one['id']}/create_flow_run", parameters=one["parameters"] | parameters)


def tell(api: Api, what: str, **body: Any) -> int:
    """The status of the server's answer."""
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{api.address}/{what}", json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def ended(api: Api, name: str) -> dict[str, Any] | None:
    """The run of a deployment that has ended."""
    wanted = deployment(api, name)["id"]
    runs = [run for run in api.ask("flow_runs") if run["deployment_id"] == wanted]
    return next((run for run in runs if run["state_type"] in HAS_ENDED), None)


def lose_an_article(site: Site) -> None:
    """Have the next release lack an article without a word, which the gate does not let pass."""
    (site.inbox / "fisheries.txt").unlink()
    with closing(sqlite3.connect(site.warehouse / "ledger.sqlite")) as ledger, ledger:
        ledger.execute("delete from documents where file_name = 'fisheries.txt'")


def test_the_schedule_has_fired_three_times_at_least(history: list[dict[str, Any]]) -> None:
    names = [run["state_name"] for run in history]
    assert len(history) >= 3
    assert names[0] == "Completed"
    assert {"Nothing new", "Failed"} <= set(names) <= {"Completed", "Nothing new", "Skipped", "Failed"}
    assert names.index("Nothing new") < names.index("Failed")


def test_new_articles_are_published_once(history: list[dict[str, Any]], deployed: Site) -> None:
    published = [one for one in journal.read(deployed.warehouse) if one.outcome is Outcome.PUBLISHED]
    assert [(one.release, one.n_new) for one in published] == [((deployed.warehouse / "latest").resolve().name, 2)]
    assert len(list((deployed.warehouse / "releases").iterdir())) == 1


def test_a_run_with_nothing_new_ends_long_before_one_that_publishes(
    history: list[dict[str, Any]], deployed: Site
) -> None:
    published = first(deployed.warehouse, outcome=Outcome.PUBLISHED)
    assert published is not None
    assert min(unchanged(deployed.warehouse)) < published.seconds / 2  # a busy machine is slow at both


def test_a_closed_gate_is_told_by_one_mail(history: list[dict[str, Any]], deployed: Site) -> None:
    (written,) = deployed.mail.glob("*.eml")
    mail = message_from_bytes(written.read_bytes(), policy=policy.default)
    assert mail["X-Entente-Kind"] == "gate"
    assert "documents_are_kept" in mail.get_content()


def test_the_status_of_the_warehouse_is_an_artifact(history: list[dict[str, Any]], api: Api) -> None:
    quiet = next(run for run in history if run["state_name"] == "Nothing new")
    (artifact,) = api.of("artifacts", quiet)
    assert artifact["key"] == "status"
    assert "| Growth | 2 articles (+2)" in artifact["data"]


def test_the_clean_up_and_the_weekly_check_run_too(
    history: list[dict[str, Any]], working: subprocess.Popen[bytes], api: Api
) -> None:
    wanted = {"full-check": "1 releases and 1 raw texts", "clean-up": "There is nothing to remove."}
    for name in wanted:
        # A busy server's database may be locked for a moment, which it answers with 503.
        await_(lambda name=name: begin(api, name) in (200, 201), f"a {name} that is begun", working)
    for name, told in wanted.items():
        run = await_(partial(ended, api, name), f"the {name}", working)
        assert run["state_type"] == "COMPLETED"
        assert told in "".join(artifact["data"] for artifact in api.of("artifacts", run))


@pytest.mark.parametrize("days", [{"since": "2021-05-01", "until": 7}, {"since": "2021-05-01"}])
def test_a_backfill_without_proper_days_is_refused_by_the_server(
    deployed: Site, api: Api, days: dict[str, str]
) -> None:
    assert begin(api, "backfill", **days) in (409, 422)


def test_status_says_what_happened(history: list[dict[str, Any]], deployed: Site, entente: Entente) -> None:
    done = entente("status", "--warehouse", deployed.warehouse, "--json")
    assert done.status == 0, done.err
    outcomes = [run["outcome"] for run in json.loads(done.out)["runs"]]
    assert {"published", "unchanged", "failed"} <= set(outcomes)


def test_a_watched_inbox_is_served_without_a_server_named(
    history: list[dict[str, Any]], deployed: Site, tmp_path: Path
) -> None:
    site = Site(tmp_path)
    shutil.copytree(deployed.sound, site.warehouse, symlinks=True)
    (site.warehouse / journal.JOURNAL_NAME).unlink()
    command = Entente().command("serve", "--watch", "--warehouse", site.warehouse, "--log", "json")
    environment = site.environment(Entente()) | {"PREFECT_HOME": str(site.warehouse / ".prefect")}
    with living(command, environment, site.root / "serve.log") as serving:
        await_(lambda: journal.read(site.warehouse), "a run at the start", serving)
        (site.inbox / "more.txt").write_text("It rained in Bergen on Tuesday, the weather service said.\n" * 3)
        await_(lambda: len(journal.read(site.warehouse)) > 1, "a run after a change", serving)
        serving.terminate()
        assert serving.wait(60) == 0
    events = [json.loads(line)["event"] for line in (site.root / "serve.log").read_text("utf-8").splitlines()]
    assert (events[0], events[-1]) == ("serving", "stopped")
    assert events.count("run") >= 2
