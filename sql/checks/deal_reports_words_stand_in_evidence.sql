-- grain: one deal report
-- suite: deal_reports
-- severity: critical
-- reason: the words of a published report stand in the sentence that is shown for it
-- moves: deal_reports
select
    report_id as row_id,
    span_start || '..' || span_end as detail
from deal_reports
where span_start < evidence_start or span_end > evidence_end
