-- grain: one document of the public release that is gone
-- suite: documents
-- severity: critical
-- reason: documents leave only when retracted, superseded or erased
-- needs: previous
select
    p.doc_id as row_id,
    'published before' as detail
from gate.previous_documents as p
left join documents as d on p.doc_id = d.doc_id
left join documents as n on p.doc_id = n.supersedes_doc_id
left join gate.withdrawn as w on p.doc_id = w.doc_id
where
    d.doc_id is null
    and n.doc_id is null
    and w.doc_id is null
