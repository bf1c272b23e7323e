-- grain: one fact that differs from the release before, with the values that changed and the articles that caused it.
-- inputs: changes, corrections, pipeline_runs, deal_reports, agreement_reports, documents.
-- caveats: 'told_again' is a fact that new articles tell and that is as it was; told_by are those articles.
with
this_run as (
    select run_id
    from pipeline_runs
    order by started_at desc
    limit 1
),

changed_values as (
    select
        fact_id,
        list(struct_pack(field := field, old := old, new := new) order by field) as differences
    from corrections
    where changed_in_run = (select this_run.run_id from this_run)
    group by fact_id
),

retold as (
    select
        changes.fact_id,
        string_split(changes.files, ', ') as files
    from changes
    anti join changed_values on changes.fact_id = changed_values.fact_id
    where changes.change = 'changed' and changes.cause = 'article_added'
),

reports as (
    select
        deal_id as fact_id,
        doc_id,
        confidence,
        trim(concat_ws(' ', qualifier_text, value_text)) as value
    from deal_reports
    union all by name
    select
        agreement_id as fact_id,
        doc_id,
        confidence,
        '' as value
    from agreement_reports
),

-- of an article the report that states a value most surely
told as (
    select
        retold.fact_id,
        documents.file_name,
        struct_pack(
            outlet := any_value(documents.outlet),
            url := any_value(documents.url),
            published := any_value(documents.published_edtf),
            value := first(reports.value order by reports.value = '' asc, reports.confidence desc, reports.value asc)
        ) as told_by
    from retold
    inner join reports on retold.fact_id = reports.fact_id
    inner join documents on reports.doc_id = documents.doc_id
    where list_contains(retold.files, documents.file_name)
    group by retold.fact_id, documents.file_name
),

tellers as (
    select
        fact_id,
        list(told_by order by file_name) as told_by
    from told
    group by fact_id
)

select
    if(tellers.fact_id is null, changes.change, 'told_again') as change,
    changes.fact_id,
    changes.title,
    changed_values.differences,
    tellers.told_by,
    changes.cause,
    coalesce(changes.reason, changes.files) as reason
from changes
left join changed_values on changes.fact_id = changed_values.fact_id
left join tellers on changes.fact_id = tellers.fact_id
order by change, changes.title, changes.fact_id
