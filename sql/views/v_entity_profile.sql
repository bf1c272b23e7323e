-- grain: one entity, with its names and the facts it takes part in.
-- inputs: entities, entity_aliases, deal_parties, agreement_parties.
-- kept: computed when the release is made.
-- caveats: an entity that is only mentioned has no facts.
with
names as (
    select
        entity_id,
        count(*) as n_aliases,
        min(alias) as alias
    from entity_aliases
    group by entity_id
),

-- few entities have more than one name: only theirs are put in order
aliases as (
    select
        entity_id,
        string_agg(alias, '; ' order by n_mentions desc, alias asc) as aliases
    from entity_aliases
    where entity_id in (select names.entity_id from names where names.n_aliases > 1)
    group by entity_id
    union all
    select
        entity_id,
        alias as aliases
    from names
    where n_aliases = 1
),

deals as (
    select
        entity_id,
        count(distinct deal_id) filter (where party_role = 'supplier') as n_deals_as_supplier,
        count(distinct deal_id) filter (where party_role = 'recipient') as n_deals_as_recipient
    from deal_parties
    group by entity_id
),

agreements as (
    select
        entity_id,
        count(distinct agreement_id) as n_agreements
    from agreement_parties
    group by entity_id
),

final as (
    select
        entities.entity_id,
        entities.name,
        entities.entity_type,
        entities.country_code,
        entities.is_named,
        aliases.aliases,
        entities.mention_count,
        entities.doc_count,
        entities.first_doc_date,
        coalesce(deals.n_deals_as_supplier, 0) as n_deals_as_supplier,
        coalesce(deals.n_deals_as_recipient, 0) as n_deals_as_recipient,
        coalesce(agreements.n_agreements, 0) as n_agreements
    from entities
    left join aliases on entities.entity_id = aliases.entity_id
    left join deals on entities.entity_id = deals.entity_id
    left join agreements on entities.entity_id = agreements.entity_id
)

select * from final
