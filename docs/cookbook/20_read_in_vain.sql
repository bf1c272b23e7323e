-- What was read and made no fact, and why?
select reason, fact_type, file_name, evidence_text
from v_unreconciled_reports
order by reason, file_name, evidence_text, fact_type
