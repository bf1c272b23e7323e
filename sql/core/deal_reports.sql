-- grain: one statement of a deal in one document.
-- inputs: staging.deal_reports.
-- caveats: whether the outlet converted the value is known only where the same speaker is quoted verbatim, in this
-- deal, with one other currency.
with
reports as (
    select * from staging.deal_reports
),

quoted as (
    select
        deal_id,
        speaker_entity_id,
        any_value(currency) as currency
    from reports
    where attribution = 'direct_quote' and currency is not null and amount is not null
    group by deal_id, speaker_entity_id
    having count(distinct currency) = 1 and deal_id is not null and speaker_entity_id is not null
),

final as (
    select
        reports.*,
        case when reports.amount is not null then reports.currency != quoted.currency end as is_currency_converted
    from reports
    left join quoted
        on reports.deal_id = quoted.deal_id and reports.speaker_entity_id = quoted.speaker_entity_id
)

select * from final
