-- grain: one report that a fact rests on, with its sentence.
-- inputs: v_provenance.
select
    report_id,
    fact_id,
    doc_id,
    outlet,
    published_edtf,
    report_status,
    evidence_text
from v_provenance
where judgement = 'positive'
order by report_id, fact_id
