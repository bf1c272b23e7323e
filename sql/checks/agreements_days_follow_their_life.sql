-- grain: one agreement
-- suite: agreements
-- severity: critical
-- reason: an agreement is signed before it is in print, in force or over
with
printed as (
    select
        r.agreement_id,
        max(d.published_latest) as latest
    from agreement_reports as r
    inner join documents as d on r.doc_id = d.doc_id
    group by r.agreement_id
    having count(*) = count(d.published_latest)
),

final as (
    select
        a.agreement_id as row_id,
        concat_ws(', ', a.date_signed_edtf, a.date_in_force_edtf, a.date_terminated_edtf, p.latest) as detail
    from agreements as a
    left join printed as p on a.agreement_id = p.agreement_id
    where
        a.date_in_force_latest < a.date_signed_earliest
        or a.date_terminated_latest < a.date_signed_earliest
        or a.date_signed_earliest > p.latest
)

select
    row_id,
    detail
from final
