-- Which facts are told by several outlets?
select fact_type, fact_title, count(distinct outlet) as n_outlets, string_agg(distinct outlet, ' · ' order by outlet) as outlets
from v_provenance
where judgement = 'positive'
group by fact_type, fact_id, fact_title
having count(distinct outlet) > 1
order by n_outlets desc, fact_title
