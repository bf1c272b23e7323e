-- Which states have most to do with each other?
select
    country_a,
    country_b,
    sum(n_deals) as n_deals,
    sum(n_agreements_signed) as n_signed,
    sum(n_agreements_planned) as n_planned
from v_bilateral_dyad
group by country_a, country_b
order by sum(n_deals + n_agreements_signed + n_agreements_planned) desc, country_a, country_b
