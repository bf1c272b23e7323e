-- grain: one check of the gate. inputs: dq_results.
select
    "table",
    "column",
    expectation,
    severity,
    outcome,
    observed,
    reason
from dq_results
order by outcome = 'passed', outcome = 'not_evaluated', "table", check_no
