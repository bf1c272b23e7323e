-- grain: one statement or name that a judgement may quote, with what it was led to.
-- inputs: deal_reports, agreement_reports, entity_mentions, documents.
-- caveats: a report that makes no fact stands for itself.
with
statements as (
    select
        'deal' as about,
        doc_id,
        span_text as words,
        evidence_text,
        coalesce(deal_id, report_id) as thing_id
    from deal_reports
    union all
    select
        'agreement' as about,
        doc_id,
        span_text as words,
        evidence_text,
        coalesce(agreement_id, report_id) as thing_id
    from agreement_reports
    union all
    select
        'entity' as about,
        doc_id,
        span_text as words,
        '' as evidence_text,
        entity_id as thing_id
    from entity_mentions
    where entity_id is not null
),

final as (
    select
        statements.about,
        documents.file_name,
        statements.words,
        statements.evidence_text,
        statements.thing_id
    from statements
    inner join documents on statements.doc_id = documents.doc_id
)

select * from final
