"""A whole run under strace: nothing but the loopback interface is spoken to (RELIABILITY F37, F38)."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fault.forked import PROJECT, environment

CALL = re.compile(r"(?:connect|sendto|sendmsg)\(.*sin6?_addr=inet_(?:addr|pton)\((?:AF_INET6?, )?\"([0-9a-f.:]+)\"")
LOOPBACK = re.compile(r"127\.|::1$|::ffff:127\.")


LOOPBACK_UP = """
import fcntl, os, socket, struct, sys
with socket.socket() as any_socket:
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", 0x1 | 0x40))  # SIOCSIFFLAGS: up, running
os.execv(sys.executable, [sys.executable, "-m", "flows.cli", *sys.argv[1:]])
"""


def test_a_run_needs_no_network(tmp_path: Path) -> None:
    """Where there is none but the loopback interface (F37)."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-n", "true"], capture_output=True, check=False).returncode:
        pytest.skip("a network of one's own needs root and unshare")
    inbox = tmp_path / "w" / "inbox"
    inbox.mkdir(parents=True)
    shutil.copy(next((PROJECT / "tests" / "golden" / "articles" / "docs").glob("*.txt")), inbox)
    command = [unshare, "-n", sys.executable, "-c", LOOPBACK_UP, "run", "--warehouse", str(tmp_path / "w")]
    kept = {name: value for name, value in environment().items() if not name.startswith("PREFECT_API")}
    done = subprocess.run(command, cwd=PROJECT, env=kept, capture_output=True, text=True, timeout=570, check=False)
    assert done.returncode == 0, done.stderr[-800:]


def test_no_run_speaks_to_anyone_but_this_machine(strace: str, tmp_path: Path) -> None:
    inbox = tmp_path / "w" / "inbox"
    inbox.mkdir(parents=True)
    shutil.copy(next((PROJECT / "tests" / "golden" / "articles" / "docs").glob("*.txt")), inbox)
    log = tmp_path / "calls.log"
    trace = (strace, "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect,sendto,sendmsg", "-o", str(log))
    command = [*trace, sys.executable, "-m", "flows.cli", "run", "--warehouse", str(tmp_path / "w"), "--workers", "1"]
    kept = {name: value for name, value in environment().items() if not name.startswith("PREFECT_API")}
    done = subprocess.run(command, cwd=PROJECT, env=kept, capture_output=True, text=True, timeout=570, check=False)
    assert done.returncode == 0, done.stderr[-800:]
    spoken_to = set(CALL.findall(log.read_text("utf-8", "replace")))
    print(f"spoken to: {sorted(spoken_to)}")
    assert spoken_to, "not even the local Prefect server was seen: the trace has missed the calls"
    assert {address for address in spoken_to if not LOOPBACK.match(address)} == set()
