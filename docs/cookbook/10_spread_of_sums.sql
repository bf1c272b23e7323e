-- How far apart are the sums that reports give for one deal?
select
    deal_name,
    count(*) as n_values,
    string_agg(distinct value_text, ' · ' order by value_text) as stated,
    min(amount_usd) as lowest_usd,
    max(amount_usd) as highest_usd,
    bool_and(is_within_tolerance) as can_all_be_true
from v_deal_value_reconciliation
group by deal_id, deal_name
having count(*) > 1
order by n_values desc, deal_name
