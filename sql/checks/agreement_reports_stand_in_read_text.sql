-- grain: one agreement report
-- suite: agreement_reports
-- severity: critical
-- reason: no report rests on a segment that was dropped
-- moves: agreement_reports
select distinct
    r.report_id as row_id,
    s.segment_id as detail
from agreement_reports as r
inner join document_segments as s
    on
        r.doc_id = s.doc_id
        and r.span_start < s.span_end
        and s.span_start < r.span_end
where s.action = 'drop'
