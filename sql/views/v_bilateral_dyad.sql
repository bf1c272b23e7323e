-- grain: one pair of states and year, with the deals and agreements between them.
-- inputs: deals, deal_parties, agreements, agreement_parties.
-- kept: computed when the release is made.
-- caveats: states in alphabetical order of their codes; a deal of several states on a side counts for each pair, so
-- amounts of pairs must not be added up; only bilateral agreements.
with
deal_pairs as (
    select distinct
        deals.deal_id,
        least(suppliers.country_code, recipients.country_code) as country_a,
        greatest(suppliers.country_code, recipients.country_code) as country_b,
        coalesce(deals.year_of_order, year(deals.as_of_latest), year(deals.first_reported)) as year,
        deals.is_additive,
        deals.amount_usd
    from deals
    inner join deal_parties as suppliers
        on deals.deal_id = suppliers.deal_id and suppliers.party_role = 'supplier'
    inner join deal_parties as recipients
        on deals.deal_id = recipients.deal_id and recipients.party_role = 'recipient'
    where suppliers.country_code != recipients.country_code
),

agreement_pairs as (
    select
        agreements.agreement_id,
        min(parties.country_code) as country_a,
        max(parties.country_code) as country_b,
        any_value(year(coalesce(
            agreements.date_signed_latest, agreements.date_planned_latest, agreements.first_reported
        ))) as year,
        any_value(agreements.status) as status
    from agreements
    inner join agreement_parties as parties
        on agreements.agreement_id = parties.agreement_id and parties.party_role = 'party'
    where agreements.laterality = 'bilateral'
    group by agreements.agreement_id
    having count(distinct parties.country_code) = 2
),

events as (
    select
        country_a,
        country_b,
        year,
        1 as n_deals,
        case when is_additive then amount_usd end as amount_usd,
        0 as n_agreements_signed,
        0 as n_agreements_planned
    from deal_pairs
    union all
    select
        country_a,
        country_b,
        year,
        0 as n_deals,
        null as amount_usd,
        cast(status in ('signed', 'ratified', 'in_force') as integer) as n_agreements_signed,
        cast(status in ('proposed', 'negotiating', 'planned', 'initialled') as integer) as n_agreements_planned
    from agreement_pairs
),

final as (
    select
        country_a,
        country_b,
        year,
        sum(n_deals) as n_deals,
        sum(amount_usd) as amount_usd,
        sum(n_agreements_signed) as n_agreements_signed,
        sum(n_agreements_planned) as n_agreements_planned
    from events
    group by country_a, country_b, year
)

select * from final
