"""The prompt of `entente sql`: what it completes, what Enter does, and that a slip does not end it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from flows.commands.prompt import Names, SqlCompleter, history, is_complete, prompt
from flows.report.release import open_release
from flows.settings import Settings


@pytest.fixture
def completer(settings: Settings) -> SqlCompleter:
    with open_release(settings.latest) as con:
        return SqlCompleter(Names.of(con))


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def completed(completer: SqlCompleter, before: str, after: str = "") -> list[str]:
    document = Document(before + after, len(before))
    return [found.text for found in completer.get_completions(document, CompleteEvent())]


def test_tables_stand_after_from(completer: SqlCompleter) -> None:
    assert completed(completer, "select 1 from deal_") == [
        "deal_goods",
        "deal_parties",
        "deal_report_parties",
        "deal_reports",
    ]


def test_columns_are_those_of_the_tables_that_the_query_names(completer: SqlCompleter) -> None:
    assert completed(completer, "select amount_", " from deals") == [
        "amount_minor",
        "amount_lower",
        "amount_upper",
        "amount_usd",
    ]
    assert "amount_usd" not in completed(completer, "select amount_", " from agreements")


def test_columns_stand_after_the_name_of_their_table(completer: SqlCompleter) -> None:
    assert completed(completer, "select deals.stak", " from deals") == ["stake_pct"]


def test_keywords_are_completed_too(completer: SqlCompleter) -> None:
    assert "where" in completed(completer, "from deals whe")


def test_a_name_comes_with_what_it_means() -> None:
    completer = SqlCompleter(Names({"deals": "One deal\nin the world."}, {"deals": {}}, []))
    (found,) = completer.get_completions(Document("from de"), CompleteEvent())
    assert found.display_meta_text == "One deal in the world."


@pytest.mark.parametrize(
    ("typed", "is_sent"), [("", True), (".tables", True), ("from deals;", True), ("from deals", False)]
)
def test_enter_sends_a_query_that_ends(typed: str, is_sent: bool) -> None:
    assert is_complete(typed) is is_sent


def test_history_is_for_the_user_alone(state: Path) -> None:
    history().append_string("from deals;")
    assert list(history().load_history_strings()) == ["from deals;"]
    assert stat.S_IMODE((state / "entente" / "sql_history").stat().st_mode) == 0o600


def test_without_a_place_for_it_history_is_kept_in_mind(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state.write_text("in the way")
    history().append_string("from deals;")
    assert state.read_text() == "in the way"


def typed_into(prompted: Settings, keys: str) -> None:
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):
        keyboard.send_text(keys)
        prompt(prompted, "csv", seconds=60)


def test_queries_are_answered_until_the_person_leaves(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    typed_into(settings, "select n_reports\nfrom deals limit 1;\n.quit\n")
    assert capsys.readouterr().out.splitlines()[1:] == ["n_reports", "1"]


def test_a_slip_is_told_and_the_prompt_goes_on(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    typed_into(settings, "selekt;\n.tables\n\x04")
    said = capsys.readouterr()
    assert "cannot read the query" in said.err
    assert "deal_reports" in said.out
