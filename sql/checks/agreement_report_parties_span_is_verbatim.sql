-- grain: one agreement report with such a party
-- suite: agreement_report_parties
-- severity: critical
-- reason: the words that name a party are those of the text
-- moves: agreement_reports
select
    p.report_id as row_id,
    p.span_start || '..' || p.span_end as detail
from agreement_report_parties as p
inner join agreement_reports as r on p.report_id = r.report_id
left join documents as d on r.doc_id = d.doc_id
where
    p.span_start >= p.span_end
    or substr(d.raw_text, p.span_start + 1, p.span_end - p.span_start) is distinct from p.party_text
