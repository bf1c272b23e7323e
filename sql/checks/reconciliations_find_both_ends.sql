-- grain: one judgement
-- suite: reconciliations
-- severity: critical
-- reason: a judgement names a report, and a fact it was held against
select
    j.report_id || '|' || j.fact_id as row_id,
    j.judgement as detail
from reconciliations as j
left join deal_reports as dr on j.report_id = dr.report_id
left join agreement_reports as ar on j.report_id = ar.report_id
left join deals as d on j.fact_id = d.deal_id
left join agreements as a on j.fact_id = a.agreement_id
where
    coalesce(dr.report_id, ar.report_id) is null
    or coalesce(d.deal_id, a.agreement_id) is null
