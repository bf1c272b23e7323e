-- grain: one report of a fact, as JSON: its sentence cut at its words, its speaker and its article.
-- inputs: deal_reports, agreement_reports, deals, documents, entities, reconciliations.
-- caveats: browsers count characters outside the first plane as two, so the sentence is cut here; $signed names the
-- reports that say “signed”; backs_value is 'basis' of the report that the deal's value comes from, 'same' of one that
-- repeats it.
with
signed as (
    select unnest(cast($signed as varchar[])) as report_id
),

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
        to_json(
            struct_pack(
                fact_id := reports.fact_id,
                text := [
                    left(reports.evidence_text, reports.mark_start),
                    substr(reports.evidence_text, reports.mark_start + 1, reports.mark_end - reports.mark_start),
                    substr(reports.evidence_text, reports.mark_end + 1)
                ],
                says_signed := signed.report_id is not null,
                status := reports.report_status,
                qualifier := reports.qualifier_text,
                value := reports.value_text,
                usd := reports.amount_usd,
                fx_date := reports.fx_date,
                backs_value := case
                    when reports.report_id = deals.value_basis_report_id then 'basis'
                    when reports.amount = deals.amount and reports.currency = deals.currency then 'same'
                end,
                speaker := coalesce(speakers.name, reports.speaker_text),
                attribution := reports.attribution,
                confidence := reports.confidence,
                file := documents.file_name,
                outlet := documents.outlet,
                title := documents.title,
                url := documents.url,
                published := documents.published_edtf,
                method := reconciliations.method
            )
        ) as report
    from reports
    inner join documents on reports.doc_id = documents.doc_id
    left join signed on reports.report_id = signed.report_id
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
