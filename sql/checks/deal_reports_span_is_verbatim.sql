-- grain: one deal report
-- suite: deal_reports
-- severity: critical
-- reason: the span of a published report slices back to its words
-- moves: deal_reports
select
    r.report_id as row_id,
    r.span_start || '..' || r.span_end as detail
from deal_reports as r
left join documents as d on r.doc_id = d.doc_id
where
    r.span_start >= r.span_end
    or substr(d.raw_text, r.span_start + 1, r.span_end - r.span_start) is distinct from r.span_text
