-- grain: one part that an entity has in a fact.
-- inputs: deals, deal_parties, agreements, agreement_parties.
-- caveats: dates are EDTF; a party that no name resolved to an entity has no row.
with
roles as (
    select distinct
        deal_parties.deal_id as fact_id,
        deal_parties.party_role as role,
        deal_parties.entity_id,
        deals.deal_status as status,
        deals.as_of_edtf as date_edtf,
        null as start_edtf,
        null as end_edtf
    from deal_parties
    inner join deals on deal_parties.deal_id = deals.deal_id
    where deal_parties.entity_id is not null
    union all
    select distinct
        agreement_parties.agreement_id as fact_id,
        agreement_parties.party_role as role,
        agreement_parties.entity_id,
        agreements.status,
        agreements.date_signed_edtf as date_edtf,
        agreements.date_in_force_edtf as start_edtf,
        agreements.date_terminated_edtf as end_edtf
    from agreement_parties
    inner join agreements on agreement_parties.agreement_id = agreements.agreement_id
    where agreement_parties.entity_id is not null
)

select
    fact_id,
    role,
    entity_id,
    status,
    date_edtf,
    start_edtf,
    end_edtf
from roles
order by fact_id, role, entity_id
