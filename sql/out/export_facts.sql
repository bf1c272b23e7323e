-- grain: one deal or agreement.
-- inputs: deals, deal_parties, deal_goods, deal_reports, agreements, v_provenance.
-- caveats: dates are EDTF; documents are those whose reports count for the fact.
with
documents as (
    select
        fact_id,
        list(distinct doc_id order by doc_id) as doc_ids
    from v_provenance
    where judgement = 'positive'
    group by fact_id
),

recipients as (
    select
        deal_id,
        list(distinct entity_id order by entity_id) as entity_ids
    from deal_parties
    where party_role = 'recipient' and entity_id is not null
    group by deal_id
),

goods as (
    select
        deal_id,
        string_agg(distinct goods_text, '; ' order by goods_text) as goods
    from deal_goods
    group by deal_id
),

facts as (
    select
        deals.deal_id as fact_id,
        deals.deal_name as title,
        deals.deal_form as form,
        deals.deal_kind as subject,
        deals.deal_status as status,
        deals.as_of_edtf as date_edtf,
        deals.amount,
        deals.currency,
        deals.amount_usd,
        recipients.entity_ids as recipient_ids,
        concat_ws(' · ', goods.goods, canonical.value_text) as summary
    from deals
    left join recipients on deals.deal_id = recipients.deal_id
    left join goods on deals.deal_id = goods.deal_id
    left join deal_reports as canonical on deals.value_basis_report_id = canonical.report_id
    union all
    select
        agreement_id as fact_id,
        title,
        instrument_type as form,
        subject_class as subject,
        status,
        coalesce(date_signed_edtf, date_planned_edtf) as date_edtf,
        null as amount,
        null as currency,
        null as amount_usd,
        null as recipient_ids,
        subject_text as summary
    from agreements
),

final as (
    select
        facts.fact_id,
        facts.title,
        facts.form,
        facts.subject,
        facts.status,
        facts.date_edtf,
        facts.amount,
        facts.currency,
        facts.amount_usd,
        facts.recipient_ids,
        facts.summary,
        documents.doc_ids
    from facts
    left join documents on facts.fact_id = documents.fact_id
    order by facts.fact_id
)

select * from final
