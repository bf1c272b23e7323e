-- grain: one deal report
-- suite: deal_reports
-- severity: critical
-- reason: the dollar value is the stated value times the exchange rate, to the cent
-- moves: deal_reports
select
    v.report_id as row_id,
    concat_ws(', ', v.amount, v.currency, v.fx_rate, v.amount_usd) as detail
from deal_reports as v
where
    abs(v.amount_usd::decimal(38, 18) - v.amount::decimal(20, 2) * v.fx_rate) > 0.01
    or abs(v.usd_lower::decimal(38, 18) - v.amount_lower::decimal(20, 2) * v.fx_rate) > 0.01
    or abs(v.usd_upper::decimal(38, 18) - v.amount_upper::decimal(20, 2) * v.fx_rate) > 0.01
    or (v.currency = 'USD' and v.amount is distinct from v.amount_usd)
    or (v.amount_usd is not null and (v.amount is null or (v.currency <> 'USD' and v.fx_rate is null)))
