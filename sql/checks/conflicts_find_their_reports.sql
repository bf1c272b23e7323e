-- grain: one conflict
-- suite: conflicts
-- severity: critical
-- reason: a conflict stands between two reports of one fact
with
placed as (
    select
        r.report_id,
        r.deal_id as fact_id
    from deal_reports as r
    union all by name
    select
        r.report_id,
        r.agreement_id as fact_id
    from agreement_reports as r
),

final as (
    select
        c.conflict_id as row_id,
        c.fact_id as detail
    from conflicts as c
    left join placed as a
        on
            c.report_a = a.report_id
            and c.fact_id = a.fact_id
    left join placed as b
        on
            c.report_b = b.report_id
            and c.fact_id = b.fact_id
    where a.report_id is null or b.report_id is null
)

select
    row_id,
    detail
from final
