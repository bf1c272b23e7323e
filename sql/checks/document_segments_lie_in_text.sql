-- grain: one segment
-- suite: document_segments
-- severity: critical
-- reason: segments lie within the text and do not overlap
select
    s.segment_id as row_id,
    s.span_start || '..' || s.span_end as detail
from document_segments as s
left join documents as d on s.doc_id = d.doc_id
left join document_segments as o
    on
        s.doc_id = o.doc_id
        and s.segment_id <> o.segment_id
        and s.span_start < o.span_end
        and o.span_start < s.span_end
where
    s.span_start >= s.span_end
    or s.span_end > d.n_chars
    or o.segment_id is not null
