"""Which columns of kept tables are looked up by value, and in which order the rows of some stand."""

from __future__ import annotations

from flows.contract.parts import PARTS
from flows.resolve.staging import STAGING

# Columns by whose values rows are found; tables about facts stand under the last word of their names.
LOOKED_UP = {
    "agreement_report_parties": ("report_id",),
    "agreement_reports": ("doc_id", "report_id"),
    "alias_drafts": ("cluster",),
    "calls": ("pair", "by_a", "by_b"),
    "aliases": ("doc_id",),
    "alone": ("label", "spelling", "doc_id"),
    "blocks": ("doc_id", "key"),
    "cards": ("doc_id", "who"),
    "circles": ("spelling", "key"),
    "deal_report_parties": ("report_id",),
    "deal_reports": ("doc_id", "report_id"),
    "document_segments": ("doc_id",),
    "doubts": ("spelling", "doc_id_a", "doc_id_b"),
    "families": ("node", "key"),
    "forms": ("doc_id", "spelling"),
    "homes": ("thread", "doc_id", "circle", "fact_id", "report_id"),
    "joins": ("a",),
    "kin": ("a", "b"),
    "led": ("spelling", "label"),
    "likenesses": ("spelling_a", "spelling_b"),
    "mentions": ("doc_id",),
    "minted": ("cluster", "plain_id"),
    "near": ("a", "b", "one", "other"),
    "pairs": ("a", "b"),
    "rates_used": ("doc_id", "rate_date"),
    "readings": ("doc_id",),
    "reasons": ("thread",),
    "repeats": ("doc_id", "supersedes_doc_id"),
    "sides": ("fact_id", "key"),
    "spelling_blocks": ("spelling", "key"),
    "text_ties": ("node", "key"),
    "texts": ("doc_id",),
    "told_agreement_reports": ("doc_id",),
    "told_deal_reports": ("doc_id",),
    "undated": ("doc_id",),
    "uses": ("who",),
    "votes": ("who",),
}
KEYS = {
    **{name: PARTS[name].key_names for name in ("documents", "document_segments", "mentions")},
    **{
        f"told_{about}_{what}": STAGING[f"{about}_{what}"].key_names
        for about in ("deal", "agreement")
        for what in ("reports", "report_parties")
    },
    "fx_rates": STAGING["fx_rates"].key_names,
    "alias_drafts": STAGING["entity_aliases"].key_names,
    "calls": STAGING["close_calls"].key_names,
    "minted": ("entity_id",),
    "reasons": ("report_id",),
}


def looked_up(name: str) -> tuple[str, ...]:
    """Columns of the table by whose values rows are found."""
    return LOOKED_UP.get(name.rpartition(".")[2], ())


def keys_of(name: str) -> tuple[str, ...]:
    """Columns in whose order the rows of the table stand; none where order plays no part."""
    return KEYS.get(name.rpartition(".")[2], ())
