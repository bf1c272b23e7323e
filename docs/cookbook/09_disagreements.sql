-- Where do reports disagree?
with titles as (select distinct fact_id, fact_title from v_provenance)

select fact_title, field, value_a, value_b, status, resolution_text
from conflicts
inner join titles on conflicts.fact_id = titles.fact_id
order by status desc, fact_title, field, value_a, value_b
