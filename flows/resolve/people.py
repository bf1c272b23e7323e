"""Entities kept between runs: who in which document is who, brought up to date with what is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from flows.resolve.bearers import borne
from flows.resolve.cards import CARDS, FORMS, Member
from flows.resolve.cards import cards as cards_of
from flows.resolve.cards import forms as forms_of
from flows.resolve.entities import Grouping, group_names
from flows.resolve.kept import State, among, number, reach, replaced, table
from flows.resolve.likenesses import LIKE, families, update_likenesses
from flows.resolve.minting import ALIASES, DRAFTS, MINTED, alias_rows, drafts, minted
from flows.resolve.overrides import Ruling

MEMBERS = {
    "doc_id": pl.String,
    "entity_key": pl.String,
    "spelling": pl.String,
    "label": pl.String,  # cluster by the rules: a state's key, or the first member
    "cluster": pl.String,  # cluster as people want it
}
DOUBTS = {
    "doc_id_a": pl.String,
    "key_a": pl.String,
    "doc_id_b": pl.String,
    "key_b": pl.String,
    "verdict": pl.String,
    "score": pl.Float64,
    "method": pl.String,
}
TIES = {"node": pl.String, "key": pl.Int64}
CAST = {"doc_id": pl.String, "entity_key": pl.String}
LED = ["cluster", "entity_id", "country_code"]


def update_entities(
    before: State, parts: Mapping[str, pl.DataFrame], leaving: pl.Series, ruling: Ruling[Member]
) -> State:
    """Tables about entities, from `cards` over the pairs that may be one (`likenesses`) to `minted` entities.

    Args:
        before: what was kept.
        parts: part tables of the articles that are new or read anew.
        leaving: ids of those, and of articles that count no more.
        ruling: people's judgements; they are those of `before`, or nothing was kept.
    """
    fresh = cards_of(parts["doc_entities"])
    cards = replaced(table(before, "cards", CARDS), leaving, fresh)
    forms = replaced(table(before, "forms", FORMS), leaving, forms_of(fresh, parts["doc_aliases"]))
    aliases = replaced(table(before, "aliases", dict(parts["doc_aliases"].schema)), leaving, parts["doc_aliases"])
    dirty = _spellings(leaving, table(before, "cards", CARDS), fresh)
    found = update_likenesses(before, cards, forms, dirty)
    kin = replaced(
        table(before, "families", TIES), dirty, families(cards.filter(among("spelling", dirty)), forms), "node"
    )
    links = [_ties(rows) for rows in (table(before, "likenesses", LIKE), found["likenesses"])]
    touched = reach(dirty, table(before, "families", TIES), kin, *links)
    grouping = group_names(cards, forms, found["likenesses"], touched)
    old = table(before, "members", MEMBERS)
    members = _corrected(_members(old, cards, fresh, leaving, touched, grouping), ruling)
    after = found | {"cards": cards, "forms": forms, "aliases": aliases, "families": kin, "members": members}
    return (
        after
        | _entities(before, after, leaving, touched, ruling)
        | {"doubts": _doubts(before, touched, grouping, cards)}
    )


def _spellings(leaving: pl.Series, *cards: pl.DataFrame) -> pl.Series:
    return pl.concat([rows.filter(among("doc_id", leaving))["spelling"] for rows in cards]).drop_nulls().unique()


def _ties(likenesses: pl.DataFrame) -> pl.DataFrame:
    """What ties spellings together whose names are one (`node`, `key`)."""
    near = likenesses.filter(~pl.col("is_near")).select("spelling_a", "spelling_b").unique()
    key = pl.Series("key", [number("like", *pair) for pair in near.iter_rows()], dtype=pl.Int64)
    return pl.concat([pl.DataFrame([near[side].alias("node"), key], schema=TIES) for side in near.columns])


def _members(
    old: pl.DataFrame,
    cards: pl.DataFrame,
    fresh: pl.DataFrame,
    leaving: pl.Series,
    touched: pl.Series,
    grouping: Grouping,
) -> pl.DataFrame:
    """Cast members with their cluster by the rules."""
    kept = old.filter(~among("doc_id", leaving) & ~(pl.col("spelling").is_not_null() & among("spelling", touched)))
    known = fresh.filter(pl.col("spelling").is_null()).select(
        "doc_id",
        "entity_key",
        "spelling",
        label=pl.when(_is_state("entity_key")).then("entity_key").otherwise(_own_label()),
    )
    return pl.concat([kept.select(known.columns), known, _labelled(cards.filter(among("spelling", touched)), grouping)])


def _own_label() -> pl.Expr:
    return pl.concat_str("doc_id", "entity_key", separator=" ")


def _is_state(column: str) -> pl.Expr:
    return pl.col(column).str.contains(r"^(?:country|gov):[A-Z]{3}$")


def _labelled(cards: pl.DataFrame, grouping: Grouping) -> pl.DataFrame:
    led = [(alike, _label(name.first for name in alike)) for alike in grouping.clusters]
    by_name = [(name.name_id, label) for alike, label in led for name in alike]
    alone = [(members, _label(members)) for members in grouping.alone]
    by_member = [(*member, label) for members, label in alone for member in members]
    of_name = pl.DataFrame(by_name, schema={"name_id": pl.String, "of_name": pl.String}, orient="row")
    schema = {"doc_id": pl.String, "entity_key": pl.String, "of_member": pl.String}
    of_member = pl.DataFrame(by_member, schema=schema, orient="row")
    found = borne(cards).join(of_name, on="name_id", how="left")
    found = found.join(of_member, on=["doc_id", "entity_key"], how="left")
    return found.select("doc_id", "entity_key", "spelling", label=pl.coalesce("of_name", "of_member"))


def _label(members: Iterable[Member]) -> str:
    return " ".join(min(members))


def _corrected(members: pl.DataFrame, ruling: Ruling[Member]) -> pl.DataFrame:
    """Clusters as people want them: joined where they are the same, parted where they are not."""
    judged = {member for pair in ruling.pairs for member in pair}
    if not judged:
        return members.with_columns(cluster="label")
    rows = members.filter(among("doc_id", [member.doc_id for member in judged]))
    label = {Member(*m): told for *m, told in rows.select("doc_id", "entity_key", "label").iter_rows()}
    into: dict[str, str] = {}
    for a, b, _ in ruling.same:
        ours, theirs = (_end(into, label[member]) for member in (a, b))
        if ours != theirs:
            into[theirs] = ours
    ends = {start: _end(into, start) for start in into}
    parted = _parted(ruling, {member: _end(into, told) for member, told in label.items()})
    schema = {"doc_id": pl.String, "entity_key": pl.String, "parted": pl.String}
    alone = pl.DataFrame([(*m, home_alone(m)) for m in parted], schema=schema, orient="row")
    return members.join(alone, on=["doc_id", "entity_key"], how="left").select(
        *members.columns, cluster=pl.coalesce("parted", pl.col("label").replace(ends))
    )


def _parted(ruling: Ruling[Member], home: dict[Member, str]) -> Sequence[Member]:
    """Members that people take out of their cluster."""
    for a, b in sorted(ruling.apart):
        if home[a] == home[b]:
            home[b] = home_alone(b)
    return [member for member, cluster in home.items() if cluster == home_alone(member)]


def home_alone(member: Member) -> str:
    """The cluster of a member that people took out of its own."""
    return f"{_label([member])} alone"


def _end(into: dict[str, str], label: str) -> str:
    while label in into:
        label = into[label]
    return label


def _entities(before: State, after: State, leaving: pl.Series, touched: pl.Series, ruling: Ruling[Member]) -> State:
    """Tables `minted`, `alias_drafts` and `changed_casts`: who in which document is led elsewhere than before."""
    is_touched = among("doc_id", leaving) | (pl.col("spelling").is_not_null() & among("spelling", touched))
    old, new = table(before, "members", MEMBERS), after["members"]
    clusters = pl.concat([rows.filter(is_touched)["cluster"] for rows in (old, new)]).unique()
    gathered = new.filter(among("cluster", clusters))
    borne_as = after["cards"].filter(among("entity_key", gathered["entity_key"].unique()))
    cards = gathered.drop("spelling").join(borne_as, on=["doc_id", "entity_key"])
    drawn = drafts(cards, dict(ruling.names))
    listed = alias_rows(cards, after["aliases"], drawn)
    earlier = table(before, "minted", MINTED)
    known = minted(replaced(earlier.select(list(DRAFTS)), clusters, drawn, "cluster"))
    ids = [rows.select(LED) for rows in (earlier, known)]
    led = [
        rows.select("doc_id", "entity_key", "cluster")
        .join(to.filter(among("cluster", clusters)), on="cluster")
        .drop("cluster")
        for rows, to in ((old.filter(among("cluster", clusters)), ids[0]), (gathered, ids[1]))
    ]
    moved = led[1].join(led[0], on=led[1].columns, how="anti", nulls_equal=True).select(list(CAST))
    renamed = ids[1].join(ids[0], on=LED, how="anti", nulls_equal=True).filter(~among("cluster", clusters))["cluster"]
    changed = pl.concat([moved, new.filter(among("cluster", renamed)).select(list(CAST))]).unique()
    return {
        "minted": known,
        "alias_drafts": replaced(table(before, "alias_drafts", ALIASES), clusters, listed, "cluster"),
        "changed_casts": changed,
    }


def _doubts(before: State, touched: pl.Series, grouping: Grouping, cards: pl.DataFrame) -> pl.DataFrame:
    """Close calls within what hangs together."""
    spelt = cards.filter(among("spelling", touched)).select("doc_id", "entity_key")
    old, ours, theirs = table(before, "doubts", DOUBTS), ["doc_id_a", "key_a"], ["doc_id", "entity_key"]
    still = cards.filter(among("doc_id", old["doc_id_a"])).select(theirs)
    kept = old.join(still, left_on=ours, right_on=theirs, how="semi").join(
        spelt, left_on=ours, right_on=theirs, how="anti"
    )
    fresh = [(*d.a, *d.b, d.verdict.value, d.score, d.method) for d in grouping.doubts]
    return pl.concat([kept, pl.DataFrame(fresh, schema=DOUBTS, orient="row")])
