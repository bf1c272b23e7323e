-- grain: one document
-- suite: documents
-- severity: critical
-- reason: ids and counts of a document follow from its bytes and its text
with
dropped as (
    select
        s.doc_id,
        count(*) as n_segments
    from document_segments as s
    where s.action = 'drop'
    group by s.doc_id
)

select
    d.doc_id as row_id,
    d.n_chars::varchar as detail
from documents as d
left join dropped on d.doc_id = dropped.doc_id
where
    d.n_chars <> length(d.raw_text)
    or d.doc_id <> 'doc_' || left(d.content_sha256, 16)
    or d.n_segments_dropped <> coalesce(dropped.n_segments, 0)
