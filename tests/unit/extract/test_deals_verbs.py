"""Each verb of exchange: a sentence of our own that states a deal, and one where the same verb states none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows.extract.context import Context
from flows.extract.deals import frames, read_deals
from flows.extract.money import find_money
from flows.model.report import Attribution, DealReport
from flows.model.vocabulary import AttributionKind, DealRole

# lemma: (sentence, supplier, recipient, words of the goods)
STATED = {
    "sell": ("Norvik Steel Corp sold a rolling mill to Baltrum Industries Inc.", "norvik-steel-corp", "baltrum-industries-inc", "rolling mill"),
    "resell": ("Norvik Steel Corp will resell the coal mine to Baltrum Industries Inc.", "norvik-steel-corp", "baltrum-industries-inc", "coal mine"),
    "divest": ("Norvik Steel Corp divested its shipping unit to Baltrum Industries Inc.", "norvik-steel-corp", "baltrum-industries-inc", "shipping unit"),
    "dispose": ("Norvik Steel Corp disposed of its shipping unit to Baltrum Industries Inc.", "norvik-steel-corp", "baltrum-industries-inc", "shipping unit"),
    "buy": ("Kenya bought 40 trucks from Norvik Motors Ltd.", "norvik-motors-ltd", "KEN", "40 trucks"),
    "purchase": ("Kenya purchased 40 trucks from Norvik Motors Ltd.", "norvik-motors-ltd", "KEN", "40 trucks"),
    "procure": ("Kenya has procured 40 trucks from Norvik Motors Ltd.", "norvik-motors-ltd", "KEN", "40 trucks"),
    "repurchase": ("Norvik Steel Corp repurchased the mill from Baltrum Industries Inc.", "baltrum-industries-inc", "norvik-steel-corp", "mill"),
    "acquire": ("Norvik Steel Corp acquired Baltrum Industries Inc from Halden Group Ltd.", "halden-group-ltd", "norvik-steel-corp", "Baltrum Industries Inc"),
    "take": ("Norvik Steel Corp has taken over Baltrum Industries Inc.", None, "norvik-steel-corp", "Baltrum Industries Inc"),
    "snap": ("Norvik Steel Corp snapped up Baltrum Industries Inc.", None, "norvik-steel-corp", "Baltrum Industries Inc"),
    "gobble": ("Norvik Steel Corp has gobbled up Baltrum Industries Inc.", None, "norvik-steel-corp", "Baltrum Industries Inc"),
    "absorb": ("Norvik Steel Corp absorbed Baltrum Industries Inc last year.", None, "norvik-steel-corp", "Baltrum Industries Inc"),
    "privatise": ("Ghana privatised its national airline on Monday.", "GHA", None, "national airline"),
    "privatize": ("Ghana privatized its national airline on Monday.", "GHA", None, "national airline"),
    "order": ("Kenya ordered 40 trucks from Norvik Motors Ltd.", "norvik-motors-ltd", "KEN", "40 trucks"),
    "import": ("Kenya imported 20,000 tonnes of maize from Zambia.", "ZMB", "KEN", "maize"),
    "export": ("Zambia exported 20,000 tonnes of maize to Kenya.", "ZMB", "KEN", "maize"),
    "ship": ("Zambia shipped 20,000 tonnes of maize to Kenya.", "ZMB", "KEN", "maize"),
    "deliver": ("Norvik Motors Ltd delivered 40 trucks to Kenya.", "norvik-motors-ltd", "KEN", "40 trucks"),
    "supply": ("Norvik Motors Ltd will supply Kenya with 40 trucks.", "norvik-motors-ltd", "KEN", "40 trucks"),
    "equip": ("France will equip Kenya with patrol vessels.", "FRA", "KEN", "patrol vessels"),
    "furnish": ("France furnished Kenya with patrol vessels.", "FRA", "KEN", "patrol vessels"),
    "arm": ("France armed Chad with anti-tank missiles.", "FRA", "TCD", "anti-tank missiles"),
    "provide": ("Germany will provide Kenya with vaccines.", "DEU", "KEN", "vaccines"),
    "give": ("Germany gave Kenya 40 trucks.", "DEU", "KEN", "40 trucks"),
    "grant": ("The World Bank granted Kenya a $50 million loan.", "world-bank", "KEN", "loan"),
    "extend": ("The World Bank extended a $50 million loan to Kenya.", "world-bank", "KEN", "loan"),
    "approve": ("The World Bank approved a $50 million loan to Kenya.", "world-bank", "KEN", "loan"),
    "pledge": ("Germany pledged $50 million in aid to Kenya.", "DEU", "KEN", "aid"),
    "promise": ("Germany promised $50 million in aid to Kenya.", "DEU", "KEN", "aid"),
    "commit": ("Germany committed $50 million in aid to Kenya.", "DEU", "KEN", "aid"),
    "allocate": ("Germany allocated $50 million in aid to Kenya.", "DEU", "KEN", "aid"),
    "disburse": ("The World Bank disbursed a $50 million loan to Kenya.", "world-bank", "KEN", "loan"),
    "release": ("The World Bank released a $50 million loan to Kenya.", "world-bank", "KEN", "loan"),
    "earmark": ("Germany earmarked $50 million in aid for Kenya.", "DEU", "KEN", "aid"),
    "announce": ("Germany announced a $50 million loan for Kenya.", "DEU", "KEN", "loan"),
    "channel": ("Germany will channel $50 million in aid to Kenya.", "DEU", "KEN", "aid"),
    "donate": ("Germany donated 40 trucks to Kenya.", "DEU", "KEN", "40 trucks"),
    "contribute": ("Germany contributed 40 trucks to Kenya.", "DEU", "KEN", "40 trucks"),
    "lend": ("Germany lent Kenya $50 million.", "DEU", "KEN", None),
    "loan": ("Germany loaned Kenya $50 million.", "DEU", "KEN", None),
    "borrow": ("Kenya borrowed $50 million from Germany.", "DEU", "KEN", None),
    "receive": ("Kenya received 40 trucks from Germany.", "DEU", "KEN", "40 trucks"),
    "get": ("Kenya got a $50 million loan from Germany.", "DEU", "KEN", "loan"),
    "obtain": ("Kenya obtained a $50 million loan from Germany.", "DEU", "KEN", "loan"),
    "secure": ("Kenya secured a $50 million loan from Germany.", "DEU", "KEN", "loan"),
    "gain": ("Kenya gained a $50 million loan from Germany.", "DEU", "KEN", "loan"),
    "win": ("Kenya won a $50 million loan from Germany.", "DEU", "KEN", "loan"),
    "pay": ("Kenya paid Norvik Motors Ltd $9 million for 40 trucks.", "norvik-motors-ltd", "KEN", "40 trucks"),
    "spend": ("Kenya spent $9 million on missiles.", None, "KEN", "missiles"),
    "invest": ("Norvik Steel Corp will invest $9 million in Baltrum Industries Inc.", "norvik-steel-corp", "baltrum-industries-inc", None),
    "inject": ("Norvik Steel Corp injected $9 million into Baltrum Industries Inc.", "norvik-steel-corp", "baltrum-industries-inc", None),
    "finance": ("The World Bank financed the bridge.", "world-bank", None, "bridge"),
    "fund": ("The World Bank funded the bridge.", "world-bank", None, "bridge"),
    "bankroll": ("Germany bankrolled the bridge.", "DEU", None, "bridge"),
    "bail": ("Germany bailed out Norvik Steel Corp with $50 million.", "DEU", "norvik-steel-corp", None),
    "lease": ("Kenya leased two planes from Norvik Motors Ltd.", "norvik-motors-ltd", "KEN", "two planes"),
    "rent": ("Kenya rented two planes from Norvik Motors Ltd.", "norvik-motors-ltd", "KEN", "two planes"),
    "charter": ("Kenya chartered two planes from Norvik Motors Ltd.", "norvik-motors-ltd", "KEN", "two planes"),
    "license": ("Norvik Steel Corp licensed the patents to Baltrum Industries Inc.", "norvik-steel-corp", "baltrum-industries-inc", "patents"),
    "licence": ("Norvik Steel Corp licenced the patents to Baltrum Industries Inc.", "norvik-steel-corp", "baltrum-industries-inc", "patents"),
    "build": ("Norvik Steel Corp will build a bridge for Kenya.", "norvik-steel-corp", "KEN", "bridge"),
    "construct": ("Norvik Steel Corp will construct a bridge for Kenya.", "norvik-steel-corp", "KEN", "bridge"),
    "instal": ("Norvik Steel Corp will instal the turbines for Kenya.", "norvik-steel-corp", "KEN", "turbines"),
    "install": ("Norvik Steel Corp will install turbines for Kenya.", "norvik-steel-corp", "KEN", "turbines"),
    "refurbish": ("Norvik Steel Corp will refurbish 40 trucks for Kenya.", "norvik-steel-corp", "KEN", "40 trucks"),
    "upgrade": ("Norvik Steel Corp will upgrade 40 tanks for Kenya.", "norvik-steel-corp", "KEN", "40 tanks"),
    "modernise": ("Norvik Steel Corp will modernise the railway for Kenya.", "norvik-steel-corp", "KEN", "railway"),
    "modernize": ("Norvik Steel Corp will modernize the railway for Kenya.", "norvik-steel-corp", "KEN", "railway"),
    "overhaul": ("Norvik Steel Corp will overhaul 40 tanks for Kenya.", "norvik-steel-corp", "KEN", "40 tanks"),
    "maintain": ("Norvik Steel Corp will maintain the railway for Kenya.", "norvik-steel-corp", "KEN", "railway"),
    "operate": ("Norvik Steel Corp will operate the port for Kenya.", "norvik-steel-corp", "KEN", "port"),
    "develop": ("Norvik Steel Corp will develop software for Kenya.", "norvik-steel-corp", "KEN", "software"),
    "design": ("Norvik Steel Corp will design a bridge for Kenya.", "norvik-steel-corp", "KEN", "bridge"),
    "manufacture": ("Norvik Motors Ltd will manufacture trucks for Kenya.", "norvik-motors-ltd", "KEN", "trucks"),
    "make": ("Norvik Motors Ltd makes trucks for Kenya.", "norvik-motors-ltd", "KEN", "trucks"),
    "produce": ("Norvik Motors Ltd produces trucks for Kenya.", "norvik-motors-ltd", "KEN", "trucks"),
    "assemble": ("Norvik Motors Ltd will assemble trucks for Kenya.", "norvik-motors-ltd", "KEN", "trucks"),
    "merge": ("Norvik Steel Corp will merge with Baltrum Industries Inc.", None, "norvik-steel-corp", "Baltrum Industries Inc"),
    "transfer": ("Norvik Steel Corp transferred its stake in Halden Group Ltd to Baltrum Industries Inc.", "norvik-steel-corp", "baltrum-industries-inc", "Halden Group Ltd"),
    "bid": ("Norvik Steel Corp has bid for Baltrum Industries Inc.", None, "norvik-steel-corp", "Baltrum Industries Inc"),
    "tender": ("Norvik Steel Corp tendered for Baltrum Industries Inc.", None, "norvik-steel-corp", "Baltrum Industries Inc"),
    "offer": ("Norvik Steel Corp offered $9 million for Baltrum Industries Inc.", None, "norvik-steel-corp", "Baltrum Industries Inc"),
    "seek": ("Kenya is seeking a loan from Germany.", "DEU", "KEN", "loan"),
    "request": ("Kenya requested a loan from Germany.", "DEU", "KEN", "loan"),
    "look": ("Kenya is looking for $50 million in financing from Germany.", "DEU", "KEN", "financing"),
    "use": ("Kenya used French-made missiles in the battle.", "FRA", "KEN", "missiles"),
    "deploy": ("Kenya deployed French-made missiles on its border.", "FRA", "KEN", "missiles"),
    "field": ("Kenya fielded French-made tanks in the battle.", "FRA", "KEN", "tanks"),
    "fly": ("Kenya flew French-made drones over the border.", "FRA", "KEN", "drones"),
}  # fmt: skip

# lemma: a sentence in which the verb makes no deal
SILENT = {
    "sell": "Norvik Motors Ltd sold more trucks last year.",
    "resell": "Dealers resold the tickets.",
    "divest": "The general was divested of his rank in Kenya.",
    "dispose": "Kenya disposed of the rumours.",
    "buy": "Kenya bought time with the decision.",
    "purchase": "Tourists purchase souvenirs.",
    "procure": "Nobody in the town could procure an answer.",
    "repurchase": "Shareholders were told nothing of repurchasing.",
    "acquire": "The players acquired experience in Kenya.",
    "take": "Kenya took the lead in the race.",
    "snap": "Kenya snapped up the last prize.",
    "gobble": "Children gobbled up their meal.",
    "absorb": "The lesson was absorbed by Kenya.",
    "privatise": "Nobody will privatise.",
    "privatize": "Nobody will privatize.",
    "order": "Kenya ordered an inquiry into the accident.",
    "import": "Maize is imported every year.",
    "export": "Kenya exports more every year.",
    "ship": "The letters were shipped yesterday.",
    "deliver": "The president of Kenya delivered a speech in Zambia.",
    "supply": "Rivers supply the lake.",
    "equip": "Schools equip children with confidence.",
    "furnish": "They furnished the room.",
    "arm": "The guards armed themselves.",
    "provide": "Kenya provided Zambia with an opportunity.",
    "give": "Kenya gave Zambia its support in the vote.",
    "grant": "Kenya granted the prisoners an interview.",
    "extend": "Kenya extended its lead over Zambia.",
    "approve": "Kenya approved of the speech.",
    "pledge": "Kenya pledged loyalty to the queen.",
    "promise": "Kenya promised an answer.",
    "commit": "Kenya committed errors.",
    "allocate": "Seats were allocated by lot.",
    "disburse": "Nothing was disbursed.",
    "release": "Kenya released two prisoners.",
    "earmark": "The date was earmarked.",
    "announce": "Kenya announced the results of the vote.",
    "channel": "Kenya channelled its anger.",
    "donate": "People donated blood.",
    "contribute": "Drought contributed to the crisis.",
    "lend": "The painting lends the room charm.",
    "loan": "Nobody loaned anything.",
    "borrow": "Kenya borrowed an idea from Zambia.",
    "receive": "Kenya received a warm welcome from Zambia.",
    "get": "Kenya got an answer from Zambia.",
    "obtain": "Kenya obtained information from Zambia.",
    "secure": "Kenya secured a victory over Zambia.",
    "gain": "Kenya gained experience.",
    "win": "Kenya won the match against Zambia.",
    "pay": "Kenya paid a high price for the delay.",
    "spend": "Kenya spent a week on the talks.",
    "invest": "Kenya invested time in the talks.",
    "inject": "The speech injected hope into the talks.",
    "finance": "Nobody finances it.",
    "fund": "It was funded.",
    "bankroll": "Nobody bankrolled it.",
    "bail": "The suspect was bailed.",
    "lease": "The house was leased.",
    "rent": "They rent a house.",
    "charter": "The town was chartered in 1200.",
    "license": "Drivers are licensed.",
    "licence": "Drivers are licenced.",
    "build": "Kenya built trust.",
    "construct": "They constructed an argument.",
    "instal": "A new king was instaled.",
    "install": "Kenya installed a new king.",
    "refurbish": "The hall was refurbished.",
    "upgrade": "The agency upgraded its forecast for Kenya.",
    "modernise": "Kenya wants to modernise.",
    "modernize": "Kenya wants to modernize.",
    "overhaul": "Kenya overhauled its laws.",
    "maintain": "Kenya maintained its silence.",
    "operate": "Surgeons operated for hours.",
    "develop": "Kenya developed a habit.",
    "design": "Pupils designed a flag for Kenya.",
    "manufacture": "They manufactured excuses.",
    "make": "Kenya made progress for its people.",
    "produce": "Kenya produced evidence.",
    "assemble": "Crowds assembled in Kenya.",
    "merge": "The two rivers merge in Kenya.",
    "transfer": "Kenya transferred two prisoners to Zambia.",
    "bid": "Kenya bid the guests farewell.",
    "tender": "The minister tendered his resignation.",
    "offer": "Kenya offered its condolences to Zambia.",
    "seek": "Kenya seeks an answer from Zambia.",
    "request": "Kenya requested an answer from Zambia.",
    "look": "Kenya looked for survivors.",
    "use": "Kenya used tanks in the battle.",
    "deploy": "Kenya deployed soldiers on its border.",
    "field": "Kenya fielded questions.",
    "fly": "Kenya flew its flag.",
}

Read = Callable[[str], tuple[DealReport, ...]]


@pytest.fixture(scope="module")
def read(story: Callable[..., object]) -> Read:
    def deals(text: str) -> tuple[DealReport, ...]:
        told = story(text)
        money = tuple(find_money(told.document.raw_text, offset=0))  # type: ignore[attr-defined]
        context = Context(told.document, told.sentences, told.cast, money, ())  # type: ignore[attr-defined]
        return read_deals(context, lambda *_: Attribution(AttributionKind.NARRATION))

    return deals


def side(report: DealReport, role: DealRole) -> list[str]:
    return [(p.entity_key or "").partition(":")[2] for p in report.parties if p.role is role]


@pytest.mark.parametrize("lemma", sorted(STATED))
def test_the_verb_states_a_deal(read: Read, lemma: str) -> None:
    sentence, supplier, recipient, goods = STATED[lemma]
    reports = read(sentence)
    assert len({r.thread for r in reports}) == 1
    assert side(reports[0], DealRole.SUPPLIER) == ([supplier] if supplier else [])
    assert side(reports[0], DealRole.RECIPIENT) == ([recipient] if recipient else [])
    assert goods is None or any(r.goods is not None and goods in r.goods.text for r in reports)


@pytest.mark.parametrize("lemma", sorted(SILENT))
def test_the_verb_states_none(read: Read, lemma: str) -> None:
    assert read(SILENT[lemma]) == ()


def test_every_verb_of_the_list_has_both_sentences() -> None:
    assert set(frames.verbs()) == set(STATED) == set(SILENT)
