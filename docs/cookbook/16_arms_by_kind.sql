-- Which arms of which kind went where?
select sipri_categories, suppliers, recipients, goods, stated_value
from v_deals
where deal_kind = 'arms' and deal_status in ('agreed', 'partly_executed', 'completed', 'ongoing')
order by sipri_categories nulls last, deal_name, goods
