-- grain: one deal
-- suite: deals
-- severity: critical
-- reason: every deal rests on at least one report, and counts them right, near-duplicate articles once
select
    f.deal_id as row_id,
    f.n_reports || ' reports said, ' || count(r.report_id) || ' found' as detail
from deals as f
left join deal_reports as r on f.deal_id = r.deal_id
left join documents as d on r.doc_id = d.doc_id
group by
    f.deal_id,
    f.n_reports,
    f.n_documents
having
    count(r.report_id) = 0
    or f.n_reports <> count(r.report_id)
    or f.n_documents <> count(distinct coalesce(d.duplicate_of_doc_id, d.doc_id))
