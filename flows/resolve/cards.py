"""What the documents know of their casts, one card a cast member."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

import polars as pl

from flows.model.vocabulary.entities import AliasType, EntityType
from flows.resolve.text import body_tokens, is_common, tokens

Row: TypeAlias = Mapping[str, Any]

BODIES = frozenset(
    {
        EntityType.ORGANIZATION,
        EntityType.GOVERNMENT,
        EntityType.MILITARY,
        EntityType.POLITICAL_PARTY,
        EntityType.INTERGOVERNMENTAL,
        EntityType.MEDIA,
        EntityType.RESEARCH,
    }
)
PLACES = frozenset({EntityType.COUNTRY, EntityType.CITY, EntityType.REGION, EntityType.FACILITY})
PERSON, BODY, PLACE = "person", "body", "place"
NAMING = frozenset(
    {AliasType.FULL_NAME, AliasType.ACRONYM, AliasType.SPELLING_VARIANT, AliasType.TRANSLATION, AliasType.TYPO}
)
STATE_KEY = re.compile(r"(?:country|gov):[A-Z]{3}")

CARDS = {
    "doc_id": pl.String,
    "entity_key": pl.String,
    "name": pl.String,
    "entity_type": pl.String,
    "country_code": pl.String,
    "is_named": pl.Boolean,
    "group": pl.String,  # kind of thing within which names may be compared: person, body, place, or a type of its own
    "words": pl.String,  # of the name, joined by "-"
    "n_words": pl.Int32,
    "spelling": pl.String,  # group and words; NULL for states, known by their key, and for what is unnamed
    "who": pl.String,  # what it counts for: its spelling; a state's key; what is unnamed counts for itself
}
FORMS = {
    "doc_id": pl.String,
    "entity_key": pl.String,
    "spelling": pl.String,
    "country_code": pl.String,
    "form": pl.String,  # short form that the document uses beside the full name of a body
    "is_acronym": pl.Boolean,
    "is_introduced": pl.Boolean,
}


class Member(NamedTuple):
    """A cast member: document and key within it."""

    doc_id: str
    key: str


def cards(entities: pl.DataFrame) -> pl.DataFrame:
    """A card for every row of `doc_entities`.

    A firm's name of one word that begins the full name of just one other firm of its document is most likely short for
    that one ("Union" beside "Union Planters Corp"): its spelling is the document's own. So is that of an office that
    every state has ("the Ministry of Health"), or that of the only state that the document names.
    """
    known = _of_some_state(pl.DataFrame([_card(row) for row in entities.iter_rows(named=True)], CARDS, orient="row"))
    firms = known.filter((pl.col("group") == BODY) & pl.col("spelling").is_not_null())
    first_word = pl.col("words").str.split("-").list.first()
    is_full = (pl.col("words") != first_word) & pl.col("n_words").gt(pl.col("words").str.count_matches("-") + 1)
    full = firms.filter(is_full).select("doc_id", "entity_key", words=first_word)
    only = full.unique(["doc_id", "words"], keep="none").select("doc_id", "words", full="entity_key")
    bare = (
        firms.filter(pl.col("n_words") == 1).join(only, on=["doc_id", "words"]).select("doc_id", "entity_key", "full")
    )
    own = pl.concat_str("spelling", pl.lit("|"), "doc_id")
    marked = known.join(bare, on=["doc_id", "entity_key"], how="left")
    spelling = pl.when(pl.col("full").is_not_null()).then(own).otherwise("spelling")
    return marked.with_columns(spelling=spelling).with_columns(_who()).select(list(CARDS))


def _who() -> pl.Expr:
    is_state = pl.col("entity_key").str.contains(f"^{STATE_KEY.pattern}$")
    own = pl.concat_str("doc_id", "entity_key", separator=" ")
    return pl.coalesce("spelling", pl.when(is_state).then("entity_key").otherwise(own)).alias("who")


def _of_some_state(known: pl.DataFrame) -> pl.DataFrame:
    """The cards, spellings of offices without a country marked by the state or document that tells whose they are."""
    states = known.filter(pl.col("entity_key").str.contains(f"^{STATE_KEY.pattern}$")).select(
        "doc_id", only=pl.col("entity_key").str.tail(3)
    )
    only = states.unique().unique("doc_id", keep="none")
    is_office = pl.Series([is_common(words) for words in known["words"]], dtype=pl.Boolean)
    is_homeless = pl.col("country_code").is_null() & (pl.col("entity_type") != EntityType.INTERGOVERNMENTAL.value)
    own = pl.concat_str("spelling", pl.lit("|"), pl.coalesce("only", "doc_id"))
    marked = pl.when(is_office & is_homeless & (pl.col("group") == BODY)).then(own).otherwise("spelling")
    return known.join(only, on="doc_id", how="left", maintain_order="left").with_columns(spelling=marked).drop("only")


def _card(row: Row) -> dict[str, Any]:
    group = _group(EntityType(row["entity_type"]))
    words = body_tokens(row["name"]) if group == BODY else tokens(row["name"])
    joined = "-".join(words) or f"{row['doc_id']} {row['entity_key']}"
    is_borne = row["is_named"] and not STATE_KEY.fullmatch(row["entity_key"])
    return {name: row[name] for name in ("doc_id", "entity_key", "name", "entity_type", "country_code", "is_named")} | {
        "group": group,
        "words": joined,
        "n_words": len(tokens(row["name"])),
        "spelling": f"{group}|{joined}" if is_borne else None,
    }


def _group(entity_type: EntityType) -> str:
    if entity_type in BODIES:
        return BODY
    return PLACE if entity_type in PLACES else entity_type.value


def forms(known: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """Short forms of bodies, from their cards and the rows of `doc_aliases`."""
    bodies = known.filter(pl.col("spelling").is_not_null() & (pl.col("group") == BODY))
    bearers = bodies.select("doc_id", "entity_key", "spelling", "country_code", "words")
    told = bearers.join(aliases, on=["doc_id", "entity_key"])
    return pl.DataFrame(list(_forms(told)), schema=FORMS, orient="row")


def _forms(told: pl.DataFrame) -> Iterator[tuple[Any, ...]]:
    columns = ("doc_id", "entity_key", "spelling", "country_code", "words", "alias", "alias_type")
    for *bearer, written, alias, alias_type in told.select(columns).iter_rows():
        words, full = body_tokens(alias), tuple(written.split("-"))
        is_acronym = alias_type == AliasType.ACRONYM
        is_start = len(words) < len(full) and words == full[: len(words)]
        is_introduced = AliasType(alias_type) in NAMING and words != full and (is_acronym or is_start)
        if words and (is_acronym or is_introduced):
            yield *bearer, "-".join(words), is_acronym, is_introduced
