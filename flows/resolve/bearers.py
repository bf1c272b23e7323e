"""Names as the documents bear them: cast members of one name and country, and the company they keep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from flows.model.vocabulary.entities import EntityType
from flows.resolve.cards import PERSON, Member
from flows.resolve.order import in_order
from flows.resolve.table import Table, among

SPELT = ["spelling", "country_code"]
NOBODY: frozenset[str] = frozenset()
MANY = 200  # documents that bear a name, of which some are then looked at first
LAST = 200


@dataclass(slots=True)
class Name:
    """Cast members that bear the same name, of one kind and one country, over all documents."""

    name_id: str  # spelling and country
    spelling: str
    words: tuple[str, ...]
    country: str | None
    text: str  # the name as the first document prints it
    keys: frozenset[str]  # that its documents use; for what the lists know, one key stands for all its names
    first: Member
    introduced: frozenset[str] = NOBODY  # short forms that its documents use beside it
    acronyms: frozenset[str] = NOBODY
    states: frozenset[str] = NOBODY  # states named in its documents, or in some of them
    company: frozenset[str] = NOBODY  # others named there
    rest: Callable[[], None] | None = None  # looks at all its documents

    @property
    def group(self) -> str:
        """The kind of thing it names."""
        return self.spelling.partition("|")[0]

    @property
    def is_short(self) -> bool:
        """Whether it most likely stands for a fuller name of its document."""
        return self.spelling.count("|") > 1

    @property
    def is_bare(self) -> bool:
        """Whether it is a person's name of one word."""
        return self.group == PERSON and len(self.words) == 1


def borne(votes: pl.DataFrame) -> pl.DataFrame:
    """Votes of some spellings with `country` and `name_id`; a card without country goes with the only one its name has.

    People of one full name are one whatever office each article gives them: an office is misread more often than two
    office-holders of different states share a full name.
    """
    counts = votes.drop_nulls("country_code").group_by("spelling", "country_code").agg(pl.col("n").sum())
    ordered = counts.sort("spelling", "n", "country_code", descending=[False, True, False])
    most = ordered.group_by("spelling", maintain_order=True).agg(
        pl.col("country_code").first().alias("most"), pl.len().alias("n_countries")
    )
    only = pl.when(pl.col("n_countries") == 1).then("most")
    country = pl.when(pl.col("group") == PERSON).then("most").otherwise(pl.coalesce("country_code", only))
    return (
        votes.join(most, on="spelling", how="left")
        .with_columns(country=country)
        .with_columns(name_id=pl.concat_str("spelling", pl.lit("|"), pl.col("country").fill_null("")))
        .drop("most", "n_countries")
    )


def bearers(found: pl.DataFrame, cards: Table, name_ids: Iterable[str], most: int | None = None) -> pl.DataFrame:
    """The cards of some names, with their `name_id`, or some of each; `found` is what `borne` gives."""
    wanted = found.filter(among("name_id", name_ids)).select("name_id", *SPELT).unique()
    return cards.of("who", wanted["spelling"].unique(), most).join(wanted, on=SPELT, nulls_equal=True)


def names(found: pl.DataFrame, forms: pl.DataFrame) -> dict[str, Name]:
    """Names by id, from votes as `borne` gives them, sorted; `forms` are the short forms of bodies."""
    ordered = in_order(found, ["doc_id", "entity_key"]).group_by("name_id", maintain_order=True)
    rows = ordered.agg(
        pl.col("spelling", "words", "country", "name", "doc_id", "entity_key").first(),
        pl.col("entity_key").unique().alias("keys"),
    )
    told = forms.join(found.select("name_id", *SPELT).unique(), on=SPELT, nulls_equal=True)
    introduced, acronyms = (_sets(told.filter(of_kind), "form") for of_kind in ("is_introduced", "is_acronym"))
    return {
        row["name_id"]: Name(
            row["name_id"],
            row["spelling"],
            tuple(row["words"].split("-")),
            row["country"],
            row["name"],
            frozenset(row["keys"]),
            Member(row["doc_id"], row["entity_key"]),
            introduced.get(row["name_id"], NOBODY),
            acronyms.get(row["name_id"], NOBODY),
        )
        for row in rows.sort("name_id").iter_rows(named=True)
    }


def introduce(known: Iterable[Name], found: pl.DataFrame, cards: Table) -> None:
    """Tell names of the company they keep: what else the documents that bear them name; media are everywhere.

    Of a name that many documents bear, first only some are looked at: two such names mostly meet there.

    Args:
        known: the names.
        found: what is said of them, as `borne` gives it.
        cards: all cards.
    """
    wanted = {name.name_id: name for name in known}
    counts = found.group_by("name_id").agg(pl.col("n").sum()).filter(among("name_id", wanted) & (pl.col("n") > MANY))
    common = {name_id: wanted.pop(name_id) for name_id in counts["name_id"]}
    _introduce(wanted, found, cards)
    _introduce(common, found, cards, LAST)

    def rest() -> None:
        _introduce(common, found, cards)

    for name in common.values():
        name.rest = rest


def _introduce(wanted: Mapping[str, Name], found: pl.DataFrame, cards: Table, most: int | None = None) -> None:
    bearing = bearers(found, cards, wanted, most).select("name_id", "doc_id").unique()
    around = bearing.join(named_around(cards, bearing["doc_id"]), on="doc_id")
    states = _sets(around.filter("is_state"), "named")
    company = _sets(around.filter(~pl.col("is_state")), "named")
    for name_id, name in wanted.items():
        name.states = states.get(name_id, NOBODY)
        name.company = company.get(name_id, NOBODY) - {"-".join(name.words)}
        name.rest = None


def named_around(cards: Table, doc_ids: pl.Series) -> pl.DataFrame:
    """What documents name (`doc_id`, `named`, `is_state`): states by key, others but media by the words of the name.

    What several cards name stands there several times.
    """
    is_state = pl.col("entity_key").str.contains(r"^(?:country|gov):[A-Z]{3}$")
    is_telling = pl.col("is_named") & (pl.col("entity_type") != EntityType.MEDIA.value)
    return (
        cards.of("doc_id", doc_ids)
        .filter(is_state | is_telling)
        .select(
            "doc_id",
            pl.when(is_state).then("entity_key").otherwise("words").alias("named"),
            is_state.alias("is_state"),
        )
    )


def _sets(rows: pl.DataFrame, column: str) -> dict[str, frozenset[str]]:
    grouped = rows.group_by("name_id").agg(pl.col(column).unique())
    return {name_id: frozenset(found) for name_id, found in grouped.iter_rows()}


def related(a: Name, b: Name) -> bool:
    """Whether two names live in one world: one known country, or documents that share a state and someone else.

    People need company: a country has many of one surname.
    """
    if a.group != PERSON and a.country is not None and a.country == b.country:
        return True
    if _meet(a, b):
        return True
    for name in (a, b):
        if name.rest is not None:
            name.rest()
    return _meet(a, b)


def _meet(a: Name, b: Name) -> bool:
    return not a.states.isdisjoint(b.states) and not a.company.isdisjoint(b.company)
