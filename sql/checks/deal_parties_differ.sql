-- grain: one report of a deal in which someone stands on both sides
-- suite: deal_parties
-- severity: critical
-- reason: no one sells to himself
-- moves: deal_reports
-- Each report may be sound by itself: then they do not belong together, and all of them are moved aside.
select distinct
    d.report_id as row_id,
    s.deal_id || ', ' || s.entity_id as detail
from deal_parties as s
inner join deal_parties as r
    on
        s.deal_id = r.deal_id
        and s.entity_id = r.entity_id
inner join deal_reports as d on s.deal_id = d.deal_id
where
    s.party_role = 'supplier'
    and r.party_role = 'recipient'
