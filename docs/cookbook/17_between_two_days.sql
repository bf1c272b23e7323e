-- What happened between two days, in order?
select date_edtf, fact_type, step, what
from v_timeline
where date_earliest >= '2018-01-01' and date_latest <= '2018-12-31'
order by date_earliest, what, step
