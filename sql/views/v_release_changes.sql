-- grain: one change since the release before: a value of a fact, or a retired fact id.
-- inputs: corrections, id_redirects.
-- caveats: empty in a first release.
select
    'value' as change,
    fact_type,
    fact_id,
    field,
    old as old_value,
    new as new_value,
    reason
from corrections
union all
select
    'retired_id' as change,
    split_part(old_id, '_', 1) as fact_type,
    old_id as fact_id,
    null as field,
    old_id as old_value,
    new_id as new_value,
    reason
from id_redirects
