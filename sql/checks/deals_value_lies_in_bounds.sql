-- grain: one deal
-- suite: deals
-- severity: critical
-- reason: lower <= amount <= upper, and no number stands without its currency
select
    v.deal_id as row_id,
    concat_ws(', ', v.amount_lower, v.amount, v.amount_upper, v.currency) as detail
from deals as v
where
    v.amount_lower > v.amount
    or v.amount > v.amount_upper
    or v.amount_lower > v.amount_upper
    or v.usd_lower > v.amount_usd
    or v.amount_usd > v.usd_upper
    or v.usd_lower > v.usd_upper
    or (v.currency is null and coalesce(v.amount, v.amount_lower, v.amount_upper) is not null)
