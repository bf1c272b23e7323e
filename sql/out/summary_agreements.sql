-- grain: one agreement, those that most documents report first, at most $shown. inputs: agreements.
select
    agreement_id,
    title,
    status,
    coalesce(date_signed_edtf, date_planned_edtf) as date_edtf,
    n_documents
from agreements
order by n_documents desc, n_reports desc, agreement_id asc
limit $shown
