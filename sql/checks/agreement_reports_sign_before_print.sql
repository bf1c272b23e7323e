-- grain: one agreement report
-- suite: agreement_reports
-- severity: critical
-- reason: what is reported as concluded was concluded by the day of publication
-- moves: agreement_reports
select
    r.report_id as row_id,
    r.date_edtf || ', published ' || d.published_edtf as detail
from agreement_reports as r
inner join documents as d on r.doc_id = d.doc_id
where
    r.report_status in ('initialled', 'signed', 'ratified', 'in_force')
    and r.date_earliest > d.published_latest
