-- grain: one segment
-- suite: document_segments
-- severity: critical
-- reason: segments lie within the text and do not overlap
-- In order of their starts, where any two overlap, two that follow each other do.
with
placed as (
    select
        s.segment_id,
        s.span_start,
        s.span_end,
        d.n_chars,
        d.rowid as doc_no
    from document_segments as s
    left join documents as d on s.doc_id = d.doc_id
),

ordered as (
    select
        *,
        lag(span_end) over (partition by doc_no order by span_start, span_end) as end_before
    from placed
)

select
    segment_id as row_id,
    span_start || '..' || span_end as detail
from ordered
where
    span_start >= span_end
    or span_end > n_chars
    or span_start < end_before
