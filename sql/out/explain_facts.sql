-- grain: one fact or entity whose id starts with $fact. inputs: deals, agreements, entities.
select
    'deal' as fact_type,
    deal_id as fact_id,
    deal_name as title,
    deal_status as status,
    amount,
    currency,
    amount_usd,
    value_basis_report_id
from deals
where starts_with(deal_id, $fact)
union all by name
select
    'agreement' as fact_type,
    agreement_id as fact_id,
    title,
    status,
    null as amount,
    null as currency,
    null as amount_usd,
    null as value_basis_report_id
from agreements
where starts_with(agreement_id, $fact)
union all by name
select
    'entity' as fact_type,
    entity_id as fact_id,
    name as title,
    entity_type as status,
    null as amount,
    null as currency,
    null as amount_usd,
    null as value_basis_report_id
from entities
where starts_with(entity_id, $fact)
order by fact_id
