-- grain: one agreement, as the page lists it. inputs: v_agreements, v_open_conflicts.
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
        coalesce(year(agreements.date_signed_earliest), year(agreements.first_reported)) as year,
        agreements.n_reports,
        agreements.n_documents,
        coalesce(disputed.n_conflicts, 0) as n_conflicts
    from v_agreements as agreements
    left join disputed on agreements.agreement_id = disputed.fact_id
)

select * from final
order by n_documents desc, n_reports desc, id asc
