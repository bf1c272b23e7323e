-- Which deals rest on a single source?
select deal_name, stated_value, first_reported
from v_deals
where n_documents = 1 and amount_usd > 1e9
order by amount_usd desc, deal_name
