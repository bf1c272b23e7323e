"""An inbox listed by a process of its own: what it says, and that nothing of it is left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flows.ingest.inbox import folders

# In a program of its own, for a test run may have threads.
PROGRAM = """
import json, os, sys, threading
from pathlib import Path
from flows.ingest.listing import Listing
{before}
listing = Listing(Path(sys.argv[1]))
print(json.dumps({ask}))
try:
    print(os.waitpid(-1, os.WNOHANG))
except ChildProcessError:
    print("no child")
"""
ASKED = "listing.seals()"


def said(inbox: Path, ask: str = ASKED, before: str = "") -> list[str]:
    program = PROGRAM.format(ask=ask, before=before)
    done = subprocess.run([sys.executable, "-c", program, str(inbox)], check=True, capture_output=True, text=True)
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    for name in ("a.txt", "may/b.txt", "may/june/c.txt"):
        path = tmp_path / "inbox" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "inbox"


def test_it_tells_the_seal_of_every_folder(inbox: Path) -> None:
    seals, left = said(inbox, "sorted(listing.seals().items())")
    assert seals == str(sorted([f.name, f.seal] for f in folders(inbox))).replace("'", '"')
    assert left == "no child"


def test_it_can_be_larger_than_a_pipe_holds(inbox: Path) -> None:
    for n in range(1000):
        (inbox / f"{n:04}").mkdir()
    assert said(inbox, "len(listing.seals())") == ["1003", "no child"]


@pytest.mark.parametrize("ask", ["listing.close()", "[listing.seals(), listing.seals(), listing.close()][1]"])
def test_it_leaves_no_process(inbox: Path, ask: str) -> None:
    assert said(inbox, ask) == ["null", "no child"]


def test_what_cannot_be_listed_is_told_by_nobody(tmp_path: Path) -> None:
    assert said(tmp_path / "none") == ["null", "no child"]


def test_where_there_are_threads_there_is_no_fork(inbox: Path) -> None:
    assert said(inbox, before="threading.Timer(1, print).start()")[:2] == ["null", "no child"]
