"""What must close the gate, through the real process: broken, empty, edited and crashing checks, lost answers."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.check import CheckResult, Gate, Verdict
from flows.check.declared import Sources
from flows.check.request import Request
from flows.errors import CheckCrashed, ConfigurationError, GateClosed
from flows.model.vocabulary.runs import CheckOutcome

Rows = dict[str, list[dict[str, Any]]]
Judge = Callable[[Request], list[CheckResult]]


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    """A copy of all hand-written checks, to be spoiled."""
    copies = Sources(tmp_path / "expectations", tmp_path / "checks")
    shutil.copytree(Sources().expectations, copies.expectations)
    shutil.copytree(Sources().queries, copies.queries)
    return copies


@pytest.fixture(scope="module")
def staged(
    tmp_path_factory: pytest.TempPathFactory, sound_rows: Callable[[], Rows], write_stage: Callable[..., Path]
) -> Path:
    return write_stage(sound_rows(), tmp_path_factory.mktemp("closed") / "staged")


SUITE = "name: deals\ndeclared: {declared}\nexpectations: {expectations}\n"
FINE = '{type: expect_table_row_count_to_be_between, kwargs: {min_value: 0}, severity: warning, meta: {reason: "x"}}'


@pytest.mark.parametrize(
    "text",
    [
        "name: deals\nexpectations: [",
        "",
        "[]",
        SUITE.format(declared=0, expectations="[]"),
        SUITE.format(declared=2, expectations=f"[{FINE}]"),
        SUITE.format(declared=1, expectations=f"[{FINE.replace('warning', 'fatal')}]"),
        SUITE.format(declared=1, expectations=f"[{FINE.replace('reason', 'raison')}]"),
        SUITE.format(declared=1, expectations=f"[{FINE}]").replace("name: deals", "name: dills"),
        SUITE.format(declared=1, expectations=f"[{FINE}]") + "extra: 1\n",
    ],
    ids=["broken", "blank", "list", "empty", "short", "severity", "no reason", "other name", "unknown key"],
)
def test_a_suite_that_cannot_be_used_starts_no_gate(sources: Sources, text: str) -> None:
    (sources.expectations / "deals.yml").write_text(text)
    with pytest.raises(ConfigurationError, match=r"deals\.yml"):
        Gate(sources)


def test_a_suite_for_no_table_starts_no_gate(sources: Sources) -> None:
    text = (sources.expectations / "deals.yml").read_text().replace("name: deals", "name: dreams")
    (sources.expectations / "dreams.yml").write_text(text)
    with pytest.raises(ConfigurationError, match="dreams"):
        Gate(sources)


@pytest.mark.parametrize("folder", ["expectations", "queries"])
def test_no_checks_at_all_start_no_gate(sources: Sources, folder: str, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    spoiled = {"expectations": sources.expectations, "queries": sources.queries} | {folder: empty}
    with pytest.raises(ConfigurationError):
        Gate(Sources(**spoiled))


def test_a_query_without_a_reason_starts_no_gate(sources: Sources) -> None:
    path = sources.queries / "deals_add_up_once.sql"
    path.write_text(path.read_text().replace("-- reason:", "-- because:"))
    with pytest.raises(ConfigurationError, match="reason"):
        Gate(sources)


@pytest.fixture(scope="module")
def opened(staged: Path) -> Verdict:
    """What the real process says of the sound release."""
    with Gate() as gate:
        return gate.judge(staged)


def test_a_sound_release_opens_the_gate(opened: Verdict) -> None:
    opened.require_open()
    assert opened.counts[CheckOutcome.PASSED] > 150


@pytest.mark.parametrize("is_asked", [True, False], ids=["that has judged", "that was not asked"])
def test_a_gate_leaves_no_folder_behind(
    staged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_asked: bool
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Gate() as gate:
        assert [path.name[:13] for path in tmp_path.iterdir()] == ["entente-gate-"]
        if is_asked:
            gate.judge(staged)
    assert list(tmp_path.iterdir()) == []


def test_a_suite_edited_during_the_run_closes_the_gate(sources: Sources, staged: Path) -> None:
    gate = Gate(sources)
    path = sources.expectations / "deals.yml"
    path.write_text(path.read_text().replace("severity: critical", "severity: warning", 1))
    with gate, pytest.raises(CheckCrashed, match="not the checks that were declared"):
        gate.judge(staged)


def test_a_raising_check_and_an_unknown_one_crash_and_close_the_gate(
    sources: Sources, judge: Judge, staged: Path
) -> None:
    (sources.queries / "deals_add_up_once.sql").write_text(
        "-- grain: x\n-- suite: deals\n-- severity: warning\n-- reason: x\nselect no_such_column from deals\n"
    )
    unknown = FINE.replace("expect_table_row_count_to_be_between", "expect_miracles")
    (sources.expectations / "deals.yml").write_text(SUITE.format(declared=1, expectations=f"[{unknown}]"))
    verdict = Verdict(tuple(judge(Request(staged, sources=sources))))
    crashed = {result.expectation for result in verdict.results if result.outcome == CheckOutcome.CRASHED}
    assert {"deals_add_up_once", "expect_miracles"} <= crashed
    with pytest.raises(CheckCrashed, match="could not be evaluated"):
        verdict.require_open()


def test_a_failed_check_closes_the_gate_and_names_rule_and_key(
    tmp_path: Path, judge: Judge, sound_rows: Callable[[], Rows], write_stage: Callable[..., Path]
) -> None:
    rows = sound_rows()
    rows["deals"][0]["n_reports"] = 5
    verdict = Verdict(tuple(judge(Request(write_stage(rows, tmp_path / "staged")))))
    with pytest.raises(GateClosed, match=r"deals_count_their_reports \(1 unexpected, for example deal_1\)"):
        verdict.require_open()


def test_a_warning_is_recorded_and_leaves_the_gate_open(opened: Verdict) -> None:
    opened.require_open()
    assert {result.column for result in opened.warnings} == {"title"}


def test_a_missing_table_crashes_its_checks(tmp_path: Path, judge: Judge, staged: Path) -> None:
    broken = tmp_path / "staged"
    shutil.copytree(staged.parent, broken)
    with duckdb.connect(str(broken / staged.name)) as con:
        con.execute("drop table conflicts")
    verdict = Verdict(tuple(judge(Request(broken / staged.name))))
    assert {r.outcome for r in verdict.results if r.suite == "conflicts"} == {"crashed"}


def test_a_database_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "entente.duckdb").write_bytes(b"not a database" * 400)
    with Gate() as gate, pytest.raises(CheckCrashed, match="could not be run"):
        gate.judge(tmp_path / "entente.duckdb")


def test_a_killed_gate_crashes_and_leaves_no_process(staged: Path) -> None:
    gate = Gate().start()
    process = gate._process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    with pytest.raises(CheckCrashed, match="died"):
        gate.judge(staged)
    assert process.returncode == -signal.SIGKILL


def test_a_gate_that_never_gets_ready_is_given_up(staged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.check.gate.START_SECONDS", 0.0)
    gate = Gate().start()
    process = gate._process
    assert process is not None
    with pytest.raises(CheckCrashed, match="no answer"):
        gate.judge(staged)
    assert process.returncode == -signal.SIGKILL
