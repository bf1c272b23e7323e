-- grain: one deal
-- suite: deals
-- severity: critical
-- reason: only concluded contracts that are not inside another deal may be summed
select
    f.deal_id as row_id,
    f.deal_form || ', ' || f.deal_status as detail
from deals as f
where
    f.is_additive
    and (
        f.deal_form not in ('contract', 'contract_set')
        or f.deal_status not in ('agreed', 'partly_executed', 'completed')
        or f.overlaps_deal_id is not null
    )
