"""Which deal the words mean: names beside nouns, sums within a sale, origins, and what is no deal at all."""

from __future__ import annotations

from flows.model.report import DealReport
from flows.model.vocabulary.deals import DealKind, DealRole, DealStatus
from tests.unit.extract.deal_reading import Read, side


def told(report: DealReport) -> tuple[list[str], list[str], str | None]:
    """Suppliers, recipients and goods."""
    goods = report.goods.text if report.goods is not None else None
    return side(report, DealRole.SUPPLIER), side(report, DealRole.RECIPIENT), goods


def test_a_name_after_the_noun_for_a_doer_is_what_is_bought_and_its_nationality_sells_nothing(read: Read) -> None:
    (deal,) = read("The Kintaro Group is to buy the Danish pump maker Skov Holdings for 300 million euros.")
    assert (told(deal), deal.kind) == (([], ["kintaro-group"], "Skov Holdings"), DealKind.ACQUISITION)


def test_a_nationality_before_goods_sells_them(read: Read) -> None:
    (deal,) = read("Poland bought 20 Danish pumps for 300 million euros.")
    assert told(deal) == (["DNK"], ["POL"], "20 Danish pumps")


def test_less_is_no_goods(read: Read) -> None:
    assert not read("Peru wants to buy less from Chile.")


def test_a_quantity_starts_at_its_number(read: Read) -> None:
    (deal,) = read("Chile sold more than 50 million tonnes of copper to Peru.")
    assert told(deal) == (["CHL"], ["PER"], "copper")


def test_the_cash_for_what_was_sold_is_no_deal_of_its_own(read: Read) -> None:
    deals = read(
        "Acme Corp completed the sale of Brill Inc to Dorn Ltd on Monday and received 30 million dollars in cash."
    )
    assert {deal.kind for deal in deals} == {DealKind.ACQUISITION}


def test_cash_from_a_lender_is_a_deal(read: Read) -> None:
    (deal,) = read("Acme Corp received 30 million dollars in cash from the World Bank.")
    assert deal.kind is DealKind.FINANCE


def test_whoever_is_freed_from_lending_lends_nothing(read: Read) -> None:
    deals = read("The accord with Chile frees Peru from lending Chile 40 million dollars by 2020.")
    assert all(deal.is_negated for deal in deals)


def test_money_lent_is_finance_whatever_part_it_is(read: Read) -> None:
    (deal,) = read("Saudi Arabia will lend Peru a large part of the money.")
    assert deal.kind is DealKind.FINANCE


def test_whoever_is_handed_an_order_supplies(read: Read) -> None:
    (deal,) = read("Chile handed Orm Motors the first export order for trucks.")
    assert told(deal) == (["orm-motors"], ["CHL"], "trucks")


def test_whoever_orders_receives(read: Read) -> None:
    (deal,) = read("Chile placed an order with Orm Motors for trucks.")
    assert told(deal) == (["orm-motors"], ["CHL"], "trucks")


def test_according_to_a_ministry_nothing_goes_there(read: Read) -> None:
    said = "According to the Chilean ministry, the first trucks will be delivered in May."
    text = f"Peru bought 20 trucks from Orm Motors. {said}"
    assert {code for deal in read(text) for code in side(deal, DealRole.RECIPIENT)} == {"PER"}


def test_what_is_delivered_to_a_ministry_goes_there(read: Read) -> None:
    (deal,) = read("The first trucks will be delivered to the Chilean ministry in May.")
    assert side(deal, DealRole.RECIPIENT) == ["CHL"]


def test_of_tells_more_of_an_unnamed_buyer(read: Read) -> None:
    deals = read("Dorn Ltd agreed to buy Brill Inc, the biggest acquisition by a company of Chile's steel industry.")
    assert {told(deal)[2] for deal in deals} == {"Brill Inc"}


def test_of_names_the_target_after_a_named_buyer(read: Read) -> None:
    (deal,) = read("Dorn Ltd announced the acquisition by Acme Corp of Brill Inc for 50 million dollars.")
    assert told(deal)[1:] == (["acme-corp"], "Brill Inc")


def test_a_region_that_gas_comes_from_is_no_side(read: Read) -> None:
    (deal,) = read("Peru is negotiating a contract for gas from western Siberia.")
    assert told(deal) == ([], ["PER"], "gas")


def test_a_state_that_gas_comes_from_supplies_it(read: Read) -> None:
    (deal,) = read("Peru signed a contract for gas from Russia.")
    assert told(deal) == (["RUS"], ["PER"], "gas")


def test_what_is_still_to_come_of_the_deal_is_not_said_of_one_completed_before(read: Read) -> None:
    text = (
        "Acme Corp agreed to sell Brill Inc to Dorn Ltd for 50 million dollars. Acme Corp completed the purchase of "
        "Brill Inc in 1999. The transaction is expected to close in the third quarter."
    )
    planned = [deal for deal in read(text) if deal.status is DealStatus.PLANNED]
    assert [side(deal, DealRole.SUPPLIER) for deal in planned] == [["acme-corp"]]


def test_a_sale_once_resisted_is_not_denied(read: Read) -> None:
    text = (
        "Acme Corp agreed to sell Brill Inc to Dorn Ltd. The unions, which had resisted the sale, agreed on Saturday."
    )
    assert DealStatus.DENIED not in {deal.status for deal in read(text)}


def test_an_order_that_a_step_would_bring_is_no_order(read: Read) -> None:
    assert not read("Chile put off a decision that would hand Orm Motors its first export order for buses.")


def test_a_name_of_a_class_of_ships_is_no_side_of_their_contract(read: Read) -> None:
    text = "Chile cancelled the Tornado contract with Peru. It was for two Tornado-class frigates, signed in 2011."
    assert {code for deal in read(text) for role in DealRole for code in side(deal, role)} == {"CHL", "PER"}


def test_a_name_of_a_maker_is_a_side_of_its_contract(read: Read) -> None:
    (deal,) = read("Chile signed a contract with Tornado Shipyards for two frigates.")
    assert side(deal, DealRole.SUPPLIER) == ["tornado-shipyards"]
