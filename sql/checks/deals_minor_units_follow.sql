-- grain: one deal
-- suite: deals
-- severity: critical
-- reason: amount_minor is the amount in minor units by ISO 4217
-- An amount keeps two decimals: a currency of three or none is right to within what they can show.
select
    v.deal_id as row_id,
    v.amount || ' ' || v.currency || ', minor ' || coalesce(v.amount_minor::varchar, 'none') as detail
from deals as v
left join gate.currencies as c on v.currency = c.code
where
    (v.amount is null) <> (v.amount_minor is null)
    or abs(v.amount * c.minor_per_major - v.amount_minor) >= greatest(1, c.minor_per_major / 100)
