-- grain: one deal
-- suite: deals
-- severity: critical
-- reason: negated and hypothetical reports make no deal unless it is cancelled or denied
select
    f.deal_id as row_id,
    f.deal_status as detail
from deals as f
left join deal_reports as r
    on
        f.deal_id = r.deal_id
        and not r.is_negated
        and not r.is_hypothetical
where
    r.report_id is null
    and f.deal_status not in ('cancelled', 'denied')
