-- Who says so, and in which words?
select distinct outlet, published_edtf, speaker, attribution, value_text, evidence_text
from v_deal_reports
where suppliers like '%France%' and recipients like '%Egypt%' and not is_negated and not is_hypothetical
order by published_edtf, outlet, evidence_text, value_text
