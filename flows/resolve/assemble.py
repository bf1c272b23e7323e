"""The steps of resolving in their order: what was kept, brought up to date with what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from flows.contract import PUBLISHED
from flows.contract.parts import PARTS
from flows.contract.schema import polars_schema
from flows.resolve.calls import KEPT_CALLS, update_entity_calls, update_fact_calls
from flows.resolve.casts import members_of
from flows.resolve.dating import DATINGS, Dating, datings, undated
from flows.resolve.duplicates import REPEATS, differing, update_repeats
from flows.resolve.fx import Rates
from flows.resolve.kept import give_back
from flows.resolve.kinship import update_kinship
from flows.resolve.linking import AGREEMENTS, DEALS, Kind, Linker, update_facts
from flows.resolve.people import update_entities
from flows.resolve.rulings import Rulings
from flows.resolve.staging import TOLD, told_frame
from flows.resolve.table import State, Table, among, table
from flows.resolve.tellings import Teller
from flows.resolve.threads import HOMES
from flows.resolve.world import STATE, STATE_LEVELS, states

KINDS = (DEALS, AGREEMENTS)
PLAIN_PARTS = ("document_segments", "deal_reports", "agreement_reports")
PARTIES = ("deal_report_parties", "agreement_report_parties")
RATES_USED = pl.Schema([("doc_id", pl.String()), *polars_schema(PUBLISHED["fx_rates"]).items()])
ACTORS = ("speaker_key", "place_key")  # who else of a document's cast stands in its reports
UNDATED = {"doc_id": pl.String}
DOCUMENTS = {**polars_schema(PARTS["documents"]), **REPEATS}
# Told as published: a name that is led to no entity was resolved by no method, whatever the reader said (`as_read`).
MENTIONS = {**polars_schema(PARTS["mentions"]), "entity_id": pl.String, "as_read": pl.String}


@dataclass(frozen=True, slots=True)
class Update:
    """An update of what was kept.

    Args:
        before: what was kept.
        parts: part tables of articles that are new or read anew.
        leaving: ids of those, and of articles that count no more.
        judged: people's judgements; those of `before`, or nothing was kept.
        rates: exchange rates, likewise.
    """

    before: State
    parts: Mapping[str, pl.DataFrame]
    leaving: pl.Series
    judged: Rulings
    rates: Rates

    def run(self) -> State:
        """All tables as they are now."""
        after = self._parts()
        fresh = undated(self.parts["documents"])
        after["undated"] = table(self.before, "undated", UNDATED).replaced(self.leaving, fresh)
        repeats, told_otherwise = update_repeats(self.before, self.parts["documents"], self.leaving)
        after |= repeats | {"documents": self._documents(repeats["repeats"], told_otherwise)}
        after |= update_entities(self.before, self.parts, self.leaving, self.judged.entities)
        after |= {"states": Table(states(after["minted"])), "mentions": self._mentions(after)}
        give_back()
        dirty = self._dirty(after, told_otherwise)
        linkers = self._linkers(Teller(after, self.rates, self.judged.wrong, {}))
        first = {kind: update_facts(linkers[kind], _part(self.before, kind, "first"), dirty) for kind in KINDS}
        found = datings(after, first[DEALS]["homes"], first[AGREEMENTS]["homes"])
        after["datings"] = Table(found)
        dated = Teller(after, self.rates, self.judged.wrong, inferred(after))
        moved = differing(table(self.before, "datings", DATINGS).rows, found)
        give_back()
        after |= self._tellings(dated, pl.concat([dirty, moved]).unique())
        if dated.inferred:
            linkers = self._linkers(dated)
        final = {kind: self._finally(linkers[kind], first[kind], dirty, moved) for kind in KINDS}
        for kind in KINDS:
            after |= _named(kind, "first", first[kind])
            after |= _named(kind, "final", final[kind]) if found.height else {}
            after |= self._led(kind, after, final[kind])
        after["calls"] = self._calls(after, final)
        del after["changed_casts"], after["touched"]  # which are of this update alone
        return after | self._kinship(final[DEALS], linkers[DEALS])

    def _parts(self) -> State:
        """Part tables over all articles; parties of reports follow their reports."""
        found = {name: self._part(name, self.leaving) for name in PLAIN_PARTS}
        for kind in KINDS:
            name = f"{kind.fact_type.value}_reports"
            old = table(self.before, name, polars_schema(PARTS[name])).of("doc_id", self.leaving)
            gone = pl.concat([old["report_id"], self.parts[name]["report_id"]])
            parties = f"{kind.fact_type.value}_report_parties"
            found[parties] = self._part(parties, gone, "report_id")
        return found

    def _part(self, name: str, gone: pl.Series, column: str = "doc_id") -> Table:
        return table(self.before, name, polars_schema(PARTS[name])).replaced(gone, self.parts[name], column)

    def _documents(self, repeats: Table, told_otherwise: pl.Series) -> Table:
        """Documents with what they repeat and replace."""
        old = table(self.before, "documents", DOCUMENTS)
        changed = pl.concat([self.leaving, told_otherwise]).unique()
        again = old.of("doc_id", changed).filter(~among("doc_id", self.leaving)).select(PARTS["documents"].column_names)
        rows = pl.concat([again, self.parts["documents"].select(again.columns)])
        return old.replaced(changed, rows.join(repeats.of("doc_id", rows["doc_id"]), on="doc_id", how="left"))

    def _mentions(self, after: State) -> Table:
        """Mentions with the entities that they are led to."""
        old = table(self.before, "mentions", MENTIONS)
        changed = pl.concat([self.leaving, after["changed_casts"].rows["doc_id"]]).unique()
        known = old.of("doc_id", changed).filter(~among("doc_id", self.leaving))
        again = known.with_columns(resolution_method="as_read").drop("entity_id", "as_read")
        rows = pl.concat([again, self.parts["mentions"].select(again.columns)])
        led = members_of(after, changed)
        entities = after["minted"].of("cluster", led["cluster"].unique()).select("cluster", "entity_id")
        entity = led.join(entities, on="cluster").drop("cluster")
        led_to = rows.join(entity, on=["doc_id", "entity_key"], how="left")
        method = pl.when(pl.col("entity_id").is_not_null()).then("resolution_method")
        return old.renewed(changed, led_to.with_columns(as_read="resolution_method", resolution_method=method))

    def _dirty(self, after: State, told_otherwise: pl.Series) -> pl.Series:
        """Documents that tell otherwise than before: new, gone, of other entities, repeating or replacing others."""
        named = [set(rows["states"].rows["entity_id"]) if rows else set() for rows in (self.before, after)]
        acting = _acting_for(after, named[0] ^ named[1])
        return pl.concat([self.leaving, told_otherwise, *_acting_otherwise(after), acting]).unique()

    def _linkers(self, teller: Teller) -> dict[Kind, Linker]:
        return {
            DEALS: Linker(DEALS, teller, self.judged.deals),
            AGREEMENTS: Linker(AGREEMENTS, teller, self.judged.agreements),
        }

    def _finally(self, linker: Linker, first: State, dirty: pl.Series, moved: pl.Series) -> State:
        """Facts once documents are dated by others, which may now tell other facts apart, or join them."""
        kept = _part(self.before, linker.kind, "final")
        if not linker.teller.inferred:
            undone = table(kept, "homes", HOMES).rows.select("thread")
            return first | {"changed": _joined(first["changed"], Table(undone))}
        if kept:
            return update_facts(linker, kept, pl.concat([dirty, moved]).unique())
        found = update_facts(linker, first, moved)
        return found | {"changed": _joined(first["changed"], found["changed"])}

    def _tellings(self, teller: Teller, dirty: pl.Series) -> State:
        """Reports and their parties as they are published, and the exchange rates that they rest on."""
        found: State = {}
        for kind in KINDS:
            reports, parties = (f"{kind.fact_type.value}_{what}" for what in ("reports", "report_parties"))
            told = teller.tell(kind.fact_type, dirty)
            fresh, of_fresh = told_frame(reports, told.reports), told_frame(parties, told.parties)
            old = table(self.before, f"told_{reports}", TOLD[reports])
            gone = pl.concat([old.of("doc_id", dirty)["report_id"], fresh["report_id"]])
            found[f"told_{reports}"] = old.replaced(dirty, fresh)
            known = table(self.before, f"told_{parties}", TOLD[parties])
            found[f"told_{parties}"] = known.replaced(gone, of_fresh, "report_id")
            if kind is DEALS:
                found |= self._rates(dirty, pl.DataFrame(told.rates, schema=RATES_USED, orient="row"))
        return found

    def _rates(self, dirty: pl.Series, fresh: pl.DataFrame) -> State:
        """Exchange rates by the documents that use them (`rates_used`), and each once (`fx_rates`)."""
        old = table(self.before, "rates_used", RATES_USED)
        used = old.replaced(dirty, fresh)
        days = pl.concat([old.of("doc_id", dirty)["rate_date"], fresh["rate_date"]]).unique()
        rates = used.of("rate_date", days).drop("doc_id").unique(["rate_date", "currency"])
        known = table(self.before, "fx_rates", polars_schema(PUBLISHED["fx_rates"]))
        return {"rates_used": used, "fx_rates": known.replaced(days, rates, "rate_date")}

    def _led(self, kind: Kind, after: State, facts: State) -> State:
        """The reports as published, those of changed threads led to their facts."""
        name = f"told_{kind.fact_type.value}_reports"
        changed = facts["changed"].rows["thread"]
        homes = [table(rows, "homes", HOMES) for rows in (facts_of(self.before, kind), facts)]
        gone = pl.concat([rows.of("thread", changed)["report_id"] for rows in homes]).unique()
        fact_id = f"{kind.fact_type.value}_id"
        home = homes[1].of("report_id", gone).select("report_id", pl.col("fact_id").alias(fact_id))
        rows = after[name].of("report_id", gone).drop(fact_id).join(home, on="report_id", how="left")
        return {name: after[name].replaced(gone, rows, "report_id")}

    def _calls(self, after: State, final: Mapping[Kind, State]) -> Table:
        """Close calls, those anew that have a part in what changed."""
        calls = table(self.before, "calls", KEPT_CALLS)
        calls = update_entity_calls(calls, self.before, after, self.leaving, self.judged.entities)
        for kind, ruling in ((DEALS, self.judged.deals), (AGREEMENTS, self.judged.agreements)):
            now = final[kind] | {"reports": after[f"{kind.fact_type.value}_reports"]}
            calls = update_fact_calls(calls, kind, facts_of(self.before, kind), now, ruling)
        return calls

    def _kinship(self, found: State, linker: Linker) -> State:
        """Deals that run into others."""
        final = _part(self.before, DEALS, "final") or _part(self.before, DEALS, "first")
        before = {name: rows for name, rows in self.before.items() if name in ("sides", "kin")} | final
        return update_kinship(before, found["homes"], found["changed"].rows["thread"], linker)


def _joined(one: Table, other: Table) -> Table:
    return Table(pl.concat([one.rows, other.rows]).unique())


def _part(state: State, kind: Kind, stage: str) -> State:
    """Tables about one kind of fact: as documents date themselves (`first`), or as others date them (`final`)."""
    start = f"{kind.fact_type.value}.{stage}."
    return {name.removeprefix(start): rows for name, rows in state.items() if name.startswith(start)}


def _named(kind: Kind, stage: str, found: State) -> State:
    return {f"{kind.fact_type.value}.{stage}.{name}": rows for name, rows in found.items() if name != "changed"}


def facts_of(state: State, kind: Kind) -> State:
    """The tables about one kind of fact that count."""
    return _part(state, kind, "final") or _part(state, kind, "first")


def inferred(state: State) -> dict[str, Dating]:
    """When documents appeared that others date."""
    return {doc_id: Dating(published, occasion) for doc_id, published, occasion in state["datings"].rows.iter_rows()}


def _acting_for(state: State, states: Iterable[str]) -> pl.Series:
    """Documents in which a party acts for one of the states."""
    codes = [found.removeprefix(STATE) for found in states]
    if not codes:
        return pl.Series(dtype=pl.String)
    levels = [level.value for level in STATE_LEVELS]
    found = []
    for kind in KINDS:
        parties = state[f"{kind.fact_type.value}_report_parties"].of("country_code", codes)
        acting = parties.filter(among("party_level", levels))["report_id"]
        found.append(state[f"{kind.fact_type.value}_reports"].of("report_id", acting)["doc_id"])
    return pl.concat(found)


def _acting_otherwise(state: State) -> Iterator[pl.Series]:
    """Documents of which a report has a party, speaker or place that is led elsewhere than before."""
    changed = state["changed_casts"].rows
    for kind in KINDS:
        reports = state[f"{kind.fact_type.value}_reports"].of("doc_id", changed["doc_id"].unique())
        parties = state[f"{kind.fact_type.value}_report_parties"].of("report_id", reports["report_id"])
        roles = [parties.select("report_id", "entity_key").join(reports.select("report_id", "doc_id"), on="report_id")]
        roles += [reports.select("doc_id", entity_key=key) for key in ACTORS if key in reports.columns]
        yield from (rows.join(changed, on=["doc_id", "entity_key"], how="semi")["doc_id"] for rows in roles)
