from typing import Any

import polars as pl
import pytest

from flows.resolve import bearers, resolve


def entities(made_up: Any) -> dict[str, pl.DataFrame]:
    return resolve(made_up.parts())


def ids(made_up: Any) -> list[str]:
    return entities(made_up)["entities"]["entity_id"].to_list()


def test_one_name_in_two_documents_is_one_entity(made_up: Any) -> None:
    made_up.entity("doc_1", "person:ada-lovelle", "Ada Lovelle")
    made_up.entity("doc_2", "person:lovelle", "Ada Lovelle")
    assert ids(made_up) == ["person:ada-lovelle"]


def test_relatives_stay_apart(made_up: Any) -> None:
    made_up.entity("doc_1", "person:ada-lovelle", "Ada Lovelle")
    made_up.entity("doc_2", "person:tom-lovelle", "Tom Lovelle")
    assert ids(made_up) == ["person:ada-lovelle", "person:tom-lovelle"]


def test_a_bare_surname_joins_the_only_person_who_shares_its_company(made_up: Any) -> None:
    for doc, key, name in (("doc_1", "person:ada", "Ada Lovelle"), ("doc_2", "person:l", "Lovelle")):
        made_up.entity(doc, key, name)
        made_up.entity(doc, "country:NOR", "Norway")
        made_up.entity(doc, "organization:alpha", "Alpha Institute")
    assert ids(made_up) == ["country:NOR", "organization:alpha-institute", "person:ada-lovelle"]


def test_a_bare_surname_in_other_company_stays_with_its_document(made_up: Any) -> None:
    made_up.entity("doc_1", "person:ada", "Ada Lovelle")
    made_up.entity("doc_2", "person:l", "Lovelle")
    found = ids(made_up)
    assert found[0] == "person:ada-lovelle"
    assert found[1].startswith("person:lovelle-")


def test_a_bare_surname_of_two_people_joins_neither(made_up: Any) -> None:
    for doc, key, name in (("doc_1", "person:a", "Ada Lovelle"), ("doc_1", "person:t", "Tom Lovelle")):
        made_up.entity(doc, key, name)
    made_up.entity("doc_2", "person:l", "Lovelle")
    for doc in ("doc_1", "doc_2"):
        made_up.entity(doc, "country:NOR", "Norway")
        made_up.entity(doc, "organization:alpha", "Alpha Institute")
    assert sum(entity_id.startswith("person:") for entity_id in ids(made_up)) == 3


def test_an_acronym_joins_the_name_that_introduced_it(made_up: Any) -> None:
    made_up.entity("doc_1", "organization:x", "Northern Arms Survey", aliases={"NAS": "acronym"})
    made_up.entity("doc_2", "organization:y", "NAS")
    assert ids(made_up) == ["organization:northern-arms-survey"]


def test_an_acronym_that_nobody_introduced_stays_apart(made_up: Any) -> None:
    made_up.entity("doc_1", "organization:x", "Northern Arms Survey")
    made_up.entity("doc_2", "organization:y", "NAS")
    assert len(ids(made_up)) == 2


def test_bodies_of_one_name_in_two_countries_take_the_country_into_their_id(made_up: Any) -> None:
    made_up.entity("doc_1", "government:m", "Ministry of Trade", country_code="NOR")
    made_up.entity("doc_2", "government:m", "Ministry of Trade", country_code="PER")
    assert ids(made_up) == ["government:ministry-of-trade-nor", "government:ministry-of-trade-per"]


def test_every_name_is_an_alias(made_up: Any) -> None:
    made_up.entity("doc_1", "person:a", "Ze'ev Barak", aliases={"Barak": "surname"})
    made_up.entity("doc_2", "person:b", "Zeev Barak")
    found = entities(made_up)
    rows = found["entity_aliases"].select("alias", "alias_norm", "alias_type").rows()
    assert rows == [
        ("Barak", "barak", "surname"),
        ("Ze'ev Barak", "zeev barak", "full_name"),
        ("Zeev Barak", "zeev barak", "spelling_variant"),
    ]
    assert set(found["entities"]["name"]) <= set(found["entity_aliases"]["alias"])


def test_mentions_carry_the_entity(made_up: Any) -> None:
    made_up.entity("doc_1", "person:a", "Ada Lovelle")
    assert entities(made_up)["entity_mentions"]["entity_id"].to_list() == ["person:ada-lovelle"]


def test_the_name_of_a_father_is_not_the_surname_of_his_son(made_up: Any) -> None:
    for n, name in enumerate(("Omar bin Talal", "Talal")):
        made_up.document(f"doc_{n}")
        made_up.entity(f"doc_{n}", "country:JOR")
        made_up.entity(f"doc_{n}", "person:other", "Bo Hansen")
        made_up.entity(f"doc_{n}", "person:p", name)
    assert sum(entity.startswith("person:") for entity in ids(made_up)) == 3


