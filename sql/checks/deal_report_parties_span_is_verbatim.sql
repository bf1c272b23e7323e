-- grain: one deal report with such a party
-- suite: deal_report_parties
-- severity: critical
-- reason: the words that name a party are those of the text
-- moves: deal_reports
select
    p.report_id as row_id,
    p.span_start || '..' || p.span_end as detail
from deal_report_parties as p
inner join deal_reports as r on p.report_id = r.report_id
left join documents as d on r.doc_id = d.doc_id
where
    p.span_start >= p.span_end
    or substr(d.raw_text, p.span_start + 1, p.span_end - p.span_start) is distinct from p.party_text
