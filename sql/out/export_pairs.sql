-- grain: one pair of states, with the deals and agreements between them.
-- inputs: v_bilateral_dyad.
-- caveats: codes in alphabetical order; a deal of several states on a side counts for each pair, so amounts of pairs
-- must not be added up; only bilateral agreements.
select
    country_a,
    country_b,
    sum(n_deals) as n_deals,
    sum(amount_usd) as amount_usd,
    sum(n_agreements_signed) as n_agreements_signed,
    sum(n_agreements_planned) as n_agreements_planned,
    min(year) as first_year,
    max(year) as last_year
from v_bilateral_dyad
group by country_a, country_b
order by country_a, country_b
