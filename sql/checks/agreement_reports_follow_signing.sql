-- grain: one agreement report
-- suite: agreement_reports
-- severity: critical
-- reason: what is reported to be in force or over was signed by then
-- moves: agreement_reports
select
    r.report_id as row_id,
    r.date_edtf || ', signed ' || a.date_signed_edtf as detail
from agreement_reports as r
inner join agreements as a on r.agreement_id = a.agreement_id
where
    r.report_status in ('in_force', 'suspended', 'terminated')
    and r.date_latest < a.date_signed_earliest
