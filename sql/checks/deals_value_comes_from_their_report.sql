-- grain: one deal
-- suite: deals
-- severity: critical
-- reason: a deal's value is that of the report it names
select
    f.deal_id as row_id,
    f.value_basis_report_id as detail
from deals as f
left join deal_reports as r
    on
        f.value_basis_report_id = r.report_id
        and f.deal_id = r.deal_id
where
    (f.value_basis_report_id is not null and r.report_id is null)
    or (f.amount is not null and f.value_basis_report_id is null)
