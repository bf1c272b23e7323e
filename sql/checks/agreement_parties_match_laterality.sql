-- grain: one agreement
-- suite: agreement_parties
-- severity: critical
-- reason: a bilateral agreement has exactly two parties
select
    a.agreement_id as row_id,
    a.laterality || ', ' || count(distinct p.entity_id) || ' parties' as detail
from agreements as a
left join agreement_parties as p
    on
        a.agreement_id = p.agreement_id
        and p.party_role = 'party'
where a.laterality is not null
group by
    a.agreement_id,
    a.laterality
having
    (a.laterality = 'bilateral' and count(distinct p.entity_id) <> 2)
    or (a.laterality = 'multilateral' and count(distinct p.entity_id) < 3)
    or (a.laterality = 'unilateral' and count(distinct p.entity_id) > 1)
