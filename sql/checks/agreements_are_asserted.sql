-- grain: one agreement
-- suite: agreements
-- severity: critical
-- reason: negated and hypothetical reports make no agreement unless it is off
select
    f.agreement_id as row_id,
    f.status as detail
from agreements as f
left join agreement_reports as r
    on
        f.agreement_id = r.agreement_id
        and not r.is_negated
        and not r.is_hypothetical
where
    r.report_id is null
    and f.status not in ('suspended', 'violated', 'terminated', 'rejected')
