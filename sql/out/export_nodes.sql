-- grain: one entity that takes part in a fact with somebody else.
-- inputs: v_entity_profile, deal_parties, agreement_parties.
with
parties as (
    select entity_id from deal_parties
    union
    select entity_id from agreement_parties where party_role = 'party'
)

select
    entity_id as id,
    name,
    entity_type,
    country_code,
    n_deals_as_supplier,
    n_deals_as_recipient,
    n_agreements
from v_entity_profile
where entity_id in (select parties.entity_id from parties)
order by entity_id
