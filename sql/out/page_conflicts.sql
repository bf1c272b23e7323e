-- grain: one conflict between two reports, both sides with their words. inputs: v_open_conflicts.
select
    fact_id,
    fact_title,
    field,
    severity,
    value_a,
    file_a,
    evidence_a,
    value_b,
    file_b,
    evidence_b
from v_open_conflicts
order by severity, fact_title, conflict_id
