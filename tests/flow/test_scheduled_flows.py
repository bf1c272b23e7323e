"""The flows of schedules, without a server: what their parameters may be, and the states in which they end."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from prefect.exceptions import ParameterTypeError
from prefect.states import State

from flows import pipeline, tasks
from flows.errors import ConfigurationError, GateClosed, Locked
from flows.ingest.ledger import Ledger
from flows.operate import attend
from flows.operate.timetable import Timetable
from flows.settings import Settings
from tests.flow.conftest import PORTS


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A warehouse and an archive; nothing is shown, and nobody waits."""
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "ports.md").write_text(PORTS)
    monkeypatch.setattr(tasks, "show_status", lambda _: None)
    monkeypatch.setattr(attend, "hush_at_exit", lambda: None)
    monkeypatch.setattr(attend, "patiently", lambda work: work())
    monkeypatch.setattr(attend, "new_articles", lambda _: 1)
    (tmp_path / "warehouse").mkdir()
    return Settings(tmp_path / "warehouse", tmp_path / "archive")


def publishing(monkeypatch: pytest.MonkeyPatch, result: Path | Exception | None) -> list[Settings]:
    """Stands for publishing; returns the settings that it is called with."""
    called: list[Settings] = []

    def publish(settings: Settings) -> Path | None:
        called.append(settings)
        if isinstance(result, Exception):
            raise result
        return result

    monkeypatch.setattr(pipeline, "_publish_new", publish)
    return called


def scheduled(place: Settings) -> str | State[Any] | None:
    return pipeline.publish_on_schedule.fn(str(place.warehouse), str(place.inbox))


def test_a_release_ends_the_run_under_its_name(place: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    publishing(monkeypatch, Path("releases/0001-2021-05-05"))
    assert scheduled(place) == "0001-2021-05-05"


@pytest.mark.parametrize(("result", "name"), [(None, "Nothing new"), (Locked("Another run is under way."), "Skipped")])
def test_a_run_without_a_release_ends_in_a_state_that_says_why(
    place: Settings, monkeypatch: pytest.MonkeyPatch, result: Exception | None, name: str
) -> None:
    publishing(monkeypatch, result)
    state = scheduled(place)
    assert isinstance(state, State)
    assert (state.name, state.is_completed()) == (name, True)


def test_a_closed_gate_fails_the_run(place: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    publishing(monkeypatch, GateClosed("deals: a check failed."))
    with pytest.raises(GateClosed):
        scheduled(place)


def test_a_closed_gate_is_told_by_one_mail(place: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ENTENTE_ALERT_MAIL", str(tmp_path / "mail"))
    publishing(monkeypatch, GateClosed("deals: a check failed."))
    for _ in range(2):
        with pytest.raises(GateClosed):
            scheduled(place)
    (mail,) = (tmp_path / "mail").glob("*-gate.eml")
    assert "deals: a check failed." in mail.read_text()


@pytest.mark.parametrize("wrong", [{"workers": 0}, {"keep_releases": 0}, {"text_column": " "}, {"warehouse": ""}])
def test_a_parameter_that_cannot_be_used_is_named(place: Settings, wrong: dict[str, Any]) -> None:
    parameters = {"warehouse": str(place.warehouse), "inbox": str(place.inbox)} | wrong
    with pytest.raises(ConfigurationError, match=next(iter(wrong))):
        pipeline.publish_on_schedule.fn(**parameters)


@pytest.mark.parametrize("wrong", [{"since": "May"}, {"until": "2021-02-30"}, {"workers": "many"}])
def test_a_parameter_of_another_type_is_refused_by_prefect(place: Settings, wrong: dict[str, Any]) -> None:
    days = {"since": "2021-05-01", "until": "2021-05-31"}
    parameters = {"warehouse": str(place.warehouse), "inbox": str(place.inbox)} | days | wrong
    with pytest.raises(ParameterTypeError, match=next(iter(wrong))):
        pipeline.backfill.validate_parameters(parameters)


def test_a_backfill_takes_in_the_articles_of_its_days(place: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    called = publishing(monkeypatch, None)
    for since, until, n in ((date(2020, 1, 1), date(2020, 12, 31), 0), (date(2022, 9, 1), date(2022, 9, 30), 1)):
        pipeline.backfill.fn(str(place.warehouse), str(place.inbox), since, until)
        with Ledger(place.ledger) as ledger:
            assert len(ledger.documents("accepted")) == n
    assert [list(settings.inbox.iterdir()) for settings in called] == [[], []]


def test_a_backfill_that_ends_before_it_begins_is_refused(place: Settings) -> None:
    with pytest.raises(ConfigurationError, match="lies behind"):
        pipeline.backfill.fn(str(place.warehouse), str(place.inbox), date(2021, 5, 2), date(2021, 5, 1))


def test_each_warehouse_has_a_deployment_of_its_own(tmp_path: Path) -> None:
    names = {pipeline.deployment_name(Settings(tmp_path / name, tmp_path)) for name in ("a", "b", "c%d")}
    assert len(names) == 3
    assert not [name for name in names if "/" in name or "%" in name]


def test_a_cron_expression_that_cannot_be_read_is_refused_with_one_that_can() -> None:
    with pytest.raises(ConfigurationError, match="no cron expression") as refused:
        tasks._schedule(Timetable(cron="every day"))
    assert refused.value.next_step
    assert "0 6 * * 1-5" in refused.value.next_step
