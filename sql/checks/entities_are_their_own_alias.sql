-- grain: one entity
-- suite: entities
-- severity: critical
-- reason: every name is also an alias, so that a search looks in one table
select
    e.entity_id as row_id,
    e.entity_type as detail
from entities as e
left join entity_aliases as a
    on
        e.entity_id = a.entity_id
        and e.name = a.alias
where a.entity_id is null
