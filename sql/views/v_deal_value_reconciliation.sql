-- grain: one value that a report states of a deal, set against the value the deal took.
-- inputs: deals, deal_reports, documents.
-- kept: computed when the release is made.
-- caveats: bounds in another currency are widened by two percent, the outlet's own rate being unknown; NULL where
-- one of the two has no rate.
with
compared as (
    select
        deals.deal_id,
        deals.deal_name,
        deal_reports.report_id,
        documents.file_name,
        documents.outlet,
        deal_reports.qualifier_text,
        deal_reports.value_text,
        deal_reports.amount,
        deal_reports.currency,
        deal_reports.fx_rate,
        deal_reports.fx_date,
        deal_reports.amount_usd,
        deals.amount_usd as deal_amount_usd,
        deals.value_basis_report_id = deal_reports.report_id as is_canonical,
        deal_reports.usd_lower * case when deal_reports.currency = 'USD' then 1 else 0.98 end as usd_low,
        deal_reports.usd_upper * case when deal_reports.currency = 'USD' then 1 else 1.02 end as usd_high
    from deal_reports
    inner join deals on deal_reports.deal_id = deals.deal_id
    inner join documents on deal_reports.doc_id = documents.doc_id
    where coalesce(deal_reports.amount, deal_reports.amount_lower, deal_reports.amount_upper) is not null
),

final as (
    select
        deal_id,
        deal_name,
        report_id,
        file_name,
        outlet,
        qualifier_text,
        value_text,
        amount,
        currency,
        fx_rate,
        fx_date,
        amount_usd,
        usd_low,
        usd_high,
        deal_amount_usd,
        is_canonical,
        amount_usd - deal_amount_usd as deviation_usd,
        case
            when deal_amount_usd is not null and coalesce(usd_low, usd_high) is not null
                then
                    coalesce(deal_amount_usd >= usd_low, true)
                    and coalesce(deal_amount_usd <= usd_high, true)
        end as is_within_tolerance
    from compared
)

select * from final
