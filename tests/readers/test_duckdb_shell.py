"""DuckDB's own command line opens the database of a release, read-only."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from tests.conftest import Made
from tests.golden.conftest import Ask
from tests.readers.conftest import BUILD


def shell(bundled: Made, query: str) -> Any:
    command = [BUILD / "python" / "bin" / "duckdb", "-readonly", "-json", str(bundled.database), query]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_it_answers_as_pythons_does(bundled: Made, ask: Ask) -> None:
    query = "select title, status, n_reports from v_agreements order by agreement_id"
    assert shell(bundled, query) == ask(query)


def test_a_column_says_what_it_means(bundled: Made) -> None:
    (told,) = shell(
        bundled, "select comment from duckdb_columns() where table_name = 'deals' and column_name = 'is_additive'"
    )
    assert told["comment"]
