-- grain: one fact that was added, split off, changed, merged into another or removed since the release before.
-- inputs: old and new deals, agreements, deal_reports, agreement_reports, documents; told.corrections, told.gone,
-- told.erased.
-- caveats: the cause is the articles whose reports came to the fact or left it; where none did, rules, a new reading or
-- people's judgements changed it. Of what erased articles told, neither title nor file name is kept.
with
run as (
    select cast($run_id as varchar) as run_id
),

facts_before as (
    select
        'deal' as fact_type,
        deal_id as fact_id,
        deal_name as title
    from old.deals
    union all
    select
        'agreement' as fact_type,
        agreement_id as fact_id,
        title
    from old.agreements
),

facts_now as (
    select
        'deal' as fact_type,
        deal_id as fact_id,
        deal_name as title
    from new.deals
    union all
    select
        'agreement' as fact_type,
        agreement_id as fact_id,
        title
    from new.agreements
),

told_before as (
    select
        reports.fact_id,
        reports.report_id,
        reports.doc_id,
        documents.file_name
    from (
        select
            deal_id as fact_id,
            report_id,
            doc_id
        from old.deal_reports
        union all
        select
            agreement_id as fact_id,
            report_id,
            doc_id
        from old.agreement_reports
    ) as reports
    inner join old.documents on reports.doc_id = documents.doc_id
    where reports.fact_id is not null
),

told_now as (
    select
        reports.fact_id,
        reports.report_id,
        documents.file_name
    from (
        select
            deal_id as fact_id,
            report_id,
            doc_id
        from new.deal_reports
        union all
        select
            agreement_id as fact_id,
            report_id,
            doc_id
        from new.agreement_reports
    ) as reports
    inner join new.documents on reports.doc_id = documents.doc_id
    where reports.fact_id is not null
),

-- reports that count for the first time, and such as count no more
came as (
    select
        told_now.fact_id,
        string_agg(distinct told_now.file_name, ', ' order by told_now.file_name) as files
    from told_now
    anti join told_before on told_now.report_id = told_before.report_id
    group by told_now.fact_id
),

went as (
    select
        told_before.fact_id,
        string_agg(distinct told_before.file_name, ', ' order by told_before.file_name)
        filter (where erased.doc_id is null) as files,
        string_agg(distinct gone.reason, '; ' order by gone.reason) as reasons
    from told_before
    anti join told_now on told_before.report_id = told_now.report_id
    left join told.gone on told_before.doc_id = gone.doc_id
    left join told.erased on told_before.doc_id = erased.doc_id
    group by told_before.fact_id
),

silenced as (
    select distinct told_before.fact_id
    from told_before
    inner join told.erased on told_before.doc_id = erased.doc_id
),

moved as (
    select
        before.fact_id as old_id,
        now.fact_id as new_id,
        count(*) as n_reports
    from told_before as before
    inner join told_now as now on before.report_id = now.report_id
    group by before.fact_id, now.fact_id
),

origins as (
    select
        new_id,
        old_id
    from moved
    qualify row_number() over (partition by new_id order by n_reports desc, old_id asc) = 1
),

heirs as (
    select
        old_id,
        new_id
    from moved
    qualify row_number() over (partition by old_id order by n_reports desc, new_id asc) = 1
),

-- a fact whose smallest report came, or left: it goes on under another id
renamed as (
    select
        heirs.old_id,
        heirs.new_id
    from heirs
    inner join origins on heirs.old_id = origins.old_id and heirs.new_id = origins.new_id
    anti join facts_now as now on heirs.old_id = now.fact_id
    anti join facts_before as before on heirs.new_id = before.fact_id
),

fields as (
    select
        fact_id,
        string_agg(distinct field, ', ' order by field) as fields
    from told.corrections
    group by fact_id
),

stayed as (
    select
        now.fact_id,
        fields.fields,
        coalesce(came.fact_id is not null or went.fact_id is not null, false)
        or exists (
            select 1 from moved
            where moved.old_id != moved.new_id and now.fact_id in (moved.old_id, moved.new_id)
        ) as has_other_reports
    from facts_now as now
    inner join facts_before as before on now.fact_id = before.fact_id
    left join fields on now.fact_id = fields.fact_id
    left join came on now.fact_id = came.fact_id
    left join went on now.fact_id = went.fact_id
),

found as (
    select
        now.fact_type,
        now.fact_id,
        now.title,
        case
            when origins.old_id is null then 'added'
            when renamed.new_id is null then 'split'
            else 'changed'
        end as change,
        stayed.fields,
        origins.old_id as other_id
    from facts_now as now
    anti join facts_before as before on now.fact_id = before.fact_id
    left join origins on now.fact_id = origins.new_id
    left join renamed on now.fact_id = renamed.new_id
    left join fields as stayed on now.fact_id = stayed.fact_id
    union all by name
    select
        before.fact_type,
        before.fact_id,
        case when silenced.fact_id is null then before.title end as title,
        case when heirs.new_id is null then 'removed' else 'merged' end as change,
        null as fields,
        heirs.new_id as other_id
    from facts_before as before
    anti join facts_now as now on before.fact_id = now.fact_id
    anti join renamed on before.fact_id = renamed.old_id
    left join heirs on before.fact_id = heirs.old_id
    left join silenced on before.fact_id = silenced.fact_id
    union all by name
    select
        now.fact_type,
        now.fact_id,
        now.title,
        'changed' as change,
        stayed.fields,
        null as other_id
    from facts_now as now
    inner join stayed on now.fact_id = stayed.fact_id
    where stayed.fields is not null or stayed.has_other_reports
),

final as (
    select
        found.fact_type,
        found.fact_id,
        found.title,
        found.change,
        found.fields,
        found.other_id,
        case
            when coalesce(came.files, heir_came.files) is not null then 'article_added'
            when went.fact_id is not null then 'article_withdrawn'
            else 'decision'
        end as cause,
        coalesce(came.files, heir_came.files, went.files) as files,
        case when coalesce(came.files, heir_came.files) is null then went.reasons end as reason,
        run.run_id as changed_in_run
    from found
    cross join run
    left join came on found.fact_id = came.fact_id
    left join came as heir_came on found.change = 'merged' and found.other_id = heir_came.fact_id
    left join went on found.fact_id = went.fact_id
)

select * from final
