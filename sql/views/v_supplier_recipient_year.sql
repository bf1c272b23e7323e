-- grain: one supplier side, recipient side and year, with the additive deals between them.
-- inputs: v_deals.
-- caveats: several parties on a side are one group, so a deal counts once; the year is that of the order, else of the
-- statement, else of the first report.
with
deals as (
    select
        suppliers,
        supplier_countries,
        recipients,
        recipient_countries,
        deal_kind,
        amount_usd,
        coalesce(year_of_order, year(as_of_latest), year(first_reported)) as deal_year
    from v_deals
    where is_additive
),

final as (
    select
        suppliers,
        supplier_countries,
        recipients,
        recipient_countries,
        deal_year,
        count(*) as n_deals,
        count(amount_usd) as n_valued_deals,
        sum(amount_usd) as amount_usd
    from deals
    group by suppliers, supplier_countries, recipients, recipient_countries, deal_year
)

select * from final
