-- grain: one report that made no fact, and why.
-- inputs: deal_reports, agreement_reports, documents.
-- caveats: too_little_said covers sets of unnamed agreements and reports without a resolved party.
with
reports as (
    select
        'deal' as fact_type,
        report_id,
        doc_id,
        report_status,
        is_negated,
        is_hypothetical,
        span_text,
        evidence_text
    from deal_reports
    where deal_id is null
    union all
    select
        'agreement' as fact_type,
        report_id,
        doc_id,
        report_status,
        is_negated,
        is_hypothetical,
        span_text,
        evidence_text
    from agreement_reports
    where agreement_id is null
),

final as (
    select
        reports.fact_type,
        reports.report_id,
        documents.file_name,
        case
            when reports.is_hypothetical then 'hypothetical'
            when reports.is_negated then 'negated'
            when documents.pub_status != 'usable' then 'article_withdrawn'
            when replacing.doc_id is not null then 'article_replaced'
            else 'too_little_said'
        end as reason,
        reports.report_status,
        reports.span_text,
        reports.evidence_text
    from reports
    inner join documents on reports.doc_id = documents.doc_id
    left join documents as replacing on documents.doc_id = replacing.supersedes_doc_id
)

select * from final
