-- Which were the biggest deals of each year?
select coalesce(year(as_of_latest), year(first_reported)) as year, deal_name, amount_usd
from v_deals
where is_additive and amount_usd is not null
qualify row_number() over (partition by year order by amount_usd desc) <= 3
order by year, amount_usd desc, deal_name
