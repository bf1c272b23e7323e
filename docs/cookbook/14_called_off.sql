-- Which deals were denied or called off?
select deal_name, deal_status, suppliers, recipients, stated_value, first_reported
from v_deals
where deal_status in ('denied', 'cancelled')
order by first_reported, deal_name
