"""Alerts: what gives rise to one, when it is told again, and by which ways."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows.errors import ConfigurationError, GateClosed
from flows.ingest.ledger import Ledger
from flows.operate import alerts as alerting
from flows.operate import channels, journal
from flows.operate.alerts import Alert, Alerts, due, from_environment, remember
from flows.operate.channels import alert, tell
from flows.operate.journal import Attempt, Outcome
from flows.settings import Settings

SECRET = "T0ken"
GATE = GateClosed("deals: documents_are_kept failed.")
NEWS = Alert("gate", "The gate is closed", "deals: a check failed.")


@pytest.fixture
def place(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "warehouse", tmp_path / "inbox")


@pytest.fixture(autouse=True)
def nobody_is_told(place: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A warehouse, and an environment that names nobody to tell."""
    place.raw.mkdir(parents=True)
    for name in [name for name in os.environ if name.startswith(alerting.PREFIX)]:
        monkeypatch.delenv(name)


def attempt(outcome: Outcome, code: str | None = None) -> Attempt:
    return Attempt(journal.now(), 1.0, outcome, code=code)


FAILED = attempt(Outcome.FAILED, GateClosed.code)


def kinds(place: Settings, alerts: Alerts, of: Attempt, error: BaseException | None = None) -> list[str]:
    """Kinds of the alerts that are due; they count as told."""
    found = due(place, alerts, of, error)
    remember(place, alerts, of, found)
    return [one.kind for one in found]


def refuse(place: Settings, n: int) -> None:
    with Ledger(place.ledger) as ledger:
        for number in range(n):
            ledger.quarantine(f"{number}.txt", None, "E_EMPTY", "no text")


def test_a_closed_gate_is_told_with_its_reason(place: Settings) -> None:
    (one,) = due(place, Alerts(), FAILED, GATE)
    assert one.kind == "gate"
    assert "documents_are_kept" in one.text


def test_another_failure_is_told_by_its_code(place: Settings) -> None:
    (one,) = due(place, Alerts(), attempt(Outcome.FAILED, "E_PUBLISH"), OSError("full"))
    assert (one.kind, "E_PUBLISH" in one.subject) == ("failed", True)


@pytest.mark.parametrize("outcome", [Outcome.PUBLISHED, Outcome.UNCHANGED, Outcome.SKIPPED])
def test_a_run_that_went_well_is_no_news(place: Settings, outcome: Outcome) -> None:
    assert kinds(place, Alerts(quarantine=1, silence=timedelta(hours=1)), attempt(outcome)) == []


