-- grain: one agreement report
-- suite: agreement_reports
-- severity: critical
-- reason: the span of a published report slices back to its words
-- moves: agreement_reports
select
    r.report_id as row_id,
    r.span_start || '..' || r.span_end as detail
from agreement_reports as r
left join documents as d on r.doc_id = d.doc_id
where
    r.span_start >= r.span_end
    or substr(d.raw_text, r.span_start + 1, r.span_end - r.span_start) is distinct from r.span_text
