-- Where do reports disagree?
select fact_title, field, value_a, file_a, value_b, file_b, evidence_a, evidence_b
from v_open_conflicts
order by severity, fact_title, field, value_a, value_b
