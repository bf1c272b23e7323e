"""The page in a real browser: run when named only (`make test-page`), for it needs Chromium."""

from __future__ import annotations

import base64
import gzip
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from flows.report.page.write import packed
from tests.conftest import Made
from tests.golden.conftest import ask  # noqa: F401 - a fixture

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    named = (Path(argument.split("::")[0]).parts for argument in config.args)
    return None if any("page" in parts for parts in named) else True


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed; `make test-page` says why.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield started
        started.close()


class Said:
    """What the browser complained of."""

    def __init__(self, page: Page) -> None:
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.errors.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.errors.append(f"error: {error}"))
        page.on("request", lambda request: self.requests.append(request.url))


def opened(context: BrowserContext, path: Path) -> tuple[Page, Said]:
    """The page at `path`, once its lists are filled."""
    page = context.new_page()
    said = Said(page)
    page.goto(path.resolve().as_uri())
    page.wait_for_selector("html[data-ready=true]")
    return page, said


@pytest.fixture(params=["light", "dark", "phone"])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A desktop in light and in dark colours, and a phone."""
    size = {"width": 390, "height": 844} if request.param == "phone" else {"width": 1280, "height": 900}
    colours = "dark" if request.param == "dark" else "light"
    made = browser.new_context(viewport=size, color_scheme=colours, reduced_motion="reduce")  # type: ignore[arg-type]
    yield made
    made.close()


@pytest.fixture(scope="session")
def index(bundled: Made) -> Path:
    """The page of the bundled articles."""
    return bundled.release / "index.html"


def retold(index: Path, folder: Path, **lists: list[dict[str, Any]]) -> Path:
    """The page with other lists in it."""
    html = index.read_text("utf-8")
    start, end = re.search('id="content">([^<]+)<', html).span(1)  # type: ignore[union-attr]
    content = json.loads(gzip.decompress(base64.b64decode(html[start:end]))) | lists
    page = folder / "index.html"
    page.write_text(html[:start] + packed(content) + html[end:], "utf-8")
    return page
