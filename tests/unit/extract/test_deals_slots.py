"""Who stands on which side of a deal, and how far it has come, where the grammar says so at a distance."""

from __future__ import annotations

import pytest

from flows.extract.reading import read
from flows.model.report import DealReport
from flows.model.vocabulary.articles import SegmentAction, Zone
from flows.model.vocabulary.deals import DealRole, DealStatus
from tests.unit.extract.conftest import document_of
from tests.unit.extract.deal_reading import side


def first(text: str) -> DealReport | None:
    """The first report of a deal in a text."""
    return next(iter(read(document_of((text, Zone.BODY, SegmentAction.KEEP))).deals), None)


SIDES = {
    "work won from whom it is had": (
        "Norvik Works Ltd has secured a contract worth $90 million from Kenya.",
        ["norvik-works-ltd"],
        ["KEN"],
    ),
    "a union agrees to what its region buys": (
        "Israel, Egypt and the European Union signed a memorandum on the export of natural gas to Europe.",
        ["ISR", "EGY"],
        ["europe"],
    ),
    "a union sells elsewhere": (
        "Ukraine and the European Union signed a memorandum on the export of wheat to Africa.",
        ["UKR", "european-union"],
        ["africa"],
    ),
    "an order taken": (
        "Last month Norvik Yards Ltd also took an order for two tankers from Halden Shipping Ltd.",
        ["norvik-yards-ltd"],
        ["halden-shipping-ltd"],
    ),
    "an order placed": (
        "Last month Norvik Yards Ltd also placed an order for two tankers with Halden Shipping Ltd.",
        ["halden-shipping-ltd"],
        ["norvik-yards-ltd"],
    ),
    "a contract handed out": (
        "Chile scrapped the $40 million software contract awarded to Norvik Systems Ltd.",
        ["norvik-systems-ltd"],
        ["CHL"],
    ),
    "whose business is taken over": (
        "Regulators cleared Norvik Steel Corp's takeover of the adhesives business of Halden Chemicals Ltd.",
        ["halden-chemicals-ltd"],
        ["norvik-steel-corp"],
    ),
    "whose unit is taken over": (
        "Norvik Steel Corp is taking over Halden Chemicals Ltd's glue unit.",
        ["halden-chemicals-ltd"],
        ["norvik-steel-corp"],
    ),
    "who is taken over whole": (
        "Norvik Steel Corp is taking over Britain's Halden Chemicals Ltd.",
        [],
        ["norvik-steel-corp"],
    ),
    "whose unit is bid for": (
        "Norvik Steel Corp's offer for Halden Chemicals Ltd's glue unit needs approval.",
        ["halden-chemicals-ltd"],
        ["norvik-steel-corp"],
    ),
}


@pytest.mark.parametrize(("text", "suppliers", "recipients"), SIDES.values(), ids=SIDES)
def test_sides(text: str, suppliers: list[str], recipients: list[str]) -> None:
    report = first(text)
    assert report is not None
    assert side(report, DealRole.SUPPLIER) == suppliers
    assert side(report, DealRole.RECIPIENT) == recipients


STATUSES = {
    "a takeover announced with its price": (
        "Norvik Steel Corp is to take over Baltrum Industries Inc for $40 million.",
        DealStatus.AGREED,
    ),
    "a takeover announced with both its sides": (
        "Norvik Steel Corp said it would sell its glue unit to Halden Chemicals Ltd.",
        DealStatus.AGREED,
    ),
    "a takeover only planned": (
        "Norvik Steel Corp plans to take over Baltrum Industries Inc for $40 million.",
        DealStatus.PLANNED,
    ),
    "a delivery due": ("Peru is to receive 12 trucks from France.", DealStatus.AGREED),
    "a sum promised": ("France said it would provide Peru with a loan of $40 million.", DealStatus.PLANNED),
    "what the terms provide": (
        "Peru and Kenya signed a pact on Monday. Under its terms Peru will take 40,000 tonnes of tea from Kenya.",
        DealStatus.AGREED,
    ),
    "leave to buy": ("The committee approved the procurement of 40 rifles by Peru from France.", DealStatus.PLANNED),
    "leave to merge": (
        "Regulators approved the purchase of Baltrum Industries Inc by Norvik Steel Corp.",
        DealStatus.AGREED,
    ),
    "put on hold": ("France has put deliveries of trucks to Peru on hold.", DealStatus.CANCELLED),
    "put into effect": ("France has resumed deliveries of trucks to Peru.", DealStatus.ONGOING),
    "orders in hand": ("Norvik Works Ltd has orders for the delivery of 20 trams to Peru.", DealStatus.AGREED),
    "services to come": ("Norvik Works Ltd will dredge Peru's main harbour.", DealStatus.AGREED),
    "services hoped for": ("Norvik Works Ltd hopes to dredge Peru's main harbour.", DealStatus.INTEREST),
    "services meant": ("Norvik Works Ltd plans to dredge Peru's main harbour.", DealStatus.PLANNED),
    "an order that there is": (
        "Peru will buy 12 trucks from France. The order is worth 40 million dollars.",
        DealStatus.AGREED,
    ),
    "an order that there will be": (
        "Peru will buy 12 trucks from France. The order will be worth 40 million dollars.",
        DealStatus.PLANNED,
    ),
    "an order after a plan": (
        "Peru plans to buy 12 trucks from France. The order is worth 40 million dollars.",
        DealStatus.PLANNED,
    ),
    "deliveries sought": ("Peru is seeking the delivery of 20 trams from Norvik Works Ltd.", DealStatus.INTEREST),
}


@pytest.mark.parametrize(("text", "status"), STATUSES.values(), ids=STATUSES)
def test_statuses(text: str, status: DealStatus) -> None:
    report = first(text)
    assert report is not None
    assert report.status is status
