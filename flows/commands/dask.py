"""The address of a Dask cluster, looked at before anything large is imported."""

from __future__ import annotations

import socket
from importlib.util import find_spec
from urllib.parse import urlsplit

from flows.errors import ConfigurationError

REACH_SECONDS = 5.0


def scheduler_address(said: str | None) -> str | None:
    """The address of a scheduler as it was said, or None where none was.

    Raises:
        ConfigurationError: it is none, or Dask is not installed.
    """
    if said is None:
        return None
    try:
        place = urlsplit(said)
        is_address = place.scheme in {"tcp", "tls"} and bool(place.hostname and place.port)
        is_address = is_address and not (place.path or place.query or place.fragment or place.username)
    except ValueError:
        is_address = False
    if not is_address:
        raise ConfigurationError(
            f"{said!r} is no address of a Dask scheduler.",
            next_step="Write it as tcp://host:8786, or tls://host:8786 where the cluster is encrypted.",
        )
    if find_spec("prefect_dask") is None:
        raise ConfigurationError("Dask is not installed.", next_step="pip install 'entente[dask]'")
    return said


def require_answer(address: str) -> None:
    """Return if something listens at a scheduler's address; whether it is one, the run finds out.

    Raises:
        ConfigurationError: nothing does.
    """
    place = urlsplit(address)
    try:
        socket.create_connection((place.hostname or "", place.port or 0), REACH_SECONDS).close()
    except OSError as error:
        raise ConfigurationError(
            f"No Dask scheduler answers at {address}: {error.strerror or error}.",
            next_step="Start one with `dask scheduler`, and workers with `dask worker`, or leave --dask out.",
        ) from None
