"""How long the page of a large release takes: to write, to show its head, to fill its lists, to open a fact.

    python -m tests.bench.page [RELEASE] [--facts 50000]

The facts of RELEASE (default: the latest one in warehouse/) are repeated under new ids until there are as many as
asked. Times are of one browser on one machine: read them as proportions.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb
from playwright.sync_api import sync_playwright

from flows.load.views import create_views
from flows.report.page import write_page
from flows.settings import PROJECT

COPIED = {  # table: columns that hold ids of facts and reports
    "deals": ["deal_id"],
    "deal_parties": ["deal_id"],
    "deal_goods": ["deal_id"],
    "deal_reports": ["deal_id", "report_id"],
    "agreements": ["agreement_id"],
    "agreement_parties": ["agreement_id"],
    "agreement_reports": ["agreement_id", "report_id"],
}


def enlarged(release: Path, stage: Path, n_facts: int) -> int:
    """Number of deals and agreements of `stage/entente.duckdb`, made of those of a release."""
    shutil.copyfile(release / "entente.duckdb", stage / "small.duckdb")
    with duckdb.connect(str(stage / "small.duckdb"), read_only=True) as small:
        n_here = sum(small.execute(f"select count(*) from {t}").fetchall()[0][0] for t in ("deals", "agreements"))
        tables = [
            row[0]
            for row in small.execute("select table_name from duckdb_tables() where schema_name = 'main'").fetchall()
        ]
    times = -(-n_facts // n_here)
    with duckdb.connect(str(stage / "entente.duckdb")) as con:
        con.execute(f"attach '{stage / 'small.duckdb'}' as small (read_only)")
        for table in tables:
            ids = ", ".join(f"{column} || '_' || n as {column}" for column in COPIED.get(table, []))
            source = f"small.{table}, range({times}) as copies(n)" if ids else f"small.{table}"
            chosen = f"{table}.* replace ({ids})" if ids else "*"
            con.execute(f"create table {table} as select {chosen} from {source}")
        create_views(con)
    return n_here * times


def measure(page_file: Path) -> dict[str, float]:
    """Seconds of a browser's work on the page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        start = time.perf_counter()
        page.goto(page_file.resolve().as_uri(), wait_until="commit")
        page.wait_for_selector("html[data-ready=true]", timeout=120_000)
        ready = time.perf_counter() - start
        painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000
        start = time.perf_counter()
        page.locator("[data-filters=deals] input[name=words]").fill("rafale egypt")
        page.wait_for_function("document.querySelector('[data-count=deals]').textContent.includes(' of ')")
        narrowed = time.perf_counter() - start
        start = time.perf_counter()
        page.locator("[data-table=deals] button.open").first.click()
        page.wait_for_selector("dialog li.report")
        opened = time.perf_counter() - start
        browser.close()
    return {"first paint": painted, "lists filled": ready, "filtered": narrowed, "fact opened": opened}


def main() -> None:
    """Print size and times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("release", nargs="?", type=Path, default=PROJECT / "warehouse" / "latest")
    parser.add_argument("--facts", type=int, default=50_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        n_facts = enlarged(chosen.release, Path(scratch), chosen.facts)
        start = time.perf_counter()
        written = write_page(Path(scratch), "0001-bench", date(2026, 1, 1))
        seconds = time.perf_counter() - start
        print(f"{n_facts:,} facts, page of {written.stat().st_size / 1e6:.1f} MB, written in {seconds:.1f} s")
        for name, seconds in measure(written).items():
            print(f"{name}: {seconds:.2f} s")


if __name__ == "__main__":
    main()
