-- grain: one change since the release before. inputs: v_release_changes.
select *
from v_release_changes
order by fact_type, fact_id, change, field
