-- What did France sell Egypt, and for how much?
select deal_name, goods, stated_value, amount_usd, deal_status, n_outlets
from v_deals
where contains(supplier_countries, 'FRA') and contains(recipient_countries, 'EGY')
order by n_reports desc, deal_name
