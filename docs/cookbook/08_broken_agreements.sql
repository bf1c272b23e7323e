-- Which agreements broke down?
select title, status, parties, date_signed_edtf, date_terminated_edtf
from v_agreements
where status in ('suspended', 'violated', 'terminated', 'rejected')
order by title, parties
