"""`python -m tests.docs.pictures` takes the pictures of the docs anew; Superset's is taken by `make test-superset`."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.text import Text

from tests.conftest import PROJECT, Entente

PICTURES = PROJECT / "docs" / "pictures"
LATER = ("arms/egypt-rafale-4-gulf-ledger.txt", "treaties/prespa-3-ratified.txt")  # so that something has changed
WIDE, PHONE = (1280, 900), (390, 844)
COLUMNS, PARAGRAPHS = 96, 6  # of a terminal


def delivered_twice(warehouse: Path) -> None:
    """A warehouse with two releases of the bundled articles, the last ones delivered later."""
    inbox = warehouse / "inbox"
    shutil.copytree(PROJECT / "warehouse" / "inbox", inbox)
    for name in LATER:
        (inbox / name).unlink()
    assert Entente()("run", "--warehouse", warehouse).status == 0
    for name in LATER:
        shutil.copy(PROJECT / "warehouse" / "inbox" / name, inbox / name)
    assert Entente()("run", "--warehouse", warehouse).status == 0


def of_page(browser: Browser, index: Path) -> None:
    """The page wide, in dark colours, on a phone, its network, what changed, and a deal opened to its evidence."""
    for name, (width, height), colours in (
        ("page", WIDE, "light"),
        ("page-dark", WIDE, "dark"),
        ("page-phone", PHONE, "light"),
    ):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=colours,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(index.resolve().as_uri())
        page.wait_for_selector("html[data-ready=true]")
        page.screenshot(path=PICTURES / f"{name}.png")
        if name == "page":
            page.locator("#network").scroll_into_view_if_needed()
            page.wait_for_selector("[data-chart=network] canvas")
            page.evaluate("document.querySelector('.nav').hidden = true")
            page.locator("#network").screenshot(path=PICTURES / "page-network.png", animations="disabled")
            page.locator("#changes").screenshot(path=PICTURES / "page-changes.png")
            page.locator("[data-filters=deals] input[name=words]").fill("rafale egypt")
            page.locator("[data-table=deals] button.open").first.click()
            page.wait_for_selector("dialog li.report")
            page.screenshot(path=PICTURES / "page-evidence.png")
        context.close()


def of_terminal(browser: Browser, warehouse: Path) -> None:
    """What `entente explain` says in a terminal, with its colours."""
    colours = Entente().environment() | {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": str(COLUMNS)}
    con = Entente()(
        "sql",
        "select deal_id from v_deals order by n_reports desc, deal_id limit 1",
        "--json",
        "--warehouse",
        warehouse,
    )
    (fact,) = re.findall(r"deal_\w{6}", con.out)
    command = Entente().command("explain", fact, "--warehouse", warehouse)
    said = subprocess.run(command, cwd=PROJECT, env=colours, capture_output=True, text=True, check=True).stdout
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(Text(f"$ entente explain {fact}"))
    console.print(Text.from_ansi("\n\n".join(said.split("\n\n")[:PARAGRAPHS])))
    svg = re.sub(r"@font-face \{.*?\}", "", console.export_svg(title="Entente"), flags=re.DOTALL)
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    page.set_content(f"<body style='margin:0'>{svg.replace('Fira Code', 'DejaVu Sans Mono')}</body>")
    page.locator("svg").screenshot(path=PICTURES / "terminal.png")


def main() -> None:
    """Take them all."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        warehouse = Path(scratch) / "warehouse"
        delivered_twice(warehouse)
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        of_page(browser, warehouse / "latest" / "index.html")
        of_terminal(browser, warehouse)
        browser.close()


if __name__ == "__main__":
    main()
