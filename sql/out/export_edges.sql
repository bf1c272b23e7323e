-- grain: one supplier and recipient of a deal, or one pair of parties of an agreement.
-- inputs: deals, deal_parties, agreements, agreement_parties.
-- caveats: amount_usd stands on each edge of a deal, so it must not be added up over edges.
with
members as (
    select distinct
        agreement_id,
        entity_id
    from agreement_parties
    where party_role = 'party'
),

edges as (
    select distinct
        suppliers.entity_id as source,
        recipients.entity_id as target,
        true as is_directed,
        deals.deal_id as fact_id,
        deals.deal_name as title,
        deals.deal_kind as kind,
        deals.deal_status as status,
        deals.as_of_edtf as date_edtf,
        deals.amount_usd
    from deals
    inner join deal_parties as suppliers
        on deals.deal_id = suppliers.deal_id and suppliers.party_role = 'supplier'
    inner join deal_parties as recipients
        on deals.deal_id = recipients.deal_id and recipients.party_role = 'recipient'
    where suppliers.entity_id is not null and recipients.entity_id is not null
    union all
    select
        one.entity_id as source,
        other.entity_id as target,
        false as is_directed,
        agreements.agreement_id as fact_id,
        agreements.title,
        agreements.instrument_type as kind,
        agreements.status,
        coalesce(agreements.date_signed_edtf, agreements.date_planned_edtf) as date_edtf,
        null as amount_usd
    from agreements
    inner join members as one on agreements.agreement_id = one.agreement_id
    inner join members as other
        on agreements.agreement_id = other.agreement_id and one.entity_id < other.entity_id
)

select
    source,
    target,
    is_directed,
    fact_id,
    title,
    kind,
    status,
    date_edtf,
    amount_usd
from edges
order by fact_id, source, target
