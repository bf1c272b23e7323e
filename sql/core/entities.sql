-- grain: one entity.
-- inputs: staging.entities, core.entity_mentions, core.documents.
-- caveats: mentions in dropped segments do not count; classes of other standards follow the entity type.
with
entities as (
    select
        entity_id,
        name,
        entity_type,
        country_code,
        is_named
    from staging.entities
),

-- counted by article first: counting distinct articles of each entity costs half as long again
told as (
    select
        entity_id,
        doc_id,
        count(*) as n_mentions
    from core.entity_mentions
    where entity_id is not null and not in_dropped_segment
    group by entity_id, doc_id
),

mentions as (
    select
        told.entity_id,
        sum(told.n_mentions) as mention_count,
        count(*) as doc_count,
        min(documents.published_earliest) filter (where documents.published_precision = 'day') as first_doc_date
    from told
    inner join core.documents on told.doc_id = documents.doc_id
    group by told.entity_id
),

classes (entity_type, ftm_schema, schema_org_type) as (
    values
    ('person', 'Person', 'Person'),
    ('person_group', null, null),
    ('country', null, 'Country'),
    ('city', null, 'City'),
    ('region', null, 'AdministrativeArea'),
    ('facility', null, 'Place'),
    ('government', 'PublicBody', 'GovernmentOrganization'),
    ('military', 'PublicBody', 'GovernmentOrganization'),
    ('organization', 'Organization', 'Organization'),
    ('political_party', 'Organization', 'PoliticalParty'),
    ('intergovernmental_organization', 'Organization', 'Organization'),
    ('media_organization', 'Organization', 'NewsMediaOrganization'),
    ('research_institute', 'Organization', 'ResearchOrganization'),
    ('weapon_system', null, 'Product'),
    ('event', 'Event', 'Event'),
    ('document', 'Document', 'DigitalDocument'),
    ('work', null, 'CreativeWork')
),

final as (
    select
        entities.entity_id,
        entities.name,
        entities.entity_type,
        classes.ftm_schema,
        classes.schema_org_type,
        entities.country_code,
        entities.is_named,
        cast(null as varchar) as sipri_category,
        coalesce(mentions.mention_count, 0) as mention_count,
        coalesce(mentions.doc_count, 0) as doc_count,
        mentions.first_doc_date
    from entities
    left join classes on entities.entity_type = classes.entity_type
    left join mentions on entities.entity_id = mentions.entity_id
)

select * from final
