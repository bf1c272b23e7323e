-- grain: one report behind one fact: the fact, the judgement, the document and the words.
-- inputs: deals, agreements, deal_reports, agreement_reports, reconciliations, documents.
-- kept: computed when the release is made.
-- caveats: judgements that a report may belong to a fact without counting for it are marked unsure.
with
facts as (
    select
        'deal' as fact_type,
        deal_id as fact_id,
        deal_name as fact_title,
        deal_status as fact_status
    from deals
    union all
    select
        'agreement' as fact_type,
        agreement_id as fact_id,
        title as fact_title,
        status as fact_status
    from agreements
),

reports as (
    select
        report_id,
        doc_id,
        report_status,
        span_text,
        evidence_start,
        evidence_end,
        evidence_text,
        attribution,
        rule,
        confidence
    from deal_reports
    union all
    select
        report_id,
        doc_id,
        report_status,
        span_text,
        evidence_start,
        evidence_end,
        evidence_text,
        attribution,
        rule,
        confidence
    from agreement_reports
),

final as (
    select
        facts.fact_type,
        facts.fact_id,
        facts.fact_title,
        facts.fact_status,
        reconciliations.judgement,
        reconciliations.method,
        reconciliations.score,
        reconciliations.decided_by,
        reports.report_id,
        reports.report_status,
        documents.doc_id,
        documents.file_name,
        documents.outlet,
        documents.published_edtf,
        reports.span_text,
        reports.evidence_start,
        reports.evidence_end,
        reports.evidence_text,
        reports.attribution,
        reports.rule,
        reports.confidence
    from facts
    inner join reconciliations on facts.fact_id = reconciliations.fact_id
    inner join reports on reconciliations.report_id = reports.report_id
    inner join documents on reports.doc_id = documents.doc_id
)

select * from final
