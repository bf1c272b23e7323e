-- grain: one agreement
-- suite: agreements
-- severity: critical
-- reason: every agreement rests on at least one report, and counts them right, near-duplicate articles once
select
    f.agreement_id as row_id,
    f.n_reports || ' reports said, ' || count(r.report_id) || ' found' as detail
from agreements as f
left join agreement_reports as r on f.agreement_id = r.agreement_id
left join documents as d on r.doc_id = d.doc_id
group by
    f.agreement_id,
    f.n_reports,
    f.n_documents
having
    count(r.report_id) = 0
    or f.n_reports <> count(r.report_id)
    or f.n_documents <> count(distinct coalesce(d.duplicate_of_doc_id, d.doc_id))
