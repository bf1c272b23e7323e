-- What was signed in 2018, between whom, and by whom?
select title, parties, signatories, date_signed_edtf, place, status
from v_agreements
where date_signed_latest >= '2018-01-01' and date_signed_earliest < '2019-01-01'
order by date_signed_earliest, title
