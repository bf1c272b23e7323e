-- What did the president say?
select distinct outlet, published_edtf, attribution, evidence_text
from v_deal_reports
where speaker = 'François Hollande'
order by published_edtf, outlet, evidence_text
