-- grain: one statement of a deal, with its document, the words that say it, and its parties.
-- inputs: deal_reports, deal_report_parties, documents, entities.
-- kept: computed when the release is made.
-- caveats: reports without deal_id made no fact.
with
parties as (
    select
        parties.report_id,
        parties.party_role,
        string_agg(
            distinct coalesce(entities.name, parties.party_text), ', '
            order by coalesce(entities.name, parties.party_text)
        ) as names
    from deal_report_parties as parties
    left join entities on parties.entity_id = entities.entity_id
    group by parties.report_id, parties.party_role
),

final as (
    select
        deal_reports.report_id,
        deal_reports.deal_id,
        documents.file_name,
        documents.title,
        documents.outlet,
        documents.published_edtf,
        suppliers.names as suppliers,
        recipients.names as recipients,
        deal_reports.deal_kind,
        deal_reports.deal_form,
        deal_reports.report_status,
        deal_reports.goods_text,
        deal_reports.stake_pct,
        deal_reports.qualifier_text,
        deal_reports.value_text,
        deal_reports.amount,
        deal_reports.currency,
        deal_reports.amount_usd,
        deal_reports.as_of_edtf,
        coalesce(speakers.name, deal_reports.speaker_text) as speaker,
        deal_reports.attribution,
        deal_reports.is_negated,
        deal_reports.is_hypothetical,
        deal_reports.evidence_text,
        deal_reports.confidence
    from deal_reports
    inner join documents on deal_reports.doc_id = documents.doc_id
    left join parties as suppliers
        on deal_reports.report_id = suppliers.report_id and suppliers.party_role = 'supplier'
    left join parties as recipients
        on deal_reports.report_id = recipients.report_id and recipients.party_role = 'recipient'
    left join entities as speakers on deal_reports.speaker_entity_id = speakers.entity_id
)

select * from final
