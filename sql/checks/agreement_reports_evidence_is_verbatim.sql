-- grain: one agreement report
-- suite: agreement_reports
-- severity: critical
-- reason: the evidence of a published report slices back to its words
-- moves: agreement_reports
select
    r.report_id as row_id,
    r.evidence_start || '..' || r.evidence_end as detail
from agreement_reports as r
left join documents as d on r.doc_id = d.doc_id
where
    r.evidence_start >= r.evidence_end
    or length(r.evidence_text) > 800
    or substr(d.raw_text, r.evidence_start + 1, r.evidence_end - r.evidence_start) is distinct from r.evidence_text
