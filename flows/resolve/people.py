"""Entities kept between runs: who in which document is who, brought up to date with what is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from flows.resolve.bearers import SPELT, borne
from flows.resolve.cards import CARDS, FORMS, Member
from flows.resolve.cards import cards as cards_of
from flows.resolve.cards import forms as forms_of
from flows.resolve.casts import ALONE, CAST, JOINED, LED, PARTED, clusters_of, gathered, labelled, members_of
from flows.resolve.circles import update_circles
from flows.resolve.entities import Doubt, Grouping, group_names
from flows.resolve.likenesses import LIKE, families, update_likenesses
from flows.resolve.minting import ALIASES, DRAFTS, MINTED, alias_rows, drafts, minted
from flows.resolve.overrides import Ruling
from flows.resolve.reach import Ties, reach, sharing
from flows.resolve.table import Columns, State, Table, among, table
from flows.resolve.votes import NAME, VOTES, update_votes

DOUBTS = {
    "doc_id_a": pl.String,
    "key_a": pl.String,
    "doc_id_b": pl.String,
    "key_b": pl.String,
    "verdict": pl.String,
    "score": pl.Float64,
    "method": pl.String,
}
DOUBTED = {"spelling": pl.String, **DOUBTS}  # the spelling of the first side
TIES = {"node": pl.String, "key": pl.Int64}
TYING: dict[str, Columns] = {"families": TIES, "likenesses": LIKE}


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
    fresh = {"cards": cards_of(parts["doc_entities"]), "aliases": parts["doc_aliases"]}
    fresh["forms"] = forms_of(fresh["cards"], fresh["aliases"])
    schemas: dict[str, Columns] = {"cards": CARDS, "aliases": dict(fresh["aliases"].schema), "forms": FORMS}
    after = {name: table(before, name, schemas[name]).replaced(leaving, rows) for name, rows in fresh.items()}
    after |= update_votes(before, after, fresh, leaving)
    named = [table(before, "cards", CARDS).of("doc_id", leaving), fresh["cards"]]
    stirred = pl.concat([rows.select("spelling", "who") for rows in named]).unique()
    dirty = stirred["spelling"].drop_nulls().unique()
    after |= update_likenesses(before, after, dirty)
    after["families"] = _families(before, after, dirty)
    both = [{name: table(state, name, columns) for name, columns in TYING.items()} for state in (before, after)]
    ties = [tied for state in both for tied in (sharing(state["families"]), _alike(state["likenesses"]))]
    touched = reach(dirty, *ties)
    after["touched"] = Table(touched.to_frame("spelling"))
    after |= _grouped(before, after, touched, leaving)
    after |= _corrected(after, ruling)
    return after | _entities(before, after, pl.concat([touched, stirred["who"]]).unique(), leaving, ruling)


def _families(before: State, after: State, dirty: pl.Series) -> Table:
    fresh = families(after["votes"].of("who", dirty), after["forms"].of("spelling", dirty))
    return table(before, "families", TIES).replaced(dirty, fresh, "node")


def _alike(likenesses: Table) -> Ties:
    """Ties between spellings whose names are one."""

    def tied(spellings: pl.Series) -> pl.Series:
        sides = (("spelling_a", "spelling_b"), ("spelling_b", "spelling_a"))
        found = [likenesses.of(side, spellings).filter(~pl.col("is_near"))[other] for side, other in sides]
        return pl.concat(found)

    return tied


def _grouped(before: State, after: State, touched: pl.Series, leaving: pl.Series) -> State:
    """Tables `led`, `doubts`, `alone` and `circles`: names of the touched spellings in clusters by the rules."""
    found = borne(after["votes"].of("who", touched))
    grouping = group_names(found, after["forms"].of("spelling", touched), after["likenesses"], after["cards"])
    doubts = pl.DataFrame([_doubt_row(one) for one in grouping.doubts], schema=DOUBTED, orient="row")
    left = pl.Series([name.spelling for name in grouping.left], dtype=pl.String)
    return {
        "led": table(before, "led", LED).renewed(touched, _led(found, grouping), "spelling"),
        "doubts": table(before, "doubts", DOUBTED).renewed(touched, doubts, "spelling"),
    } | update_circles(before, after, touched, left, leaving)


def _led(found: pl.DataFrame, grouping: Grouping) -> pl.DataFrame:
    labels = [(alike, _label(name.first for name in alike)) for alike in grouping.clusters]
    by_name = [(name.name_id, label) for alike, label in labels for name in alike]
    of_name = pl.DataFrame(by_name, schema={"name_id": pl.String, "label": pl.String}, orient="row")
    return found.select("name_id", *SPELT).unique().join(of_name, on="name_id").select(list(LED))


def _doubt_row(one: Doubt) -> tuple[str, str, str, str, str, str, float, str]:
    return one.spelling, *one.a, *one.b, one.verdict.value, one.score, one.method


def _label(members: Iterable[Member]) -> str:
    return " ".join(min(members))


def _corrected(after: State, ruling: Ruling[Member]) -> State:
    """Tables `joined` and `parted`: where clusters are as people want them, not as the rules do."""
    judged = {member.doc_id for pair in ruling.pairs for member in pair}
    rows = labelled(after["cards"].of("doc_id", judged), after)
    label = {Member(*m): told for *m, told in rows.select(*CAST, "label").iter_rows()}
    into: dict[str, str] = {}
    for a, b, _ in ruling.same:
        ours, theirs = (_end(into, label[member]) for member in (a, b))
        if ours != theirs:
            into[theirs] = ours
    members = {member for pair in ruling.pairs for member in pair}
    parted = _parted(ruling, {member: _end(into, label[member]) for member in members})
    alone = pl.DataFrame([(*m, home_alone(m)) for m in parted], schema={**CAST, "cluster": pl.String}, orient="row")
    apart = rows.select(*CAST, "country_code", "who").join(alone, on=list(CAST)).select(list(PARTED))
    return {
        "joined": Table(pl.DataFrame([(start, _end(into, start)) for start in into], schema=JOINED, orient="row")),
        "parted": Table(apart),
    }


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


def _entities(before: State, after: State, stirred: pl.Series, leaving: pl.Series, ruling: Ruling[Member]) -> State:
    """Tables `minted`, `alias_drafts` and `changed_casts`: who in which document is led elsewhere than before."""
    alone = table(before, "alone", ALONE).differences(after["alone"])
    anew = [
        pl.concat([rows, table(s, "alone", ALONE).of("doc_id", leaving)])
        for rows, s in zip(alone, (before, after), strict=True)
    ]
    clusters = pl.concat(
        [clusters_of(s, stirred, rows) for s, rows in zip((before, after), anew, strict=True)]
    ).unique()
    was, now = (gathered(state, clusters) for state in (before, after))
    votes = pl.concat([now[0], now[1].with_columns(n=pl.lit(1, pl.Int64)).select(now[0].columns)])
    drawn = drafts(votes, _chosen(after, ruling))
    earlier = table(before, "minted", MINTED)
    stale = pl.concat([earlier.of("cluster", clusters), earlier.of("plain_id", drawn["plain_id"])]).unique()
    also_named = earlier.of("plain_id", stale["plain_id"].unique())
    fresh = minted(pl.concat([also_named.filter(~among("cluster", clusters)).select(list(DRAFTS)), drawn]))
    known = earlier.replaced(pl.concat([also_named["cluster"], clusters]), fresh, "cluster")
    ids = [rows.select("cluster", "entity_id", home="country_code") for rows in (also_named, fresh)]
    moved = [_moved((was[n], now[n]), ids, by) for n, by in enumerate((NAME, list(CAST)))]
    renamed = ids[1].join(ids[0], on=ids[0].columns, how="anti", nulls_equal=True).filter(~among("cluster", clusters))
    also = gathered(after, renamed["cluster"]) if renamed.height else (now[0].clear(), now[1].clear())
    names, members = (
        pl.concat([rows, more.select(rows.columns)]).unique() for rows, more in zip(moved, also, strict=True)
    )
    listed = table(before, "alias_drafts", ALIASES)
    rows = pl.concat([listed.of("cluster", renamed["cluster"]), alias_rows(votes, _used(after, *now), drawn)])
    led = rows.drop("entity_id").join(fresh.select("cluster", "entity_id"), on="cluster")
    return {
        "minted": known,
        "alias_drafts": listed.replaced(pl.concat([clusters, renamed["cluster"]]), led, "cluster"),
        "changed_casts": Table(pl.concat([_known_bearers(before, after, names), members]).unique()),
    }


def _moved(sides: Sequence[pl.DataFrame], ids: Sequence[pl.DataFrame], by: Sequence[str]) -> pl.DataFrame:
    """Names or members that are led elsewhere than before (`sides` and `ids`: as they were, and are)."""
    led = [
        rows.select(*by, "cluster").unique().join(entities, on="cluster").drop("cluster")
        for rows, entities in zip(sides, ids, strict=True)
    ]
    return led[1].join(led[0], on=led[0].columns, how="anti", nulls_equal=True).select(by)


def _known_bearers(before: State, after: State, names: pl.DataFrame) -> pl.DataFrame:
    """Cast members of some names, but for names that no document had before."""
    known = names.filter(among("who", table(before, "votes", VOTES).of("who", names["who"])["who"].unique()))
    return after["cards"].of("who", known["who"]).join(known, on=NAME, how="semi", nulls_equal=True).select(list(CAST))


def _used(state: State, votes: pl.DataFrame, several: pl.DataFrame) -> pl.DataFrame:
    """Forms that documents use of the clusters (`cluster`, `alias`, `alias_type`, `n_mentions`)."""
    names = votes.select("cluster", *NAME).unique()
    by_name = state["uses"].of("who", names["who"]).join(names, on=NAME, nulls_equal=True)
    theirs = state["aliases"].of("doc_id", several["doc_id"].unique())
    by_member = several.select("cluster", *CAST).join(theirs, on=list(CAST))
    columns = [pl.col("cluster", "alias", "alias_type"), pl.col("n_mentions").cast(pl.Int64)]
    return pl.concat([by_name.select(columns), by_member.select(columns)])


def _chosen(after: State, ruling: Ruling[Member]) -> dict[str, str]:
    """Names that people chose, by cluster; of several the one of the first member."""
    chosen = dict(ruling.names)
    rows = members_of(after, pl.Series([member.doc_id for member in chosen], dtype=pl.String)).sort(list(CAST))
    found: dict[str, str] = {}
    for doc_id, key, cluster in rows.iter_rows():
        if (member := Member(doc_id, key)) in chosen:
            found.setdefault(cluster, chosen[member])
    return found
