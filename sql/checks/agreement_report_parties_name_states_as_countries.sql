-- grain: one agreement report
-- suite: agreement_report_parties
-- severity: critical
-- reason: in party tables a state, however named, is its country
-- moves: agreement_reports
select distinct
    p.report_id as row_id,
    p.entity_id as detail
from agreement_report_parties as p
where
    p.entity_id like 'gov:%'
    or (p.entity_id like 'country:%' and p.country_code is distinct from substr(p.entity_id, 9))
