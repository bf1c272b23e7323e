-- grain: one country with its name. inputs: entities.
select
    country_code as code,
    any_value(name order by entity_id) as name
from entities
where entity_type = 'country' and country_code is not null
group by country_code
order by name
