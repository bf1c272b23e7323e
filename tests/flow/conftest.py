"""Questions to the Prefect server, and warehouses to go on from."""

from __future__ import annotations

import json
import shutil
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Entente, Made, released
from tests.once import Run

FERRIES = """\
Norland to buy ferries
By Anna Holm
Northern Courier, 3 May 2021

BERGEN - Norway agreed on Monday to buy four ferries from Italy for $80 million, the Norwegian transport ministry said.

The ferries will be built by Fincantieri and delivered in 2023, the ministry added.
"""
FISHERIES = """\
Chile and Peru sign fisheries agreement
Pacific Herald, 6 May 2021

LIMA - Chile and Peru signed an agreement on fisheries in Lima on Wednesday, the Peruvian foreign ministry said.

The agreement enters into force next year.
"""
PORTS = """\
---
title: Ghana borrows for its harbour
published: 2022-09-14
source: Accra Ledger
---
ACCRA - The African Development Bank lent Ghana $120 million on Tuesday to deepen the harbour of Tema.

The loan was signed in Accra by the finance minister. It is to be paid back over twenty years.
"""
STAGES = {
    "accept new articles",
    "read deals and agreements",
    "resolve entities and facts",
    "load the staged release",
    "set misread rows aside",
    "check the staged release",
    "publish the release",
    "summarise the release",
}


@dataclass(frozen=True)
class Api:
    """The server's record of flow runs."""

    address: str

    def ask(self, what: str, **body: Any) -> list[dict[str, Any]]:
        request = urllib.request.Request(
            f"{self.address}/{what}/filter", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            found: list[dict[str, Any]] = json.load(answer)
        return found

    def runs(self, warehouse: Path) -> list[dict[str, Any]]:
        """Flow runs for a warehouse, the newest first."""
        runs = self.ask("flow_runs", sort="START_TIME_DESC")
        return [run for run in runs if run["parameters"].get("warehouse") == str(warehouse)]

    def of(self, what: str, run: dict[str, Any]) -> list[dict[str, Any]]:
        """Task runs or artifacts of a flow run."""
        return self.ask(what, flow_runs={"id": {"any_": [run["id"]]}})


@pytest.fixture(scope="session")
def api(prefect_server: str) -> Api:
    return Api(prefect_server)


@pytest.fixture(scope="session")
def entente(prefect_server: str) -> Entente:
    """The command line at the test session's server."""
    return Entente(prefect_server)


@pytest.fixture(scope="session")
def small(entente: Entente, this_run: Run) -> Iterator[Made]:
    """A release of two short articles. Only read it; copy it to go on."""

    def deliver(inbox: Path) -> None:
        inbox.mkdir(parents=True)
        (inbox / "ferries.txt").write_text(FERRIES, "utf-8")
        (inbox / "fisheries.txt").write_text(FISHERIES, "utf-8")

    yield from released("small", deliver, this_run, entente)


def copy_of(made: Made, folder: Path) -> Path:
    """A copy of a warehouse; its inbox keeps its times, so nothing in it is news."""
    return shutil.copytree(made.warehouse, folder / "warehouse", symlinks=True)


def deliver(warehouse: Path, name: str, text: str) -> None:
    """Put an article into the inbox of a warehouse."""
    (warehouse / "inbox" / name).write_text(text, "utf-8")
