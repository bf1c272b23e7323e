"""`python -m tests.mutants.mutants`: breaks one guard at a time in a copy of the tree; a named test must notice.

Each mutant is a replacement in one file; it is caught if its tests, which pass on the untouched copy, fail. Prints a
line a mutant and ends with status 1 if one survives. `python -m tests.mutants.mutants NAME …` tries some only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
COPIED = ("flows", "sql", "expectations", "tests", "pyproject.toml")


@dataclass(frozen=True)
class Mutant:
    """A guard, and what breaks it."""

    name: str
    file: str
    old: str
    new: str
    test: str


MUTANTS = (
    Mutant(
        "a file is not flushed before it is named",
        "flows/publish/release.py",
        "        sync_file(path)\n",
        "        pass\n",
        "tests/unit/publish/test_order.py",
    ),
    Mutant(
        "the directory is flushed after the commit only",
        "flows/publish/release.py",
        "        stage.rename(release)\n        sync_directory(releases)\n",
        "        stage.rename(release)\n",
        "tests/unit/publish/test_order.py",
    ),
    Mutant(
        "hashes are not compared again before publishing",
        "flows/publish/release.py",
        "    manifest.require_same(stage, expected, found)\n",
        "",
        "tests/unit/publish/test_release.py",
    ),
    Mutant(
        "tables kept between runs are taken as they lie",
        "flows/resolve/kept.py",
        "(what := damage_since(base))",
        "(what := None)",
        "tests/unit/pipeline/test_resolving.py::test_what_was_cut_off_or_lost_is_made_anew",
    ),
    Mutant(
        "what was found new in one file is taken for what is new in another",
        "flows/check/fresh.py",
        "== [tuple(_identity(database))]",
        "!= []",
        "tests/checks/test_fresh_rows.py::test_what_was_taken_from_another_file_or_one_that_changed_since_is_not_used",
    ),
    Mutant(
        "what a changed document told before is not judged again",
        "flows/check/fresh.py",
        " or {alias}.doc_id in (from changed)",
        "",
        "tests/unit/load/test_further.py::test_what_is_written_on_top_is_told",
    ),
    Mutant(
        "a file of another form is published as it is staged",
        "flows/contract/final.py",
        "path.is_file() and footer(table).items() <= pl.read_parquet_metadata(path).items()",
        "path.is_file()",
        "tests/unit/contract/test_final.py",
    ),
    Mutant(
        "checks that no row answers by itself are asked of new rows only",
        "flows/check/fresh.py",
        "    if not tables <= NARROWED:\n",
        "    if not tables:\n",
        "tests/checks/test_fresh_rows.py::test_what_no_row_answers_by_itself_is_asked_of_all",
    ),
    Mutant(
        "what came late beside kept tables is taken as it lies",
        "flows/resolve/kept.py",
        "(what := damage_since(late))",
        "(what := None)",
        "tests/unit/resolve/test_keeping.py::test_late_rows_that_are_damaged_are_resolved_once_more",
    ),
    Mutant(
        "a closed gate is not asked",
        "flows/check/gate.py",
        "        if self.closed_by:\n            raise GateClosed(",
        "        if False:\n            raise GateClosed(",
        "tests/checks/test_closed_gate.py::test_a_failed_check_closes_the_gate_and_names_rule_and_key",
    ),
    Mutant(
        "the gate counts no checks",
        "flows/check/gate.py",
        " or counted != Counter(declared_counts)",
        "",
        "tests/unit/check/test_lost_checks.py",
    ),
    Mutant(
        "rows are written in any order",
        "flows/load/parquet.py",
        '" order by " + key + ")"',
        '" order by hash(" + key.split(" ")[0] + "))"',
        "tests/unit/load/test_row_order.py",
    ),
    Mutant(
        "nobody holds the lock",
        "flows/publish/lock.py",
        "        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)\n",
        "        pass\n",
        "tests/unit/publish/test_lock.py",
    ),
    Mutant(
        "refused bytes are dropped",
        "flows/ingest/run.py",
        "stored.path.read_bytes() if is_kept else None",
        "None",
        "tests/unit/ingest/test_accept.py",
    ),
    Mutant(
        "the ledger is written before the bytes are safe",
        "flows/ingest/ledger.py",
        '        except BaseException:\n            self._db.execute("rollback")\n            raise\n',
        '        except BaseException:\n            self._db.execute("commit")\n            raise\n',
        "tests/unit/ingest/test_accept.py::test_a_run_that_is_cut_off_loses_nothing",
    ),
    Mutant(
        "the pointer is removed and made again",
        "flows/publish/pointer.py",
        "    pending(latest).replace(latest)\n",
        "    latest.unlink(missing_ok=True)\n    pending(latest).rename(latest)\n",
        "tests/unit/publish/test_order.py",
    ),
    Mutant(
        "a file that changed while it was read is taken",
        "flows/ingest/raw.py",
        "        yield chunk\n    after = os.fstat(descriptor)\n",
        "        yield chunk\n    after, n_bytes = before, before.st_size\n",
        "tests/unit/ingest/test_raw_store.py",
    ),
    Mutant(
        "links are followed",
        "flows/ingest/inbox.py",
        '    if stat.S_ISLNK(mode):\n        return "E_SYMLINK"\n',
        "",
        "tests/unit/ingest/test_inbox.py",
    ),
    Mutant(
        "a tombstone bars nothing",
        "flows/ingest/decisions.py",
        "_mark(salt, doc_id) == mark for",
        "False for",
        "tests/unit/ingest/test_scrub.py",
    ),
    Mutant(
        "any process of a recorded number is ended",
        "flows/publish/helpers.py",
        'int(stat[STARTED]) == helper["started"] and ',
        "",
        "tests/unit/publish/test_recover.py",
    ),
    Mutant(
        "a damaged file passes verify",
        "flows/publish/verify.py",
        'return None if sha256(path) == expected["sha256"] else',
        "return None if True else",
        "tests/unit/publish/test_verify.py",
    ),
    Mutant(
        "an old release is removed while it may be read",
        "flows/publish/cleanup.py",
        "if not is_needed and moment - successor.stat().st_ctime > grace_seconds:",
        "if not is_needed:",
        "tests/unit/publish/test_recover.py",
    ),
    Mutant(
        "all of a long text is parsed together",
        "flows/extract/engine.py",
        "len(batch) == BATCH or sum(map(len, batch)) + len(doc) > BATCH_TOKENS",
        "len(batch) == BATCH",
        "tests/unit/extract/test_engine.py",
    ),
    Mutant(
        "nobody asks who holds the release",
        "flows/refusal.py",
        "    while path.exists() and holder(path, fcntl.F_RDLCK):",
        "    while False:",
        "tests/unit/publish/test_refusal.py",
    ),
    Mutant(
        "a full disk has no name",
        "flows/refusal.py",
        "        if trouble is None:\n",
        "        if True:\n",
        "tests/unit/publish/test_refusal.py",
    ),
    Mutant(
        "broken records of Prefect stay in the way",
        "flows/temporary_server.py",
        '        database_file.rename(database_file.with_name(f"{RECORDS}.damaged"))\n',
        "        return\n",
        "tests/unit/pipeline/test_temporary_server.py",
    ),
)


def tested(tree: Path, tests: str) -> bool:
    """Whether the tests pass on a tree."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests.split()]
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    return not subprocess.run(command, cwd=tree, env=environment, capture_output=True, check=False).returncode


