-- grain: one deal
-- suite: deal_parties
-- severity: critical
-- reason: no one sells to himself
select distinct
    s.deal_id as row_id,
    s.entity_id as detail
from deal_parties as s
inner join deal_parties as r
    on
        s.deal_id = r.deal_id
        and s.entity_id = r.entity_id
where
    s.party_role = 'supplier'
    and r.party_role = 'recipient'
