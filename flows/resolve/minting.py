"""Ids, names and aliases of entities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import polars as pl

from flows.model.ids import digest
from flows.model.vocabulary.entities import AliasSource, AliasType, EntityType
from flows.resolve.cards import BODIES, PERSON, STATE_KEY
from flows.resolve.order import in_order
from flows.resolve.text import alias_norm, is_common, slug, tokens

Row: TypeAlias = Mapping[str, Any]
SUFFIX_LENGTH = 6

# Of several ways one form relates to the name, the one that says most.
ALIAS_ORDER = {alias_type.value: n for n, alias_type in enumerate(AliasType)}
FULL, VARIANT = ALIAS_ORDER[AliasType.FULL_NAME.value], ALIAS_ORDER[AliasType.SPELLING_VARIANT.value]

DRAFTS = {
    "cluster": pl.String,
    "plain_id": pl.String,  # type and name
    "name": pl.String,
    "entity_type": pl.String,
    "country_code": pl.String,
    "is_named": pl.Boolean,
    "is_local": pl.Boolean,  # its name is not its own: none, an unresolved surname, an office
    "mark": pl.String,  # hash of its first member
}
MINTED = {**DRAFTS, "entity_id": pl.String}
ALIASES = {
    "cluster": pl.String,
    "entity_id": pl.String,
    "alias": pl.String,
    "alias_norm": pl.String,
    "alias_type": pl.String,
    "source": pl.String,
    "n_mentions": pl.Int32,
}


def drafts(votes: pl.DataFrame, chosen: Mapping[str, str]) -> pl.DataFrame:
    """An entity for every cluster, its id not yet told from others of its name.

    `votes` have their `cluster`; `chosen` are names by people's judgement, by cluster.
    """
    ordered = in_order(votes, ["doc_id", "entity_key"])
    first = ordered.group_by("cluster", maintain_order=True).agg(
        pl.col("doc_id", "entity_key", "entity_type").first(), pl.col("is_named").any()
    )
    found = first.rename({"entity_type": "first_type"})
    for rows in (_names(ordered), _most(ordered, "entity_type"), _most(ordered, "country_code")):
        found = found.join(rows, on="cluster", how="left")
    drawn = [_draft(row | {"name": chosen.get(row["cluster"], row["name"])}) for row in found.iter_rows(named=True)]
    return pl.DataFrame(drawn, schema=DRAFTS, orient="row")


def _names(told: pl.DataFrame) -> pl.DataFrame:
    """The name most documents use, the fuller one on a tie.

    A person's full name goes before a bare surname, a name before its acronym, mixed case before capitals.
    """
    votes = told.group_by("cluster", "name").agg(pl.col("n").sum().alias("n_votes"), pl.col("n_words").first())
    first_type = told.group_by("cluster", maintain_order=True).agg(pl.col("entity_type").first().alias("kind"))
    ranked = votes.join(first_type, on="cluster").with_columns(
        is_bare=(pl.col("kind") == EntityType.PERSON.value) & (pl.col("n_words") == 1),
        is_upper=(pl.col("name") == pl.col("name").str.to_uppercase())
        & (pl.col("name") != pl.col("name").str.to_lowercase()),
        length=pl.col("name").str.len_chars(),
    )
    by = ("cluster", "is_bare", "is_upper", "n_votes", "length", "name")
    ordered = ranked.sort(by, descending=[False, False, False, True, True, False])
    return ordered.group_by("cluster", maintain_order=True).agg(pl.col("name").first())


def _most(told: pl.DataFrame, column: str) -> pl.DataFrame:
    """What most cards of a cluster say, the first in the alphabet on a tie."""
    votes = told.drop_nulls(column).group_by("cluster", column).agg(pl.col("n").sum())
    ordered = votes.sort("cluster", "n", column, descending=[False, True, False])
    return ordered.group_by("cluster", maintain_order=True).agg(pl.col(column).first())


def _draft(row: Row) -> dict[str, Any]:
    name, key, entity_type = row["name"], row["entity_key"], row["entity_type"]
    is_bare = entity_type == PERSON and len(tokens(name)) == 1
    is_office = entity_type in BODIES and row["country_code"] is None and is_common("-".join(tokens(name)))
    return {
        "cluster": row["cluster"],
        "plain_id": key if STATE_KEY.fullmatch(key) else f"{entity_type}:{slug(name) or digest(name)}",
        "name": name,
        "entity_type": entity_type,
        "country_code": row["country_code"],
        "is_named": row["is_named"],
        "is_local": is_bare or is_office or not row["is_named"],
        "mark": digest(row["doc_id"], key)[:SUFFIX_LENGTH],
    }


def minted(drawn: pl.DataFrame) -> pl.DataFrame:
    """The drafts with `entity_id`: type and name, so that ids depend on the members alone and not on their order.

    Where several entities would share it, each takes its country as a suffix, or, where that does not tell them apart,
    a hash of its first member. What stays with one document always takes the hash.
    """
    is_state = pl.col("plain_id").str.contains(r"^(?:country|gov):[A-Z]{3}$")
    is_shared = pl.len().over("plain_id") > 1
    is_only_one = pl.col("country_code").is_not_null() & (pl.len().over("plain_id", "country_code") == 1)
    suffix = (
        pl.when(is_state)
        .then(pl.lit(""))
        .when(is_shared & is_only_one)
        .then(pl.lit("-") + pl.col("country_code").str.to_lowercase())
        .when(is_shared | pl.col("is_local"))
        .then(pl.lit("-") + pl.col("mark"))
        .otherwise(pl.lit(""))
    )
    return drawn.with_columns(entity_id=pl.col("plain_id") + suffix)


def alias_rows(votes: pl.DataFrame, used: pl.DataFrame, drawn: pl.DataFrame) -> pl.DataFrame:
    """Every form that documents use of the entities of `drawn`, and the name itself; they have no `entity_id` yet.

    A full name of one document is a variant beside another's.

    Args:
        votes: names with their `cluster`.
        used: forms by `cluster` (`alias`, `alias_type`, `n_mentions`).
        drawn: what `drafts` gives.
    """
    kind = pl.col("alias_type").replace_strict(ALIAS_ORDER, return_dtype=pl.Int32)
    own = drawn.select("cluster", pl.col("name").alias("alias"), rank=pl.lit(FULL, pl.Int32), n=pl.lit(0, pl.Int64))
    told = pl.concat(
        [
            used.select("cluster", "alias", rank=kind, n=pl.col("n_mentions").cast(pl.Int64)),
            votes.select("cluster", alias="name", rank=pl.lit(VARIANT, pl.Int32), n=pl.lit(0, pl.Int64)),
            own,
        ]
    )
    telling = pl.col("rank").filter(pl.col("rank") != FULL).min().fill_null(VARIANT)
    best = told.group_by("cluster", "alias").agg(telling.alias("rank"), pl.col("n").sum().alias("n_mentions"))
    named = best.join(drawn.select("cluster", "name", "plain_id"), on="cluster")
    is_name = pl.col("alias") == pl.col("name")
    is_state = pl.col("plain_id").str.contains(r"^(?:country|gov):[A-Z]{3}$")
    names = {n: name for name, n in ALIAS_ORDER.items()}
    return named.select(
        "cluster",
        pl.lit(None, pl.String).alias("entity_id"),
        "alias",
        pl.col("alias").map_elements(alias_norm, return_dtype=pl.String).alias("alias_norm"),
        pl.when(is_name).then(FULL).otherwise("rank").replace_strict(names, return_dtype=pl.String).alias("alias_type"),
        pl.when(is_state)
        .then(pl.lit(AliasSource.CURATED.value))
        .otherwise(pl.lit(AliasSource.LEARNED.value))
        .alias("source"),
        pl.col("n_mentions").cast(pl.Int32),
    )
