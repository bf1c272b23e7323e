-- grain: one agreement, as the page lists it. inputs: v_agreements, agreements,
-- v_open_conflicts.
-- caveats: year is that of the signing, of another step where that day is not told, of the first report where none is.
with
disputed as (
    select
        fact_id,
        count(*) as n_conflicts
    from v_open_conflicts
    where fact_type = 'agreement'
    group by fact_id
),

final as (
    select
        agreements.agreement_id as id,
        agreements.title as name,
        agreements.instrument_type as kind,
        agreements.subject_class,
        agreements.status,
        agreements.parties,
        agreements.party_countries,
        agreements.signatories,
        agreements.date_planned_edtf as planned,
        agreements.date_signed_edtf as signed,
        agreements.date_in_force_edtf as in_force,
        agreements.date_terminated_edtf as terminated,
        agreements.place,
        coalesce(
            year(steps.date_signed_earliest),
            year(steps.date_in_force_earliest),
            year(steps.date_terminated_earliest),
            year(steps.date_planned_earliest),
            year(steps.first_reported)
        ) as year,
        agreements.n_reports,
        agreements.n_documents,
        coalesce(disputed.n_conflicts, 0) as n_conflicts
    from v_agreements as agreements
    inner join agreements as steps on agreements.agreement_id = steps.agreement_id
    left join disputed on agreements.agreement_id = disputed.fact_id
)

select * from final
order by n_documents desc, n_reports desc, id asc
