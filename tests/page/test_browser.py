"""What a reader can do on the page, in Chromium: on a desktop, in dark colours, on a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.golden.conftest import Ask
from tests.page.conftest import opened, retold


def unfolded(page: Page) -> None:
    """The filters, which a phone folds, opened."""
    more = page.locator("[data-filters=deals] .more")
    if more.is_visible():
        more.click()


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
    unfolded(page)
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


def test_beside_a_value_stands_only_whoever_gives_it(context: BrowserContext, index: Path, ask: Ask) -> None:
    page, _ = opened(context, index)
    (deal,) = ask("select deal_id, value_basis_report_id as basis from deals where deal_name ilike '%rafale%egypt'")
    said = ask("select report_id, doc_id, speaker_text from deal_reports where deal_id = $fact", fact=deal["deal_id"])
    (basis,) = (report for report in said if report["report_id"] == deal["basis"])
    (document,) = ask("select outlet from documents where doc_id = $doc", doc=basis["doc_id"])
    page.evaluate(f"location.hash = '{deal['deal_id']}'")
    value = page.locator("dl.lines dd").first
    expect(value).to_contain_text(f"Told by {document['outlet']}")
    others = {report["speaker_text"] for report in said if report["doc_id"] != basis["doc_id"]} - {None}
    assert others
    shown = str(value.text_content())
    assert [speaker for speaker in others if speaker in shown] == []


def test_the_values_of_a_deal_stand_there_as_told(context: BrowserContext, index: Path, ask: Ask) -> None:
    deals = "select deal_id from deals where deal_name ilike '%rafale%egypt'"
    said = ask(f"select qualifier_text, value_text from deal_reports join ({deals}) using (deal_id)")
    page, _ = opened(context, index)
    (deal,) = ask(deals)
    page.evaluate(f"location.hash = '{deal['deal_id']}'")
    value = page.locator("dl.lines dd").first
    told = str(value.locator(".under", has_text="As told: ").text_content()).partition(": ")[2].split("; ")
    expect(value).to_contain_text("It is the exact one: the others are told with “about”, “some”")
    stated = {" ".join(filter(None, report.values())) for report in said if report["value_text"]}
    assert sorted(told) == sorted(stated)


def test_of_many_values_the_rest_is_counted(context: BrowserContext, index: Path) -> None:
    page, _ = opened(context, index)
    told = "(values) => someOf(valuesAsTold(values.map((value) => ({ value }))))"
    assert page.evaluate(told, ["$1bn", "$1BN", "$2bn"]) == "$1BN; $2bn"
    assert page.evaluate(told, [f"${n}bn" for n in range(1, 8)]) == "$1bn; $2bn; $3bn; $4bn; $5bn and 2 more"


@pytest.mark.parametrize(
    ("hedge", "why"), [("about", "the exact one: the others are told with “about”"), (None, "exact before “about”")]
)
def test_it_says_why_one_of_several_values_counts(
    context: BrowserContext, index: Path, hedge: str | None, why: str
) -> None:
    page, _ = opened(context, index)
    told = [{"value": "$2bn", "backs_value": "basis"}, {"value": "$3bn", "qualifier": hedge}]
    assert why in page.evaluate("choiceOf", told)


def test_the_badge_of_a_signed_deal_says_so(context: BrowserContext, index: Path) -> None:
    page, _ = opened(context, index)
    page.locator("[data-filters=deals] input[name=words]").fill("rafale egypt")
    row = page.locator("[data-table=deals] .tabulator-row").first
    expect(row.locator(".chip:visible")).to_have_text("agreed, signed")
    row.locator("button.open").click()
    expect(page.locator("dl.lines .chip")).to_have_text("agreed, signed")
    expect(page.locator("dl.lines")).to_contain_text("“Signed”, in the words of")


def test_an_article_without_outlet_says_so(context: BrowserContext, index: Path, ask: Ask) -> None:
    unnamed = "select deal_id, file_name from deal_reports join documents using (doc_id) where outlet is null"
    found, *_ = ask(f"{unnamed} and url is null and deal_id is not null order by all")
    page, _ = opened(context, index)
    page.evaluate(f"location.hash = '{found['deal_id']}'")
    card = page.locator("dialog li.report").filter(has_text=found["file_name"]).first
    expect(card.locator(".source")).to_contain_text("Outlet not named")
    expect(card.locator(".source")).not_to_contain_text(found["file_name"])


def test_a_part_leads_to_the_deal_it_is_part_of(context: BrowserContext, index: Path, ask: Ask) -> None:
    named = "select a.deal_id, b.deal_name as whole from deals a join deals b on a.overlaps_deal_id = b.deal_id"
    part, *_ = ask(f"{named} order by a.deal_id")
    page, _ = opened(context, index)
    page.evaluate(f"location.hash = '{part['deal_id']}'")
    expect(page.locator("dl.lines")).to_contain_text("not added up")
    page.locator("dl.lines button.open").first.click()
    expect(page.locator("#fact-title")).to_have_text(part["whole"])


def test_what_changed_says_how_a_fact_stands_and_who_tells_it_again(
    context: BrowserContext, index: Path, tmp_path: Path
) -> None:
    deals = [
        {"id": "deal_1", "name": "Ships", "value": "$2B", "currency": "USD", "status": "negotiating", "n_documents": 1},
        {"id": "deal_2", "name": "Gas", "value": "$3B", "currency": "USD", "status": "agreed", "n_documents": 2},
    ]
    tellers = [{"outlet": "The Post", "published": "2020-01-02", "value": "about $3bn"}]
    changes = [
        {"change": "added", "fact_id": "deal_1", "cause": "article_added", "reason": "a.txt"},
        {"change": "told_again", "fact_id": "deal_2", "cause": "article_added", "reason": "b.txt", "told_by": tellers},
    ]
    page, _ = opened(context, retold(index, tmp_path, deals=deals, agreements=[], conflicts=[], changes=changes))
    lines = page.locator("[data-list=changes] li")
    expect(lines.nth(0)).to_have_text(re.compile(r"added\s*Ships\s*negotiating \$2B\s*article added: a.txt"))
    expect(lines.nth(1)).to_contain_text("also told by The Post (2020\u201101\u201102): about $3bn")


def test_the_sum_says_what_the_most_of_it_is(context: BrowserContext, index: Path, ask: Ask) -> None:
    page, _ = opened(context, index)
    (largest,) = ask("select deal_kind from deals where is_additive order by amount_usd desc limit 1")
    said = page.locator(".head .figures div").last
    expect(said).to_contain_text(f"of it in one {largest['deal_kind']} deal")
    expect(said.locator("small")).to_be_visible()


def test_the_first_screen_shows_a_deal_and_the_whole_menu(context: BrowserContext, index: Path) -> None:
    page, _ = opened(context, index)
    bottom = "(row) => row.getBoundingClientRect().bottom <= innerHeight"
    assert page.locator("[data-table=deals] .tabulator-row").first.evaluate(bottom)
    inside = "(links) => links.every((link) => link.getBoundingClientRect().right <= innerWidth)"
    assert page.locator(".nav a").evaluate_all(inside)


def test_a_link_to_a_fact_opens_it(context: BrowserContext, index: Path, ask: Ask) -> None:
    (agreement,) = ask("select agreement_id, title from agreements order by agreement_id limit 1")
    page = context.new_page()
    page.goto(f"{index.resolve().as_uri()}#{agreement['agreement_id']}")
    expect(page.locator("#fact-title")).to_have_text(agreement["title"])


def test_sorting_by_value_puts_the_greatest_first(context: BrowserContext, index: Path, ask: Ask) -> None:
    page, _ = opened(context, index)
    header = page.locator("[data-table=deals] .tabulator-col[tabulator-field=usd]")
    header.focus()
    page.keyboard.press("Enter")
    expect(header).to_have_attribute("aria-sort", "descending")
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


def test_only_what_holds_is_drawn_and_the_rest_is_counted(context: BrowserContext, index: Path, tmp_path: Path) -> None:
    def deal(name: str, status: str, **sides: str) -> dict[str, object]:
        return {"id": f"deal_{name}", "name": name, "value": "—", "status": status, "n_documents": 1} | sides

    both = {"supplier_countries": "FRA", "recipient_countries": "EGY"}
    other = {"supplier_countries": "USA", "recipient_countries": "IND"}
    deals = [
        deal("one", "completed", **both),
        deal("two", "cancelled", **both),
        deal("three", "rumoured", **other),
        deal("four", "agreed", recipients="Egypt"),
        deal("five", "agreed", part_of="deal_one", **other),
    ]
    page, _ = opened(context, retold(index, tmp_path, deals=deals, agreements=[], conflicts=[], changes=[]))
    page.locator("#network").scroll_into_view_if_needed()
    expect(page.locator("[data-list=pairs] li")).to_have_text(["Egypt – France1 deal"])
    left = "2 planned, sought, called off or ended; 1 of which only one side is known; 1 part of other deals"
    expect(page.locator("[data-count=undrawn]")).to_have_text(f"Not drawn: {left}.")


def test_pairs_beyond_the_listed_are_counted(context: BrowserContext, index: Path, tmp_path: Path) -> None:
    agreement = {"id": "agr_1", "name": "x", "status": "signed", "n_documents": 1, "parties": "A, B, C, D, E, F"}
    page, _ = opened(context, retold(index, tmp_path, deals=[], agreements=[agreement], conflicts=[], changes=[]))
    page.locator("#network").scroll_into_view_if_needed()
    pairs = page.locator("[data-list=pairs] button")
    expect(pairs.first).to_have_text("A – B")
    assert pairs.all_text_contents() == sorted(pairs.all_text_contents())
    expect(page.locator("[data-count=pairs]")).to_contain_text(f"{15 - pairs.count()} more pairs not listed")


def test_all_of_it_can_be_reached_by_keys(context: BrowserContext, index: Path) -> None:
    page, _ = opened(context, index)
    seen = set()
    for _step in range(40):
        page.keyboard.press("Tab")
        reached = page.evaluate("document.activeElement.className || document.activeElement.name")
        if reached == "more" and reached not in seen:  # a phone folds the filters
            page.keyboard.press("Enter")
        seen.add(reached)
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
