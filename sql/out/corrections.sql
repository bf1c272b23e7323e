-- grain: one value of a fact that differs from the release before.
-- inputs: old and new deals, agreements, deal_reports, agreement_reports, reconciliations; new.documents; told.gone,
-- told.erased.
-- caveats: a fact that took another's place under a new id is compared with the one it shares most reports with;
-- where no report joined the fact and no article left it, the rules, overrides or a removed report changed it. Of facts
-- that an erased article told, no earlier value is kept.
with
run as (
    select cast($run_id as varchar) as run_id
),

told as (
    select
        deal_id as fact_id,
        report_id,
        doc_id
    from new.deal_reports
    where deal_id is not null
    union all
    select
        agreement_id as fact_id,
        report_id,
        doc_id
    from new.agreement_reports
    where agreement_id is not null
),

known as (
    select report_id from old.deal_reports
    where deal_id is not null
    union all
    select report_id from old.agreement_reports
    where agreement_id is not null
),

causes as (
    select
        told.fact_id,
        string_agg(distinct documents.file_name, ', ' order by documents.file_name) as files
    from told
    inner join new.documents on told.doc_id = documents.doc_id
    anti join known on told.report_id = known.report_id
    group by told.fact_id
),

told_before as (
    select
        deal_id as fact_id,
        doc_id
    from old.deal_reports
    where deal_id is not null
    union all
    select
        agreement_id as fact_id,
        doc_id
    from old.agreement_reports
    where agreement_id is not null
),

silenced as (
    select distinct told_before.fact_id
    from told_before
    inner join told.erased on told_before.doc_id = erased.doc_id
),

-- the fact of the release before that each fact continues: the one of its id, else the one it shares most reports with
succession as (
    select
        now.fact_id,
        before.fact_id as old_id
    from new.reconciliations as now
    inner join old.reconciliations as before on now.report_id = before.report_id and before.judgement = 'positive'
    where now.judgement = 'positive'
    group by now.fact_id, before.fact_id
    qualify row_number() over (
        partition by now.fact_id order by now.fact_id = before.fact_id desc, count(*) desc, before.fact_id asc
    ) = 1
),

departures as (
    select
        succession.fact_id,
        string_agg(distinct gone.reason, '; ' order by gone.reason) as reasons
    from succession
    inner join told_before on succession.old_id = told_before.fact_id
    inner join told.gone on told_before.doc_id = gone.doc_id
    group by succession.fact_id
),

old_values as (
    unpivot (
        select
            'deal' as fact_type,
            deal_id as fact_id,
            deal_name,
            deal_kind,
            deal_form,
            deal_status,
            currency,
            certainty,
            cast(stake_pct as varchar) as stake_pct,
            cast(amount as varchar) as amount,
            cast(amount_usd as varchar) as amount_usd,
            cast(is_additive as varchar) as is_additive
        from old.deals
    )
    on deal_name, deal_kind, deal_form, deal_status, currency, certainty, stake_pct, amount, amount_usd, is_additive
    into name field value old_value
    union all
    unpivot (
        select
            'agreement' as fact_type,
            agreement_id as fact_id,
            instrument_type,
            subject_text,
            status,
            date_planned_edtf,
            date_signed_edtf,
            date_in_force_edtf,
            date_terminated_edtf,
            signatory_agreement
        from old.agreements
    )
    on instrument_type, subject_text, status, date_planned_edtf, date_signed_edtf, date_in_force_edtf,
    date_terminated_edtf, signatory_agreement
    into name field value old_value
),

new_values as (
    unpivot (
        select
            'deal' as fact_type,
            deal_id as fact_id,
            deal_name,
            deal_kind,
            deal_form,
            deal_status,
            currency,
            certainty,
            cast(stake_pct as varchar) as stake_pct,
            cast(amount as varchar) as amount,
            cast(amount_usd as varchar) as amount_usd,
            cast(is_additive as varchar) as is_additive
        from new.deals
    )
    on deal_name, deal_kind, deal_form, deal_status, currency, certainty, stake_pct, amount, amount_usd, is_additive
    into name field value new_value
    union all
    unpivot (
        select
            'agreement' as fact_type,
            agreement_id as fact_id,
            instrument_type,
            subject_text,
            status,
            date_planned_edtf,
            date_signed_edtf,
            date_in_force_edtf,
            date_terminated_edtf,
            signatory_agreement
        from new.agreements
    )
    on instrument_type, subject_text, status, date_planned_edtf, date_signed_edtf, date_in_force_edtf,
    date_terminated_edtf, signatory_agreement
    into name field value new_value
),

continued as (
    select
        old_values.fact_type,
        succession.fact_id,
        old_values.field,
        old_values.old_value
    from old_values
    inner join succession on old_values.fact_id = succession.old_id
    anti join silenced on old_values.fact_id = silenced.fact_id
),

renewed as (
    select
        new_values.fact_type,
        new_values.fact_id,
        new_values.field,
        new_values.new_value
    from new_values
    inner join succession on new_values.fact_id = succession.fact_id
    anti join silenced on succession.old_id = silenced.fact_id
),

compared as (
    select
        coalesce(continued.fact_type, renewed.fact_type) as fact_type,
        coalesce(continued.fact_id, renewed.fact_id) as fact_id,
        coalesce(continued.field, renewed.field) as field,
        continued.old_value as old,
        renewed.new_value as new
    from continued
    full join renewed on continued.fact_id = renewed.fact_id and continued.field = renewed.field
    where continued.old_value is distinct from renewed.new_value
),

final as (
    select
        compared.fact_type,
        compared.fact_id,
        compared.field,
        compared.old,
        compared.new,
        coalesce(
            'reported by ' || causes.files,
            departures.reasons,
            'no new report: rules, overrides or a removed article'
        ) as reason,
        run.run_id as changed_in_run
    from compared
    cross join run
    left join causes on compared.fact_id = causes.fact_id
    left join departures on compared.fact_id = departures.fact_id
)

select * from final
