-- grain: one close call about the fact or entity $fact. inputs: close_calls.
select
    verdict,
    score,
    method,
    case when thing_id_a = $fact then thing_id_b else thing_id_a end as other_id
from close_calls
where $fact in (thing_id_a, thing_id_b)
order by verdict asc, score desc, other_id asc
