-- grain: the additive sum, when it moved by more than a fifth
-- suite: deals
-- severity: warning
-- reason: the additive sum of a release rarely moves by more than a fifth
-- needs: previous
with
staged as (
    select coalesce(sum(f.amount_usd) filter (where f.is_additive), 0) as total
    from deals as f
),

final as (
    select
        'deals' as row_id,
        p.additive_usd || ' before, ' || s.total || ' now' as detail
    from staged as s
    cross join gate.previous_figures as p
    where abs(s.total - p.additive_usd) > 0.2 * p.additive_usd
)

select
    row_id,
    detail
from final
