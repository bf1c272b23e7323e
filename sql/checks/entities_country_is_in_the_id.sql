-- grain: one entity
-- suite: entities
-- severity: critical
-- reason: a state's id carries its code
select
    e.entity_id as row_id,
    e.country_code as detail
from entities as e
where
    e.entity_type = 'country'
    and e.entity_id <> 'country:' || coalesce(e.country_code, '')
