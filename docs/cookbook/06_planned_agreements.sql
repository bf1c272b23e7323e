-- Which agreements are planned and not yet signed?
select title, parties, status, date_planned_edtf
from v_agreement_lifecycle
where is_still_planned
order by title, parties
