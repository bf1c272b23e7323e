"""The summary: what a person sees, on terminals of any width, whatever the articles say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from flows.report.figures import compact_money, counted
from flows.report.screen import print_summary, short_id
from flows.report.summary import summary, summary_markdown
from flows.settings import Settings


@pytest.fixture(params=[80, 100, 200])
def width(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("COLUMNS", str(request.param))
    return int(request.param)


def test_every_line_of_facts_fits_the_terminal(
    width: int, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    print_summary(settings.latest, is_new=True, quarantined=[])
    lines = [line for line in capsys.readouterr().out.splitlines() if str(settings.warehouse) not in line]
    assert max(map(len, lines)) <= width


def test_it_counts_what_the_release_holds(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(settings.latest, is_new=True, quarantined=[("a.txt", "E_ENC_INVALID", "Not [utf-8].")])
    said = capsys.readouterr().out
    assert "1 article read · 1 quarantined" in said
    assert "2 deals from 1 report · 1 agreement from 0 reports" in said
    assert "1 deal that may be added up: $30M" in said
    assert "E_ENC_INVALID a.txt: Not [utf-8]." in said


def test_markup_of_an_article_is_shown_not_obeyed(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(settings.latest, is_new=True, quarantined=[])
    assert "[bold]ships[/]" in capsys.readouterr().out


def test_a_release_that_is_not_new_is_told_in_short(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(settings.latest, is_new=False, quarantined=[])
    said = capsys.readouterr().out
    assert "Nothing new since release 0001-2021-05-05" in said
    assert "ferries from" not in said
    assert "entente explain deal_aaaaaa" in said


def test_the_summary_in_markdown_breaks_no_table(settings: Settings) -> None:
    lines = summary_markdown(summary(settings.latest)).splitlines()
    (row,) = [line for line in lines if "Eastland" in line]
    assert row.count("|") == 4
    assert "[bold]" not in row


def test_an_id_is_shortened_to_what_explain_takes() -> None:
    assert short_id("agreement_0123456789abcdef") == "agreement_012345"


@pytest.mark.parametrize(("n", "said"), [(0, "0 entities"), (1, "1 entity"), (12345, "12,345 entities")])
def test_a_number_comes_with_its_noun(n: int, said: str) -> None:
    assert counted(n, "entity", "entities") == said


@pytest.mark.parametrize(
    ("amount", "lower", "upper", "said"),
    [
        (None, None, None, "—"),
        ("4850000000", None, None, "$4.85B"),
        (None, "1000000", "2000000", "$1M–$2M"),
        (None, "1000000", None, "≥ $1M"),
        (None, None, "2000000", "≤ $2M"),
    ],
)
def test_money_reads_as_a_person_says_it(amount: str | None, lower: str | None, upper: str | None, said: str) -> None:
    ends = {"amount": amount, "amount_lower": lower, "amount_upper": upper}
    deal = {name: value and Decimal(value) for name, value in ends.items()}
    assert compact_money(deal | {"currency": "USD"}) == said


def test_no_currency_is_no_value() -> None:
    assert compact_money({"amount": None, "amount_lower": None, "amount_upper": None, "currency": None}) == "—"
