-- grain: one agreement, with the days of its life and what lies between them.
-- inputs: v_agreements, agreements.
-- caveats: days are counted only between dates known to the day.
select
    v_agreements.agreement_id,
    v_agreements.title,
    v_agreements.parties,
    v_agreements.status,
    v_agreements.date_planned_edtf,
    v_agreements.date_signed_edtf,
    v_agreements.date_in_force_edtf,
    v_agreements.date_terminated_edtf,
    v_agreements.status in ('proposed', 'negotiating', 'planned') as is_still_planned,
    case
        when agreements.date_planned_precision = 'day' and agreements.date_signed_precision = 'day'
            then agreements.date_signed_earliest - agreements.date_planned_earliest
    end as days_planned_to_signed,
    case
        when agreements.date_signed_precision = 'day' and agreements.date_in_force_precision = 'day'
            then agreements.date_in_force_earliest - agreements.date_signed_earliest
    end as days_signed_to_in_force
from v_agreements
inner join agreements on v_agreements.agreement_id = agreements.agreement_id
