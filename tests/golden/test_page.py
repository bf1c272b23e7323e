"""The page of the bundled release, read as a file."""

from __future__ import annotations

import base64
import gzip
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.conftest import Made
from tests.golden.conftest import Ask

RUNNING = {None, "", "text/javascript", "module"}


class Parsed(HTMLParser):
    """Tags with their attributes, and what stands in scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = [("", {})]
        self.texts: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.tags[-1]
        if tag == "script" and attributes.get("id"):
            self.texts.setdefault(str(attributes["id"]), data)  # what follows the end tag comes too


@pytest.fixture(scope="module")
def page(bundled: Made) -> Parsed:
    return Parsed((bundled.release / "index.html").read_text(encoding="utf-8"))


def unpacked(text: str) -> Any:
    return json.loads(gzip.decompress(base64.b64decode(text)))


def test_it_is_sealed_with_the_release(bundled: Made) -> None:
    manifest = json.loads((bundled.release / "manifest.json").read_text(encoding="utf-8"))
    assert "index.html" in manifest["files"]


def test_it_bears_the_name_of_its_release(bundled: Made) -> None:
    text = (bundled.release / "index.html").read_text(encoding="utf-8")
    assert f"<h1>Release {bundled.release.resolve().name}</h1>" in text


def test_nothing_is_loaded_and_no_attribute_runs(page: Parsed) -> None:
    loaded = [
        (tag, name, value)
        for tag, attrs in page.tags
        for name, value in attrs.items()
        if name in ("src", "srcset", "data")
    ]
    handlers = [(tag, name) for tag, attrs in page.tags for name in attrs if name.startswith("on") or name == "style"]
    outside = [attrs["href"] for _, attrs in page.tags if not str(attrs.get("href") or "#").startswith("#")]
    assert (loaded, handlers, outside) == ([], [], [])


def test_only_scripts_named_by_hash_may_run(page: Parsed) -> None:
    (policy,) = [attrs["content"] for _, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    running = [attrs for tag, attrs in page.tags if tag == "script" and attrs.get("type") in RUNNING]
    (allowed,) = re.findall(r"script-src ([^;]+)", policy)
    assert len(allowed.split()) == len(running) > 0


def test_it_holds_every_fact_and_every_report(page: Parsed, ask: Ask) -> None:
    content = unpacked(page.texts["content"])
    assert {fact["id"] for fact in content["deals"]} == {row["deal_id"] for row in ask("from deals")}
    assert {fact["id"] for fact in content["agreements"]} == {row["agreement_id"] for row in ask("from agreements")}
    packs = [unpacked(text) for name, text in page.texts.items() if name.startswith("pack-")]
    (counted,) = ask(
        "select (select count(*) from deal_reports where deal_id is not null)"
        " + (select count(*) from agreement_reports where agreement_id is not null) as n"
    )
    assert sum(map(len, packs)) == counted["n"]
    assert all(report["fact_id"] in content["pack_of"] for pack in packs for report in pack)


def test_the_marked_words_are_the_reports_words(page: Parsed, ask: Ask) -> None:
    marked = {(report["fact_id"], report["text"][1]) for report in unpacked(page.texts["pack-0"])}
    stored = {(row["deal_id"], row["span_text"]) for row in ask("from deal_reports where deal_id is not null")}
    assert marked
    assert {pair for pair in marked if pair[0].startswith("deal_")} <= stored
