"""What a reader can do on the page, in Chromium: on a desktop, in dark colours, on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, expect

from tests.golden.conftest import Ask
from tests.page.conftest import opened, retold


def test_nothing_is_complained_of_and_nothing_is_asked_of_the_network(context: BrowserContext, index: Path) -> None:
    page, said = opened(context, index)
    page.locator("#network").scroll_into_view_if_needed()
    page.wait_for_selector("[data-chart=network] canvas")
    for details in page.locator("details").all():
        details.locator("summary").click()
    assert said.errors == []
    assert said.requests == [index.resolve().as_uri()]


def test_all_facts_are_counted(context: BrowserContext, index: Path, ask: Ask) -> None:
    page, _ = opened(context, index)
    (row,) = ask("select (select count(*) from deals) as deals, (select count(*) from agreements) as agreements")
    expect(page.locator("[data-count=deals]")).to_have_text(str(row["deals"]))
    expect(page.locator("[data-count=agreements]")).to_have_text(str(row["agreements"]))


def test_a_country_filters_the_list(context: BrowserContext, index: Path, ask: Ask) -> None:
    page, _ = opened(context, index)
    page.locator("[data-filters=deals] select[name=country]").select_option("EGY")
    found = ask("from v_deals where concat_ws(', ', supplier_countries, recipient_countries) like '%EGY%'")
    (every,) = ask("select count(*) as n from deals")
    expect(page.locator("[data-count=deals]")).to_have_text(f"{len(found)} of {every['n']}")
    expect(page.locator("[data-table=deals] .tabulator-row")).to_have_count(len(found))
    page.get_by_role("button", name="Clear").first.click()
    expect(page.locator("[data-count=deals]")).to_have_text(str(every["n"]))


def test_words_that_nothing_bears_leave_nothing(context: BrowserContext, index: Path) -> None:
    page, _ = opened(context, index)
    page.locator("[data-filters=agreements] input[name=words]").fill("zzzz")
    expect(page.locator("[data-table=agreements]")).to_contain_text("Nothing fits these filters.")


def test_a_release_without_facts_says_so(context: BrowserContext, index: Path, tmp_path: Path) -> None:
    page, said = opened(context, retold(index, tmp_path, deals=[], agreements=[], conflicts=[], changes=[]))
    page.locator("#network").scroll_into_view_if_needed()
    for place in ("[data-table=deals]", "[data-table=agreements]"):
        expect(page.locator(place)).to_contain_text("None was found in these articles.")
    expect(page.locator("#network")).to_contain_text("No two parties stand together in a fact yet.")
    expect(page.locator("#time")).to_contain_text("No year is known yet.")
    assert said.errors == []


def test_a_name_of_any_length_stays_in_its_column(context: BrowserContext, index: Path, tmp_path: Path) -> None:
    deal = {"id": "deal_1", "name": "x" * 300, "value": "—", "status": "agreed", "kind": "arms", "n_documents": 1}
    page, _ = opened(context, retold(index, tmp_path, deals=[deal], conflicts=[], changes=[]))
    fits = """(name) =>
        name.getBoundingClientRect().right <= name.closest('.tabulator-cell').getBoundingClientRect().right"""
    assert page.locator("[data-table=deals] button.open").evaluate(fits)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_fact_opens_to_the_words_that_say_it(context: BrowserContext, index: Path, ask: Ask) -> None:
    page, _ = opened(context, index)
    page.locator("[data-filters=deals] input[name=words]").fill("rafale egypt")
    page.locator("[data-table=deals] button.open").first.click()
    dialog = page.locator("dialog")
    expect(dialog).to_be_visible()
    fact = page.evaluate("location.hash.slice(1)")
    said = ask("select span_text, evidence_text from deal_reports where deal_id = $fact", fact=fact)
    dialog.locator("li.report mark").first.wait_for()
    cards = dialog.locator("li.report").all()
    shown = [(card.locator("mark").text_content(), card.locator("blockquote").text_content()) for card in cards]
    assert set(shown) == {(report["span_text"], report["evidence_text"]) for report in said}
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_link_to_a_fact_opens_it(context: BrowserContext, index: Path, ask: Ask) -> None:
    (agreement,) = ask("select agreement_id, title from agreements order by agreement_id limit 1")
    page = context.new_page()
    page.goto(f"{index.resolve().as_uri()}#{agreement['agreement_id']}")
    expect(page.locator("#fact-title")).to_have_text(agreement["title"])


def test_sorting_by_value_puts_the_greatest_first(context: BrowserContext, index: Path, ask: Ask) -> None:
    page, _ = opened(context, index)
    header = page.locator("[data-table=deals] .tabulator-col[tabulator-field=usd]")
    header.click()
    header.focus()
    page.keyboard.press("Enter")
    (largest,) = ask("select deal_name from deals order by amount_usd desc nulls last limit 1")
    expect(page.locator("[data-table=deals] .tabulator-row").first).to_contain_text(largest["deal_name"])


def test_a_pair_filters_both_lists(context: BrowserContext, index: Path) -> None:
    page, _ = opened(context, index)
    page.locator("#network").scroll_into_view_if_needed()
    pair = page.locator("[data-list=pairs] button").first
    names = str(pair.text_content()).split(" – ")
    pair.click()
    for facts in ("deals", "agreements"):
        expect(page.locator(f"[data-count={facts}]")).to_contain_text(" of ")
        for fact in page.locator(f"[data-table={facts}] .tabulator-row button.open").all():
            fact.click()
            expect(page.locator("dialog")).to_contain_text(names[0])
            expect(page.locator("dialog")).to_contain_text(names[1])
            page.keyboard.press("Escape")


def test_all_of_it_can_be_reached_by_keys(context: BrowserContext, index: Path) -> None:
    page, _ = opened(context, index)
    seen = set()
    for _step in range(40):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.className || document.activeElement.name"))
    assert {"skip", "words", "country", "open"} <= seen


def test_paper_shows_every_fact(context: BrowserContext, index: Path, ask: Ask) -> None:
    page, _ = opened(context, index)
    (row,) = ask("select count(*) as deals from deals")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("[data-list=pairs] li").first).to_be_visible()
    expect(page.locator("[data-paper=deals] tbody tr")).to_have_count(row["deals"])
    expect(page.locator("[data-paper=deals]")).to_be_visible()
    expect(page.locator("[data-table=deals]")).to_be_hidden()


def test_the_whole_page_fits_the_width(context: BrowserContext, index: Path) -> None:
    page, _ = opened(context, index)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("with_fact_open", [False, True])
def test_no_serious_barrier(context: BrowserContext, index: Path, with_fact_open: bool) -> None:
    page, _ = opened(context, index)
    if with_fact_open:
        page.locator("[data-table=deals] button.open").first.click()
        expect(page.locator("dialog")).to_be_visible()
    found = Axe().run(page).response["violations"]
    serious = [
        (barrier["id"], [node["html"][:160] for node in barrier["nodes"][:3]])
        for barrier in found
        if barrier["impact"] in ("serious", "critical")
    ]
    assert serious == []
