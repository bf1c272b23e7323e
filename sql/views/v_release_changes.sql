-- grain: one change since the release before: a fact added, split off, changed, merged or removed; a changed value of a
-- fact; or a retired id of a fact or entity.
-- inputs: changes, corrections, id_redirects.
-- caveats: empty in a first release; ids that earlier releases retired are kept.
select
    change,
    fact_type,
    fact_id,
    title,
    fields as field,
    null as old_value,
    other_id as new_value,
    cause,
    coalesce(reason, files) as reason
from changes
union all
select
    'value' as change,
    fact_type,
    fact_id,
    null as title,
    field,
    old as old_value,
    new as new_value,
    null as cause,
    reason
from corrections
union all
select
    'retired_id' as change,
    case when split_part(old_id, '_', 1) in ('deal', 'agreement') then split_part(old_id, '_', 1) else 'entity' end
        as fact_type,
    old_id as fact_id,
    null as title,
    null as field,
    old_id as old_value,
    new_id as new_value,
    null as cause,
    reason
from id_redirects
