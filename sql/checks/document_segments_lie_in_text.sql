-- grain: one segment
-- suite: document_segments
-- severity: critical
-- reason: segments lie within the text and do not overlap
-- In order of their starts, one that overlaps an earlier one begins before the furthest end so far.
with
ordered as (
    select
        s.segment_id,
        s.doc_id,
        s.span_start,
        s.span_end,
        max(s.span_end) over (
            partition by s.doc_id
            order by s.span_start asc, s.span_end asc, s.segment_id asc
            rows between unbounded preceding and 1 preceding
        ) as end_before
    from document_segments as s
)

select
    o.segment_id as row_id,
    o.span_start || '..' || o.span_end as detail
from ordered as o
left join documents as d on o.doc_id = d.doc_id
where
    o.span_start >= o.span_end
    or o.span_end > d.n_chars
    or o.span_start < o.end_before
