-- grain: one deal report
-- suite: deal_report_parties
-- severity: critical
-- reason: no one sells to himself
-- moves: deal_reports
select distinct
    s.report_id as row_id,
    s.entity_id as detail
from deal_report_parties as s
inner join deal_report_parties as r
    on
        s.report_id = r.report_id
        and s.entity_id = r.entity_id
where
    s.party_role = 'supplier'
    and r.party_role = 'recipient'
