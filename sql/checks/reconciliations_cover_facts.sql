-- grain: one report
-- suite: reconciliations
-- severity: critical
-- reason: every report that belongs to a fact has the judgement that put it there
with
placed as (
    select
        r.report_id,
        r.deal_id as fact_id
    from deal_reports as r
    where r.deal_id is not null
    union all by name
    select
        r.report_id,
        r.agreement_id as fact_id
    from agreement_reports as r
    where r.agreement_id is not null
),

final as (
    select
        p.report_id as row_id,
        p.fact_id as detail
    from placed as p
    left join reconciliations as j
        on
            p.report_id = j.report_id
            and p.fact_id = j.fact_id
            and j.judgement = 'positive'
    where j.report_id is null
)

select
    row_id,
    detail
from final
