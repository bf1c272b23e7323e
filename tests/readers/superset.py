"""Apache Superset on this machine, spoken to through its API."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import free_port
from tests.readers.conftest import BUILD

PROGRAM = BUILD / "superset" / "bin" / "superset"
PASSWORD = secrets.token_urlsafe()
PATIENCE = 300.0  # seconds for the server to start on a busy machine; it takes 20

CONFIG = """
SECRET_KEY = {secret!r}
SQLALCHEMY_DATABASE_URI = "sqlite:///{home}/superset.db"
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
"""


@dataclass(frozen=True)
class Superset:
    """A running server and the token to speak to it."""

    address: str
    token: str | None = None

    def ask(self, method: str, path: str, content: object = None) -> Any:
        """What the API answers; an error says what it complains of."""
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {self.token}"} if self.token else {}
        )
        data = None if content is None else json.dumps(content).encode()
        asked = urllib.request.Request(f"{self.address}/api/v1/{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(asked, timeout=120) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read().decode()[:1000]}") from error

    def add(self, kind: str, **content: object) -> int:
        """The id of a new thing."""
        return int(self.ask("POST", f"{kind}/", content)["id"])


@contextmanager
def serving(home: Path) -> Iterator[Superset]:
    """A server with its own records below `home`, and one user, `analyst`."""
    config = home / "superset_config.py"
    config.write_text(CONFIG.format(secret=secrets.token_urlsafe(48), home=home))
    environment = os.environ | {
        "SUPERSET_CONFIG_PATH": str(config),
        "SUPERSET_HOME": str(home),
        "FLASK_APP": "superset",
    }
    user = ["--username", "analyst", "--firstname", "An", "--lastname", "Analyst", "--email", "analyst@example.org"]
    for step in (["db", "upgrade"], ["fab", "create-admin", *user, "--password", PASSWORD], ["init"]):
        subprocess.run([PROGRAM, *step], env=environment, check=True, capture_output=True)
    port = free_port()
    with (home / "server.log").open("wb") as log:
        command = [PROGRAM, "run", "--port", str(port), "--with-threads"]
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            yield _entered(Superset(f"http://127.0.0.1:{port}"), server)
        finally:
            server.terminate()
            server.wait(30)


def _entered(superset: Superset, server: subprocess.Popen[bytes]) -> Superset:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{superset.address}/health", timeout=5):
                break
        except OSError:
            time.sleep(0.5)
    entry = {"username": "analyst", "password": PASSWORD, "provider": "db"}
    return Superset(superset.address, superset.ask("POST", "security/login", entry)["access_token"])
