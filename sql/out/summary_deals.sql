-- grain: one deal, those that most documents report first, at most $shown. inputs: deals.
select
    deal_id,
    deal_name,
    deal_status,
    amount,
    amount_lower,
    amount_upper,
    currency,
    n_documents
from deals
order by n_documents desc, n_reports desc, amount_usd desc nulls last, deal_id asc
limit $shown
