-- Who bought which company?
select recipients as buyer, goods as bought, suppliers as seller, stated_value, deal_status
from v_deals
where deal_kind = 'acquisition'
order by amount_usd desc nulls last, buyer, bought
