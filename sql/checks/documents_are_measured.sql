-- grain: one document
-- suite: documents
-- severity: critical
-- reason: ids and counts of a document follow from its bytes and its text
select
    d.doc_id as row_id,
    d.n_chars::varchar as detail
from documents as d
where
    d.n_chars <> length(d.raw_text)
    or d.doc_id <> 'doc_' || left(d.content_sha256, 16)
    or d.n_segments_dropped <> (
        select count(*) from document_segments as s
        where s.doc_id = d.doc_id and s.action = 'drop'
    )
