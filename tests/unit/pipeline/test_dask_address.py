"""The address of a cluster is looked at before anything large is imported, with or without Dask."""

from __future__ import annotations

import socket
from importlib.machinery import ModuleSpec

import pytest

from flows.commands import dask
from flows.commands.dask import require_answer, scheduler_address
from flows.errors import ConfigurationError


@pytest.fixture
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "find_spec", lambda name: ModuleSpec(name, None))


@pytest.mark.usefixtures("_installed")
@pytest.mark.parametrize("said", ["tcp://127.0.0.1:8786", "tls://scheduler.example:8786", "tcp://[::1]:8786"])
def test_an_address_names_a_protocol_a_host_and_a_port(said: str) -> None:
    assert scheduler_address(said) == said


@pytest.mark.usefixtures("_installed")
@pytest.mark.parametrize(
    "said",
    ["", "scheduler", "scheduler:8786", "tcp://scheduler", "tcp://:8786", "tcp://host:port", "tcp://host:99999"]
    + ["http://host:8786", "ws://host:8786", "tcp://host:8786/path", "tcp://me:secret@host:8786", "tcp://[::1:8786"],
)
def test_anything_else_is_refused_with_an_example(said: str) -> None:
    with pytest.raises(ConfigurationError, match="Write it as tcp://host:8786"):
        scheduler_address(said)


def test_without_an_address_dask_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "find_spec", lambda name: pytest.fail("asked for"))
    assert scheduler_address(None) is None


def test_without_dask_its_installation_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match=r"Dask is not installed. pip install 'entente\[dask\]'"):
        scheduler_address("tcp://127.0.0.1:8786")


def test_where_nothing_listens_the_run_ends_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        require_answer(address)
    with pytest.raises(ConfigurationError, match="No Dask scheduler answers at .*refused.*dask scheduler"):
        require_answer(address)
