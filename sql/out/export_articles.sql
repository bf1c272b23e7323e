-- grain: one article that a fact rests on.
-- inputs: documents, v_provenance.
-- caveats: dates are EDTF; the text itself is not handed on.
select
    documents.doc_id,
    documents.file_name,
    documents.title,
    documents.author,
    documents.outlet,
    documents.url,
    documents.language,
    documents.published_edtf
from documents
where documents.doc_id in (select v_provenance.doc_id from v_provenance where v_provenance.judgement = 'positive')
order by documents.doc_id
