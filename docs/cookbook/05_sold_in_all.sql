-- Who sold whom how much in all?
select suppliers, recipients, sum(n_deals) as n_deals, sum(amount_usd) as amount_usd
from v_supplier_recipient_year
group by suppliers, recipients
order by amount_usd desc nulls last, suppliers, recipients
