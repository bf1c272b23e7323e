-- grain: one check of the run that made this release.
-- inputs: dq_results, pipeline_runs.
-- caveats: not_evaluated checks met an empty table or column that the contract allows to be empty.
select
    dq_results.suite,
    dq_results.check_no,
    dq_results.expectation,
    dq_results."table",
    dq_results."column",
    dq_results.severity,
    dq_results.outcome,
    dq_results.observed,
    dq_results.n_evaluated,
    dq_results.n_unexpected,
    dq_results.reason,
    pipeline_runs.started_at as run_started_at
from dq_results
left join pipeline_runs on dq_results.run_id = pipeline_runs.run_id