def test_what_lasts_is_told_once_a_day(place: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kinds(place, Alerts(), FAILED, GATE) == ["gate"]
    assert kinds(place, Alerts(), FAILED, GATE) == []
    monkeypatch.setattr(alerting, "AGAIN", timedelta())
    assert kinds(place, Alerts(), FAILED, GATE) == ["gate"]


def test_what_comes_back_is_told_at_once(place: Settings) -> None:
    assert kinds(place, Alerts(), FAILED, GATE) == ["gate"]
    assert kinds(place, Alerts(), attempt(Outcome.PUBLISHED)) == []
    assert kinds(place, Alerts(), FAILED, GATE) == ["gate"]


def test_refused_inputs_are_counted_from_the_last_alert_on(place: Settings) -> None:
    well = attempt(Outcome.UNCHANGED)
    refuse(place, 2)
    assert kinds(place, Alerts(quarantine=3), well) == []
    refuse(place, 4)
    assert kinds(place, Alerts(quarantine=3), well) == ["quarantine"]
    assert kinds(place, Alerts(quarantine=3), well) == []
    refuse(place, 7)
    assert kinds(place, Alerts(quarantine=3), well) == ["quarantine"]


def test_silence_is_told_until_an_article_comes(place: Settings) -> None:
    well, alerts = attempt(Outcome.UNCHANGED), Alerts(silence=timedelta(hours=12))
    article = place.raw / "aa"
    article.touch()
    assert kinds(place, alerts, well) == []
    os.utime(article, (article.stat().st_atime, article.stat().st_mtime - 13 * 3600))
    assert kinds(place, alerts, well) == ["silence"]
    assert kinds(place, alerts, well) == []
    (place.raw / "bb").touch()
    assert kinds(place, alerts, well) == []


def test_a_warehouse_without_an_article_is_not_silent_yet(place: Settings) -> None:
    assert kinds(place, Alerts(silence=timedelta(hours=1)), attempt(Outcome.UNCHANGED)) == []


def test_what_is_remembered_holds_no_words_of_an_alert(place: Settings) -> None:
    kinds(place, Alerts(), FAILED, GateClosed("secret.txt: a check failed."))
    assert "secret" not in (place.warehouse / alerting.MEMORY_NAME).read_text()


def test_the_environment_says_whom_to_tell() -> None:
    said = {
        "COMMAND": "notify x",
        "WEBHOOK": "https://h/x",
        "MAIL": "/m",
        "QUARANTINE": "5",
        "SILENCE": "12h",
        "TO": "",
    }
    alerts = from_environment({f"ENTENTE_ALERT_{name}": value for name, value in said.items()} | {"HOME": "/root"})
    assert alerts == Alerts("notify x", "https://h/x", Path("/m"), "root@localhost", 5, timedelta(hours=12))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEBHOOK", f"ftp://host/{SECRET}"),
        ("WEBHOOK", f"file:///{SECRET}"),
        ("WEBHOOK", SECRET),
        ("QUARANTINE", "0"),
        ("QUARANTINE", "many"),
        ("SILENCE", "soon"),
        ("WEBHOKK", "https://host"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_without_its_secret(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        from_environment({f"ENTENTE_ALERT_{name}": value})
    assert refused.value.next_step
    assert SECRET not in str(refused.value)


def test_an_address_is_not_shown() -> None:
    assert SECRET not in repr(Alerts(webhook=f"https://host/{SECRET}"))


def test_a_command_is_given_the_alert(place: Settings, tmp_path: Path) -> None:
    out = tmp_path / "told by a command.json"
    program = f"import os, sys; open({str(out)!r}, 'w').write(os.environ['ENTENTE_KIND'] + sys.stdin.read())"
    assert tell(place, Alerts(command=f'"{sys.executable}" -c "{program}"'), NEWS)
    told = out.read_text()
    assert told.startswith("gate{")
    assert json.loads(told.removeprefix("gate"))["subject"] == NEWS.subject


def test_a_mail_is_written_whole(place: Settings, tmp_path: Path) -> None:
    assert tell(place, Alerts(mail=tmp_path / "mail", to="desk@example.org"), NEWS)
    (written,) = (tmp_path / "mail").iterdir()
    mail = message_from_bytes(written.read_bytes(), policy=policy.default)
    assert (mail["To"], mail["Subject"]) == ("desk@example.org", "[entente] The gate is closed")
    assert NEWS.text in mail.get_content()
    assert written.suffix == ".eml"


class Hook(BaseHTTPRequestHandler):
    """Takes what is posted to `/`; sends everything else on to `/away`."""

    taken: list[tuple[str, dict[str, Any]]] = []

    def do_POST(self) -> None:  # noqa: N802 - named by the library
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.taken.append((self.path, body))
        self.send_response(200 if self.path == "/" else 302)
        self.send_header("Location", "/")
        self.end_headers()

    do_GET = do_POST  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Address of a webhook on this machine."""
    monkeypatch.setattr(Hook, "taken", [])
    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_webhook_is_posted_the_alert(place: Settings, hook: str) -> None:
    assert tell(place, Alerts(webhook=hook), NEWS)
    ((_, told),) = Hook.taken
    assert (told["kind"], told["text"]) == ("gate", f"{NEWS.subject}. {NEWS.text}")


def test_a_webhook_that_points_elsewhere_is_not_followed(place: Settings, hook: str) -> None:
    assert not tell(place, Alerts(webhook=f"{hook}away"), NEWS)
    assert [path for path, _ in Hook.taken] == ["/away"]


@pytest.mark.parametrize("address", [f"http://127.0.0.1:1/{SECRET}", f"http://127.0.0.1:bad/{SECRET}"])
def test_a_webhook_that_fails_is_logged_without_its_address(
    place: Settings, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert not tell(place, Alerts(webhook=address), NEWS)
    assert "webhook failed" in caplog.text
    assert SECRET not in caplog.text


def test_a_command_that_fails_is_logged_without_its_words(place: Settings, caplog: pytest.LogCaptureFixture) -> None:
    assert not tell(place, Alerts(command=f"no-such-program --token {SECRET}"), NEWS)
    assert not tell(place, Alerts(command=f'"{sys.executable}" -c "exit(3)" {SECRET}'), NEWS)
    assert "CalledProcessError 3" in caplog.text
    assert SECRET not in caplog.text


def test_one_way_that_works_is_enough(place: Settings, tmp_path: Path) -> None:
    assert tell(place, Alerts(command="no-such-program", mail=tmp_path / "mail"), NEWS)
    assert len(list((tmp_path / "mail").iterdir())) == 1


def test_an_alert_that_nobody_got_is_told_again(place: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_ALERT_COMMAND", "no-such-program")
    alert(place, FAILED, GATE)
    assert [one.kind for one in due(place, Alerts(), FAILED, GATE)] == ["gate"]


def test_an_alert_never_fails_a_run(
    place: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(channels, "tell", broken)
    alert(place, FAILED, GATE)
    assert "could not be told" in caplog.text
