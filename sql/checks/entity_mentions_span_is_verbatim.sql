-- grain: one mention
-- suite: entity_mentions
-- severity: critical
-- reason: the words of a mention are those of the text
-- moves: entity_mentions
select
    m.mention_id as row_id,
    m.span_start || '..' || m.span_end as detail
from entity_mentions as m
left join documents as d on m.doc_id = d.doc_id
where
    m.span_start >= m.span_end
    or substr(d.raw_text, m.span_start + 1, m.span_end - m.span_start) is distinct from m.span_text
