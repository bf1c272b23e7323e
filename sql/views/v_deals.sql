-- grain: one deal, with its parties, what is exchanged, its value as stated and in US dollars, and who says so.
-- inputs: deals, deal_parties, deal_goods, deal_reports, entities.
-- kept: computed when the release is made.
-- caveats: sum amount_usd only where is_additive; several parties on a side stand in one cell, in order of name.
with
parties as (
    select
        deal_parties.deal_id,
        deal_parties.party_role,
        string_agg(
            distinct coalesce(entities.name, deal_parties.stated_as), ', '
            order by coalesce(entities.name, deal_parties.stated_as)
        ) as names,
        string_agg(distinct deal_parties.country_code, ', ' order by deal_parties.country_code) as countries
    from deal_parties
    left join entities on deal_parties.entity_id = entities.entity_id
    group by deal_parties.deal_id, deal_parties.party_role
),

goods as (
    select
        deal_id,
        string_agg(distinct goods_text, '; ' order by goods_text) as goods,
        string_agg(distinct goods_class, '; ' order by goods_class) as goods_classes,
        string_agg(distinct sipri_category, '; ' order by sipri_category) as sipri_categories
    from deal_goods
    group by deal_id
),

speakers as (
    select
        deal_reports.deal_id,
        string_agg(
            distinct coalesce(entities.name, deal_reports.speaker_text), '; '
            order by coalesce(entities.name, deal_reports.speaker_text)
        ) as speakers
    from deal_reports
    left join entities on deal_reports.speaker_entity_id = entities.entity_id
    group by deal_reports.deal_id
),

final as (
    select
        deals.deal_id,
        deals.deal_name,
        deals.deal_kind,
        deals.deal_form,
        deals.deal_status,
        suppliers.names as suppliers,
        suppliers.countries as supplier_countries,
        recipients.names as recipients,
        recipients.countries as recipient_countries,
        goods.goods,
        goods.goods_classes,
        goods.sipri_categories,
        deals.stake_pct,
        canonical.value_text as stated_value,
        canonical.qualifier_text as stated_qualifier,
        deals.amount,
        deals.currency,
        deals.amount_lower,
        deals.amount_upper,
        deals.amount_usd,
        deals.usd_lower,
        deals.usd_upper,
        deals.fx_date,
        deals.value_agreement,
        deals.is_additive,
        deals.is_cumulative,
        deals.as_of_edtf,
        deals.as_of_earliest,
        deals.as_of_latest,
        deals.year_of_order,
        deals.certainty,
        speakers.speakers,
        deals.n_reports,
        deals.n_documents,
        deals.n_outlets,
        deals.first_reported,
        deals.last_reported,
        deals.overlaps_deal_id,
        deals.possible_same_as
    from deals
    left join parties as suppliers on deals.deal_id = suppliers.deal_id and suppliers.party_role = 'supplier'
    left join parties as recipients on deals.deal_id = recipients.deal_id and recipients.party_role = 'recipient'
    left join goods on deals.deal_id = goods.deal_id
    left join speakers on deals.deal_id = speakers.deal_id
    left join deal_reports as canonical on deals.value_basis_report_id = canonical.report_id
)

select * from final
