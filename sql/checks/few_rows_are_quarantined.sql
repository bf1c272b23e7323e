-- grain: all quarantined rows, when they are too many
-- suite: quarantined_rows
-- severity: critical
-- reason: a rule that moves many rows aside shows a program gone wrong, not articles
-- More than 5 % and more than 20 rows.
with
moved as (
    select count(distinct q."table" || '|' || q.row_id) as n
    from quarantined_rows as q
),

kept as (
    select
        (select count(*) from deal_reports)
        + (select count(*) from agreement_reports)
        + (select count(*) from entity_mentions) as n
),

final as (
    select
        'quarantined_rows' as row_id,
        m.n || ' moved, ' || k.n || ' kept' as detail
    from moved as m
    cross join kept as k
    where
        m.n > 20
        and m.n > 0.05 * (m.n + k.n)
)

select
    row_id,
    detail
from final
