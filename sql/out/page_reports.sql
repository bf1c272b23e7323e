-- grain: one report of a fact, with its sentence, where its words stand in it, its speaker and its article.
-- inputs: deal_reports, agreement_reports, deals, documents, entities, reconciliations.
-- caveats: backs_value is 'basis' of the report that the deal's value comes from, 'same' of one that repeats it.
with
reports as (
    select
        report_id,
        deal_id as fact_id,
        doc_id,
        span_start,
        span_start - evidence_start as mark_start,
        span_end - evidence_start as mark_end,
        evidence_text,
        report_status,
        value_text,
        qualifier_text,
        amount_usd,
        fx_date,
        amount,
        currency,
        speaker_entity_id,
        speaker_text,
        attribution,
        confidence
    from deal_reports
    where deal_id is not null
    union all by name
    select
        report_id,
        agreement_id as fact_id,
        doc_id,
        span_start,
        span_start - evidence_start as mark_start,
        span_end - evidence_start as mark_end,
        evidence_text,
        report_status,
        null as value_text,
        null as qualifier_text,
        null as amount_usd,
        null as fx_date,
        null as amount,
        null as currency,
        speaker_entity_id,
        speaker_text,
        attribution,
        confidence
    from agreement_reports
    where agreement_id is not null
),

final as (
    select
        reports.fact_id,
        reports.evidence_text as text,
        reports.mark_start,
        reports.mark_end,
        reports.report_status as status,
        reports.qualifier_text as qualifier,
        reports.value_text as value,
        reports.amount_usd as usd,
        reports.fx_date,
        case
            when reports.report_id = deals.value_basis_report_id then 'basis'
            when reports.amount = deals.amount and reports.currency = deals.currency then 'same'
        end as backs_value,
        coalesce(speakers.name, reports.speaker_text) as speaker,
        reports.attribution,
        reports.confidence,
        documents.file_name as file,
        documents.outlet,
        documents.title,
        documents.url,
        documents.published_edtf as published,
        reconciliations.method
    from reports
    inner join documents on reports.doc_id = documents.doc_id
    left join deals on reports.fact_id = deals.deal_id
    left join entities as speakers on reports.speaker_entity_id = speakers.entity_id
    left join
        reconciliations
        on reports.report_id = reconciliations.report_id and reports.fact_id = reconciliations.fact_id
    order by
        reports.fact_id,
        documents.published_earliest nulls last,
        documents.file_name,
        reports.span_start,
        reports.report_id
)

select * from final
