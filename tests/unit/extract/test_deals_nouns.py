"""Each noun of exchange or of dealing: a sentence of our own that tells a deal by it, and one where it tells none."""

from __future__ import annotations

import pytest

from flows.extract.deals import frames
from flows.model.vocabulary.deals import DealRole
from tests.unit.extract.deal_reading import Read, rows, side

# lemma: (sentence, supplier, recipient, goods, status)
STATED: dict[str, tuple[str, str | None, str | None, str | None, str]] = {
    "sale": (
        "The sale of 40 trucks to Kenya by Norvik Motors Ltd was signed on Monday.",
        "norvik-motors-ltd", "KEN", "40 trucks", "agreed"),
    "resale": (
        "The resale of the mill to Baltrum Industries Inc by Norvik Steel Corp was agreed on Monday.",
        "norvik-steel-corp", "baltrum-industries-inc", "mill", "agreed"),
    "disposal": (
        "Norvik Steel Corp announced the disposal of its shipping unit to Baltrum Industries Inc.",
        "norvik-steel-corp", "baltrum-industries-inc", "shipping unit", "agreed"),
    "disposition": (
        "Norvik Steel Corp completed the disposition of its shipping unit to Baltrum Industries Inc.",
        "norvik-steel-corp", "baltrum-industries-inc", "shipping unit", "completed"),
    "divestiture": (
        "Norvik Steel Corp announced the divestiture of its shipping unit to Baltrum Industries Inc.",
        "norvik-steel-corp", "baltrum-industries-inc", "shipping unit", "agreed"),
    "divestment": (
        "Norvik Steel Corp announced the divestment of its shipping unit to Baltrum Industries Inc.",
        "norvik-steel-corp", "baltrum-industries-inc", "shipping unit", "agreed"),
    "export": ("Zambia's exports of maize to Kenya have doubled.", "ZMB", "KEN", "maize", "ongoing"),
    "supply": ("Zambia's supplies of maize to Kenya have doubled.", "ZMB", "KEN", "maize", "ongoing"),
    "shipment": ("Zambia's shipments of maize to Kenya have doubled.", "ZMB", "KEN", "maize", "ongoing"),
    "delivery": ("Zambia's deliveries of maize to Kenya have doubled.", "ZMB", "KEN", "maize", "ongoing"),
    "import": ("Kenya's imports of maize from Zambia have doubled.", "ZMB", "KEN", "maize", "ongoing"),
    "purchase": (
        "Kenya's purchase of 40 trucks from Norvik Motors Ltd was approved.",
        "norvik-motors-ltd", "KEN", "40 trucks", "agreed"),
    "acquisition": (
        "Norvik Steel Corp completed its acquisition of Baltrum Industries Inc.",
        None, "norvik-steel-corp", "Baltrum Industries Inc", "completed"),
    "takeover": (
        "Norvik Steel Corp completed its takeover of Baltrum Industries Inc.",
        None, "norvik-steel-corp", "Baltrum Industries Inc", "completed"),
    "buyout": (
        "Norvik Steel Corp completed its buyout of Baltrum Industries Inc.",
        None, "norvik-steel-corp", "Baltrum Industries Inc", "completed"),
    "buy": (
        "Norvik Steel Corp completed its buy of Baltrum Industries Inc.",
        None, "norvik-steel-corp", "Baltrum Industries Inc", "completed"),
    "bid": (
        "Norvik Steel Corp launched a bid for Baltrum Industries Inc.",
        None, "norvik-steel-corp", "Baltrum Industries Inc", "interest"),
    "offer": (
        "Norvik Steel Corp made an offer for Baltrum Industries Inc.",
        None, "norvik-steel-corp", "Baltrum Industries Inc", "interest"),
    "approach": (
        "Baltrum Industries Inc has received a takeover approach from Norvik Steel Corp.",
        None, "norvik-steel-corp", "Baltrum Industries Inc", "interest"),
    "bidder": (
        "Norvik Steel Corp is the highest bidder for Baltrum Industries Inc.",
        None, "norvik-steel-corp", "Baltrum Industries Inc", "interest"),
    "suitor": (
        "Norvik Steel Corp is the likeliest suitor for Baltrum Industries Inc.",
        None, "norvik-steel-corp", "Baltrum Industries Inc", "interest"),
    "merger": (
        "Norvik Steel Corp announced a merger with Baltrum Industries Inc.",
        None, "norvik-steel-corp", "Baltrum Industries Inc", "agreed"),
    "stake": (
        "Norvik Steel Corp raised its stake in Baltrum Industries Inc.",
        None, "norvik-steel-corp", "Baltrum Industries Inc", "agreed"),
    "holding": (
        "Norvik Steel Corp raised its holding in Baltrum Industries Inc.",
        None, "norvik-steel-corp", "Baltrum Industries Inc", "agreed"),
    "shareholding": (
        "Norvik Steel Corp raised its shareholding in Baltrum Industries Inc.",
        None, "norvik-steel-corp", "Baltrum Industries Inc", "agreed"),
    "interest": (
        "Norvik Steel Corp raised its interest in Baltrum Industries Inc.",
        None, "norvik-steel-corp", "Baltrum Industries Inc", "agreed"),
    "supplier": ("Russia is Moldova's main supplier of gas.", "RUS", "MDA", "gas", "ongoing"),
    "exporter": ("Russia is the main exporter of gas to Moldova.", "RUS", "MDA", "gas", "ongoing"),
    "provider": ("Russia is Moldova's main provider of gas.", "RUS", "MDA", "gas", "ongoing"),
    "buyer": ("Moldova is the biggest buyer of gas from Russia.", "RUS", "MDA", "gas", "ongoing"),
    "importer": ("Moldova is the biggest importer of gas from Russia.", "RUS", "MDA", "gas", "ongoing"),
    "customer": ("Moldova is the biggest customer of gas from Russia.", "RUS", "MDA", "gas", "ongoing"),
    "option": (
        "Norvik Steel Corp holds an option on 40 trucks from Norvik Motors Ltd.",
        "norvik-motors-ltd", "norvik-steel-corp", "40 trucks", "interest"),
    "loan": ("A loan from Germany to Kenya was agreed.", "DEU", "KEN", "loan", "agreed"),
    "credit": ("A credit from Germany to Kenya was agreed.", "DEU", "KEN", "credit", "agreed"),
    "grant": ("A grant from Germany to Kenya was agreed.", "DEU", "KEN", "grant", "agreed"),
    "aid": ("Aid from Germany to Kenya was agreed.", "DEU", "KEN", "Aid", "ongoing"),
    "assistance": ("Assistance of $9 million from Germany to Kenya was agreed.", "DEU", "KEN", "Assistance", "agreed"),
    "bailout": (
        "A bailout of Norvik Steel Corp by Germany was agreed.",
        "DEU", "norvik-steel-corp", "bailout", "agreed"),
    "financing": ("Financing from Germany to Kenya was agreed.", "DEU", "KEN", "Financing", "agreed"),
    "funding": ("Kenya received funding of $9 million from Germany.", "DEU", "KEN", "funding", "completed"),
    "guarantee": ("A loan guarantee from Germany to Kenya was agreed.", "DEU", "KEN", "loan guarantee", "agreed"),
    "subsidy": ("A subsidy from Germany to Kenya was agreed.", "DEU", "KEN", "subsidy", "agreed"),
    "relief": ("Debt relief from Germany to Kenya was agreed.", "DEU", "KEN", "Debt relief", "agreed"),
    "swap": ("A currency swap from Germany to Kenya was agreed.", "DEU", "KEN", "currency swap", "agreed"),
    "investment": (
        "The $9 million investment by Norvik Steel Corp in Baltrum Industries Inc was approved.",
        "norvik-steel-corp", "baltrum-industries-inc", None, "agreed"),
    "request": ("Kenya's request to Germany for a loan was received.", "DEU", "KEN", "loan", "interest"),
    "appeal": ("Kenya's appeal to Germany for a loan was received.", "DEU", "KEN", "loan", "interest"),
    "plea": ("Kenya's plea to Germany for a loan was received.", "DEU", "KEN", "loan", "interest"),
    "gift": ("Kenya received a gift of 40 trucks from Germany.", "DEU", "KEN", "40 trucks", "agreed"),
    "donation": ("Kenya received a donation of 40 trucks from Germany.", "DEU", "KEN", "40 trucks", "agreed"),
    "facility": ("A credit facility from Germany to Kenya was agreed.", "DEU", "KEN", "credit facility", "agreed"),
    "tranche": (
        "A tranche from the International Monetary Fund to Kenya was agreed.",
        "international-monetary-fund", "KEN", "tranche", "agreed"),
    "overdraft": (
        "An overdraft from Norvik Bank to Baltrum Industries Inc was agreed.",
        "norvik-bank", "baltrum-industries-inc", "overdraft", "agreed"),
    "mortgage": (
        "A mortgage from Norvik Bank to Baltrum Industries Inc was agreed.",
        "norvik-bank", "baltrum-industries-inc", "mortgage", "agreed"),
    "lifeline": ("A lifeline of $9 million from Germany to Kenya was agreed.", "DEU", "KEN", "lifeline", "agreed"),
    "contract": (
        "Norvik Motors Ltd won a contract from Kenya for 40 trucks.",
        "norvik-motors-ltd", "KEN", "40 trucks", "agreed"),
    "order": (
        "Norvik Motors Ltd won an order from Kenya for 40 trucks.",
        "norvik-motors-ltd", "KEN", "40 trucks", "agreed"),
    "deal": (
        "Kenya signed a deal with Norvik Motors Ltd for 40 trucks.",
        "norvik-motors-ltd", "KEN", "40 trucks", "agreed"),
    "agreement": (
        "Kenya signed an agreement with Norvik Motors Ltd for 40 trucks.",
        "norvik-motors-ltd", "KEN", "40 trucks", "agreed"),
    "accord": (
        "Kenya signed an accord with Norvik Motors Ltd to buy 40 trucks.",
        "norvik-motors-ltd", "KEN", "40 trucks", "agreed"),
    "pact": (
        "Kenya signed a pact with Norvik Motors Ltd to buy 40 trucks.",
        "norvik-motors-ltd", "KEN", "40 trucks", "agreed"),
    "arrangement": (
        "Kenya signed an arrangement with Norvik Motors Ltd to buy 40 trucks.",
        "norvik-motors-ltd", "KEN", "40 trucks", "agreed"),
    "memorandum": (
        "Kenya signed a memorandum with Norvik Motors Ltd to buy 40 trucks.",
        "norvik-motors-ltd", "KEN", "40 trucks", "planned"),
    "mou": (
        "Kenya signed an MOU with Norvik Motors Ltd to buy 40 trucks.",
        "norvik-motors-ltd", "KEN", "40 trucks", "planned"),
    "transaction": (
        "Kenya completed a $9 million transaction with Norvik Motors Ltd for 40 trucks.",
        "norvik-motors-ltd", "KEN", "40 trucks", "completed"),
    "tender": ("Kenya issued a tender for 40 trucks.", None, "KEN", "40 trucks", "interest"),
}  # fmt: skip