def caught(tree: Path, mutant: Mutant) -> bool:
    """Whether the mutant's tests notice it; the tree is as before afterwards."""
    path = tree / mutant.file
    sound = path.read_text("utf-8")
    if sound.count(mutant.old) != 1:
        raise SystemExit(f"{mutant.name}: its place in {mutant.file} has changed; mend the mutant")
    path.write_text(sound.replace(mutant.old, mutant.new), "utf-8")
    try:
        return not tested(tree, mutant.test)
    finally:
        path.write_text(sound, "utf-8")


def main(names: list[str]) -> int:
    """Status 1 if a mutant survives, or if the tests fail on the untouched copy."""
    survived = []
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for name in COPIED:
            source = PROJECT / name
            if source.is_dir():
                shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
            else:
                shutil.copy(source, tree / name)
        for mutant in [m for m in MUTANTS if not names or m.name in names]:
            start = time.monotonic()
            is_caught = caught(tree, mutant)
            survived += [] if is_caught else [mutant]
            verdict = "caught" if is_caught else "SURVIVED"
            print(f"{verdict:9}{time.monotonic() - start:6.1f} s  {mutant.name}  ({mutant.test})", flush=True)
        false_alarms = [test for test in sorted({m.test for m in MUTANTS if not names}) if not tested(tree, test)]
    print(f"{len(survived)} mutants survived; tests that fail on the untouched tree: {false_alarms or 'none'}")
    return 1 if survived or false_alarms else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
