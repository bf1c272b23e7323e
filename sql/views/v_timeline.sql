-- grain: one dated step of a deal or agreement.
-- inputs: deals, agreements.
-- caveats: sort by date_earliest; date_edtf is the date as it is known.
with
steps as (
    select
        'deal' as fact_type,
        deal_id as fact_id,
        deal_status as step,
        deal_name as what,
        as_of_edtf as date_edtf,
        as_of_earliest as date_earliest,
        as_of_latest as date_latest,
        as_of_precision as date_precision
    from deals
    union all
    select
        'deal' as fact_type,
        deal_id as fact_id,
        'first_reported' as step,
        deal_name as what,
        strftime(first_reported, '%Y-%m-%d') as date_edtf,
        first_reported as date_earliest,
        first_reported as date_latest,
        'day' as date_precision
    from deals
    union all
    select
        'agreement' as fact_type,
        agreement_id as fact_id,
        'planned' as step,
        title as what,
        date_planned_edtf as date_edtf,
        date_planned_earliest as date_earliest,
        date_planned_latest as date_latest,
        date_planned_precision as date_precision
    from agreements
    union all
    select
        'agreement' as fact_type,
        agreement_id as fact_id,
        'signed' as step,
        title as what,
        date_signed_edtf as date_edtf,
        date_signed_earliest as date_earliest,
        date_signed_latest as date_latest,
        date_signed_precision as date_precision
    from agreements
    union all
    select
        'agreement' as fact_type,
        agreement_id as fact_id,
        'in_force' as step,
        title as what,
        date_in_force_edtf as date_edtf,
        date_in_force_earliest as date_earliest,
        date_in_force_latest as date_latest,
        date_in_force_precision as date_precision
    from agreements
    union all
    select
        'agreement' as fact_type,
        agreement_id as fact_id,
        'terminated' as step,
        title as what,
        date_terminated_edtf as date_edtf,
        date_terminated_earliest as date_earliest,
        date_terminated_latest as date_latest,
        date_terminated_precision as date_precision
    from agreements
),

final as (
    select
        fact_type,
        fact_id,
        step,
        what,
        date_edtf,
        date_earliest,
        date_latest,
        date_precision
    from steps
    where date_edtf is not null
)

select * from final
