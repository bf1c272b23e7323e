-- grain: one retired id that starts with $fact. inputs: id_redirects.
select
    old_id,
    new_id,
    reason
from id_redirects
where starts_with(old_id, $fact)
order by old_id
