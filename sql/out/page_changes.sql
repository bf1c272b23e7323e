-- grain: one fact that differs from the release before, with the values that changed and the articles that caused it.
-- inputs: changes, corrections, pipeline_runs.
with
this_run as (
    select run_id
    from pipeline_runs
    order by started_at desc
    limit 1
),

changed_values as (
    select
        fact_id,
        list(struct_pack(field := field, old := old, new := new) order by field) as differences
    from corrections
    where changed_in_run = (select this_run.run_id from this_run)
    group by fact_id
)

select
    changes.change,
    changes.fact_id,
    changes.title,
    changed_values.differences,
    changes.cause,
    coalesce(changes.reason, changes.files) as reason
from changes
left join changed_values on changes.fact_id = changed_values.fact_id
order by changes.change, changes.title, changes.fact_id
