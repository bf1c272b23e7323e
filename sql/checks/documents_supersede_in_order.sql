-- grain: one document
-- suite: documents
-- severity: critical
-- reason: a version replaces an earlier one of the same article
select
    d.doc_id as row_id,
    d.supersedes_doc_id as detail
from documents as d
inner join documents as o on d.supersedes_doc_id = o.doc_id
where d.version_no <= o.version_no
