"""Articles whose words need not be looked up in their text again: a release that passed the same checks holds them.

Whether words stand in a text at their place depends on text, place and words alone. So where the release before was
made by the same code, and holds an article's text and all words taken from it as they are staged now, its gate has
seen each of them pass, or one before it that was compared in the same way. The checks of words (`*_is_verbatim`) pass
over these articles, listed in `gate.vouched_texts`; all others, and every other check, look at all rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

# Per article, its text and all words with their places: their number, and the sum of 64-bit hashes in whatever order.
QUOTES = """
with
quotes as (
    select doc_id, hash(n_chars, raw_text) as quote from documents
    union all
    select doc_id, hash(span_start, span_end, span_text) from entity_mentions
    union all
    select doc_id, hash(report_id, span_start, span_end, span_text, evidence_start, evidence_end, evidence_text)
    from deal_reports
    union all
    select doc_id, hash(report_id, span_start, span_end, span_text, evidence_start, evidence_end, evidence_text)
    from agreement_reports
    union all
    select r.doc_id, hash(p.report_id, p.span_start, p.span_end, p.party_text)
    from deal_report_parties as p inner join deal_reports as r on p.report_id = r.report_id
    union all
    select r.doc_id, hash(p.report_id, p.span_start, p.span_end, p.party_text)
    from agreement_report_parties as p inner join agreement_reports as r on p.report_id = r.report_id
)
select doc_id, count(*) as n_quotes, sum(quote) as quotes from quotes group by doc_id
"""

VOUCHED = """
insert into gate.vouched_texts
select s.doc_id from staged_quotes as s
inner join previous_quotes as p on s.doc_id = p.doc_id and s.n_quotes = p.n_quotes and s.quotes = p.quotes
"""


def find_vouched(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `gate.vouched_texts`, where `staged` and `previous` are attached and the same code has made `previous`."""
    for release in ("previous", "staged"):
        con.execute("set search_path = ?", [f"{release}.main"])
        con.execute("create temp table " + release + "_quotes as " + QUOTES)
    con.execute(VOUCHED)
    con.execute("drop table previous_quotes; drop table staged_quotes; reset search_path")
