-- grain: one deal report
-- suite: deal_reports
-- severity: critical
-- reason: an exchange rate is the quotient of two published rates of its day
-- moves: deal_reports
with
rates as (
    select
        r.rate_date,
        r.currency,
        r.eur_rate
    from fx_rates as r
    union all by name
    select distinct
        r.rate_date,
        'EUR' as currency,
        1 as eur_rate
    from fx_rates as r
    where r.currency = 'USD'
),

final as (
    select
        v.report_id as row_id,
        concat_ws(', ', v.currency, v.fx_date, v.fx_rate) as detail
    from deal_reports as v
    left join rates as stated
        on
            v.currency = stated.currency
            and v.fx_date = stated.rate_date
    left join rates as dollar
        on
            dollar.currency = 'USD'
            and v.fx_date = dollar.rate_date
    where
        v.fx_rate is not null
        and v.currency <> 'USD'
        and coalesce(abs(v.fx_rate::double * stated.eur_rate / dollar.eur_rate - 1) > 1e-9, true)
)

select
    row_id,
    detail
from final
