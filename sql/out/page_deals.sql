-- grain: one deal, as the page lists it. inputs: v_deals, deal_reports, v_open_conflicts.
-- caveats: usd_low and usd_high are the spread between the reports that belong to it, in US dollars.
with
spread as (
    select
        deal_id,
        min(amount_usd) as usd_low,
        max(amount_usd) as usd_high
    from deal_reports
    where not is_negated and not is_hypothetical
    group by deal_id
),

disputed as (
    select
        fact_id,
        count(*) as n_conflicts
    from v_open_conflicts
    where fact_type = 'deal'
    group by fact_id
),

final as (
    select
        deals.deal_id as id,
        deals.deal_name as name,
        deals.deal_kind as kind,
        deals.deal_form as form,
        deals.deal_status as status,
        deals.suppliers,
        deals.recipients,
        deals.supplier_countries,
        deals.recipient_countries,
        deals.goods,
        deals.stake_pct,
        deals.amount,
        deals.currency,
        deals.amount_lower,
        deals.amount_upper,
        deals.amount_usd as usd,
        spread.usd_low,
        spread.usd_high,
        deals.is_additive,
        deals.overlaps_deal_id as part_of,
        deals.possible_same_as as perhaps,
        deals.certainty,
        coalesce(year(deals.as_of_earliest), year(deals.first_reported)) as year,
        deals.as_of_edtf as date,
        deals.n_reports,
        deals.n_documents,
        deals.n_outlets,
        coalesce(disputed.n_conflicts, 0) as n_conflicts
    from v_deals as deals
    left join spread on deals.deal_id = spread.deal_id
    left join disputed on deals.deal_id = disputed.fact_id
)

select * from final
order by n_documents desc, usd desc nulls last, n_reports desc, id asc
