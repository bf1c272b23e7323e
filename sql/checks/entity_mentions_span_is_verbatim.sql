-- grain: one mention
-- suite: entity_mentions
-- severity: critical
-- reason: the words of a mention are those of the text
-- moves: entity_mentions
-- Where a text has as many bytes as characters, bytes are compared: characters are counted from its start each time.
-- Mentions are taken article by article, so that a text is at hand for all of its own.
with
by_article as (
    select
        m.mention_id,
        m.doc_id,
        m.span_start,
        m.span_end,
        m.span_text
    from entity_mentions as m
    order by m.doc_id
)

select
    m.mention_id as row_id,
    m.span_start || '..' || m.span_end as detail
from by_article as m
left join documents as d on m.doc_id = d.doc_id
where
    m.span_start >= m.span_end
    or case
        when strlen(d.raw_text) = d.n_chars
            then array_slice(encode(d.raw_text), m.span_start + 1, m.span_end) is distinct from encode(m.span_text)
        else substr(d.raw_text, m.span_start + 1, m.span_end - m.span_start) is distinct from m.span_text
    end
