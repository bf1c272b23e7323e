-- grain: one report of the fact $fact, with its document and the judgement that put it there.
-- inputs: deal_reports, agreement_reports, documents, entities, reconciliations.
with
reports as (
    select
        report_id,
        deal_id as fact_id,
        doc_id,
        span_start,
        span_end,
        evidence_start,
        evidence_text,
        report_status,
        qualifier_text,
        value_text,
        speaker_entity_id,
        speaker_text,
        attribution,
        rule,
        confidence
    from deal_reports
    where deal_id = $fact
    union all by name
    select
        report_id,
        agreement_id as fact_id,
        doc_id,
        span_start,
        span_end,
        evidence_start,
        evidence_text,
        report_status,
        null as qualifier_text,
        null as value_text,
        speaker_entity_id,
        speaker_text,
        attribution,
        rule,
        confidence
    from agreement_reports
    where agreement_id = $fact
),

final as (
    select
        reports.report_id,
        documents.file_name,
        documents.outlet,
        documents.published_edtf,
        reports.span_start,
        reports.span_start - reports.evidence_start as mark_start,
        reports.span_end - reports.evidence_start as mark_end,
        reports.evidence_text,
        reports.report_status,
        reports.qualifier_text,
        reports.value_text,
        coalesce(entities.name, reports.speaker_text) as speaker,
        reports.attribution,
        reports.rule,
        reports.confidence,
        reconciliations.method,
        reconciliations.score
    from reports
    inner join documents on reports.doc_id = documents.doc_id
    left join entities on reports.speaker_entity_id = entities.entity_id
    left join
        reconciliations
        on reports.report_id = reconciliations.report_id and reports.fact_id = reconciliations.fact_id
)

select * from final
order by published_edtf nulls last, file_name, span_start, report_id
