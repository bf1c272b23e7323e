-- grain: one entity that takes part in a fact, or is a person or body that an article names.
-- inputs: entities, entity_aliases, deal_parties, agreement_parties.
-- caveats: weak aliases, such as surnames and acronyms, may be others' too; demonyms and metonyms are left out.
with
parties as (
    select entity_id from deal_parties
    union
    select entity_id from agreement_parties
),

names as (
    select
        entity_id,
        alias,
        alias_type in ('surname', 'acronym') as is_weak
    from entity_aliases
    where alias_type in ('full_name', 'spelling_variant', 'translation', 'surname', 'acronym')
),

aliases as (
    select
        entity_id,
        list(distinct alias order by alias) filter (where not is_weak) as aliases,
        list(distinct alias order by alias) filter (where is_weak) as weak_aliases
    from names
    group by entity_id
),

final as (
    select
        entities.entity_id,
        entities.name,
        entities.entity_type,
        entities.ftm_schema,
        entities.country_code,
        aliases.aliases,
        aliases.weak_aliases
    from entities
    left join aliases on entities.entity_id = aliases.entity_id
    where
        entities.ftm_schema in ('Person', 'Company', 'Organization', 'PublicBody')
        or entities.entity_id in (select parties.entity_id from parties)
    order by entities.entity_id
)

select * from final