# lemma: a sentence in which the noun tells no deal
SILENT = {
    "sale": "Sales at Norvik Motors Ltd rose last year.",
    "resale": "Resale of the tickets is forbidden.",
    "disposal": "Kenya improved its waste disposal.",
    "disposition": "She has a sunny disposition.",
    "divestiture": "Students called for divestiture.",
    "divestment": "Students in Kenya called for divestment.",
    "export": "Kenya's exports fell by 3 percent last year.",
    "supply": "Supplies ran out in Kenya.",
    "shipment": "Shipments were delayed by rain.",
    "delivery": "The delivery of the speech impressed Kenya.",
    "import": "Imports rose by 3 percent last year.",
    "purchase": "Purchases by households fell.",
    "acquisition": "The acquisition of knowledge takes time.",
    "takeover": "The army's takeover shocked Kenya.",
    "buyout": "Buyouts are out of fashion.",
    "buy": "The jacket was a good buy.",
    "bid": "Kenya's bid for the championship failed.",
    "offer": "Kenya rejected an offer of dialogue.",
    "approach": "Kenya's approach to the talks has changed.",
    "bidder": "Bidders in Kenya were disappointed.",
    "suitor": "The princess had many suitors.",
    "merger": "Mergers are on the rise in Kenya.",
    "stake": "The stakes are high for Kenya.",
    "holding": "Kenya insisted on the holding of talks.",
    "shareholding": "Shareholdings must be disclosed.",
    "interest": "Kenya has an interest in peace.",
    "supplier": "Suppliers in Kenya are worried.",
    "exporter": "Exporters in Kenya are worried.",
    "provider": "Providers in Kenya are worried.",
    "buyer": "Buyers stayed at home.",
    "importer": "Importers stayed at home.",
    "customer": "Customers in Kenya stayed at home.",
    "option": "Kenya kept its options open.",
    "loan": "Loans are dear.",
    "credit": "The coach took credit for the victory over Zambia.",
    "grant": "Students live on grants.",
    "aid": "Aid workers left Kenya.",
    "assistance": "Kenya called for assistance.",
    "bailout": "Bailouts are unpopular.",
    "financing": "Financing is hard to come by.",
    "funding": "Funding is hard to come by.",
    "guarantee": "There are no guarantees in Kenya.",
    "subsidy": "Subsidies distort trade.",
    "relief": "The news was a relief to Kenya.",
    "swap": "Kenya and Zambia held a prisoner swap.",
    "investment": "Investment in Kenya fell.",
    "request": "Kenya granted the prisoners' request for an interview.",
    "appeal": "Kenya's appeal for calm was heard.",
    "plea": "Kenya's plea for calm was heard.",
    "gift": "Her gift for music is known in Kenya.",
    "donation": "Donations are welcome.",
    "facility": "The facility is in Kenya.",
    "tranche": "A first tranche of players left Kenya.",
    "overdraft": "Overdrafts are dear in Kenya.",
    "mortgage": "Mortgages are dear in Kenya.",
    "lifeline": "The railway is a lifeline for Kenya.",
    "contract": "The coach of Kenya extended his contract.",
    "order": "Order was restored in Kenya.",
    "deal": "Kenya has a great deal of rain.",
    "agreement": "Kenya and Zambia reached agreement on the border.",
    "accord": "Kenya and Zambia signed an accord on extradition.",
    "pact": "Kenya and Zambia signed a peace pact.",
    "arrangement": "The seating arrangements pleased Kenya.",
    "memorandum": "The minister wrote a memorandum to Kenya.",
    "mou": "Kenya and Zambia signed an MOU on culture.",
    "transaction": "Transactions slowed in Kenya.",
    "tender": "The meat was tender.",
}


for lemma, sentence, supplier, recipient, goods, status, silent in rows("nouns"):
    STATED[lemma], SILENT[lemma] = (sentence, supplier, recipient, goods, status), silent


@pytest.mark.parametrize("lemma", sorted(STATED))
def test_the_noun_tells_a_deal(read: Read, lemma: str) -> None:
    sentence, supplier, recipient, goods, status = STATED[lemma]
    reports = read(sentence)
    assert len({r.thread for r in reports}) == 1
    assert side(reports[0], DealRole.SUPPLIER) == ([supplier] if supplier else [])
    assert side(reports[0], DealRole.RECIPIENT) == ([recipient] if recipient else [])
    assert (None if reports[0].goods is None else reports[0].goods.text.rstrip(".")) == goods
    assert reports[0].status == status


@pytest.mark.parametrize("lemma", sorted(SILENT))
def test_the_noun_tells_none(read: Read, lemma: str) -> None:
    assert read(SILENT[lemma]) == ()


def test_every_noun_of_the_lists_has_both_sentences() -> None:
    assert {*frames.nouns(), *frames.instruments()} == set(STATED) == set(SILENT)