@pytest.mark.parametrize(("company", "n"), [("Delta Works", 2), ("Gamma Yards", 4)])
def test_a_short_name_is_that_of_the_firm_only_in_its_company(made_up: Any, company: str, n: int) -> None:
    for doc, name, aliases, other in (
        ("doc_1", "Sumida Motors", {"Sumida": "spelling_variant"}, "Delta Works"),
        ("doc_2", "Sumida", {}, company),
    ):
        made_up.document(doc)
        made_up.entity(doc, "country:JPN")
        made_up.entity(doc, f"organization:{doc}", name, aliases=aliases)
        made_up.entity(doc, f"organization:{other}", other)
    assert sum(entity.startswith("organization:") for entity in ids(made_up)) == n


def test_people_share_their_state_across_documents_and_a_misread_office_parts_nobody(made_up: Any) -> None:
    for doc, state in (("doc_1", "NOR"), ("doc_2", None), ("doc_3", "PER"), ("doc_4", "NOR")):
        made_up.document(doc)
        made_up.entity(doc, "person:p", "Ada Lovelle", country_code=state)
    people = resolve(made_up.parts())["entities"].select("entity_id", "country_code").rows()
    assert people == [("person:ada-lovelle", "NOR")]


@pytest.mark.parametrize(("company", "together"), [((), False), (("Delta Bank", "Norway"), True)])
def test_a_word_that_begins_another_firm_of_its_document_is_a_name_only_in_its_company(
    made_up: Any, company: tuple[str, ...], together: bool
) -> None:
    for doc, name in (("doc_1", "Crown"), ("doc_2", "Crown Corp")):
        made_up.document(doc)
        made_up.entity(doc, "organization:a", name)
        if company:
            made_up.entity(doc, "organization:delta", company[0])
            made_up.entity(doc, "country:NOR", company[1])
    made_up.entity("doc_1", "organization:b", "Crown Millers Corp")
    led = entities(made_up)["entity_mentions"].filter(pl.col("span_text").is_in(["Crown", "Crown Corp"]))
    assert (led["entity_id"].n_unique() == 1) is together


def test_offices_that_every_state_has_are_those_of_their_own_state(made_up: Any) -> None:
    for doc, state in (("doc_1", "country:MUS"), ("doc_2", "country:SYC"), ("doc_3", "country:MUS")):
        made_up.entity(doc, state)
        made_up.entity(doc, "government:national-assembly", "National Assembly")
    resolved = entities(made_up)
    assert [found.startswith("government:national-assembly-") for found in ids(made_up)] == [False, False, True, True]
    offices = resolved["entity_mentions"].filter(pl.col("span_text") == "National Assembly").sort("doc_id")
    first, second, third = offices["entity_id"]
    assert first == third != second


@pytest.mark.parametrize("name", ["Ministry of Health", "Foreign Affairs", "Supreme Court", "West"])
def test_an_office_among_several_states_stays_with_its_document(made_up: Any, name: str) -> None:
    for doc in ("doc_1", "doc_2"):
        made_up.entity(doc, "country:NOR")
        made_up.entity(doc, "country:PER")
        made_up.entity(doc, "government:x", name)
    assert sum(found.startswith("government:") for found in ids(made_up)) == 2


def test_an_office_whose_state_is_known_is_one(made_up: Any) -> None:
    for doc in ("doc_1", "doc_2"):
        made_up.entity(doc, "country:NOR")
        made_up.entity(doc, "country:PER")
        made_up.entity(doc, "government:x", "Ministry of Health", country_code="NOR")
    assert "government:ministry-of-health" in ids(made_up)


@pytest.mark.parametrize("n_elsewhere", [0, 3])
def test_company_kept_long_ago_counts_as_much_as_company_kept_of_late(
    made_up: Any, monkeypatch: pytest.MonkeyPatch, n_elsewhere: int
) -> None:
    monkeypatch.setattr(bearers, "MANY", 1)
    monkeypatch.setattr(bearers, "LAST", 2)
    for doc, key, name in (("doc_1", "person:ada", "Ada Lovelle"), ("doc_2", "person:l", "Lovelle")):
        made_up.entity(doc, key, name)
        made_up.entity(doc, "country:NOR", "Norway")
        made_up.entity(doc, "organization:alpha", "Alpha Institute")
    for n in range(n_elsewhere):
        made_up.entity(f"doc_{n + 3}", "person:ada", "Ada Lovelle")
        made_up.entity(f"doc_{n + 3}", "country:PER", "Peru")
    assert [found for found in ids(made_up) if found.startswith("person:")] == ["person:ada-lovelle"]
