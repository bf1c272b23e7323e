-- grain: one deal, those with the most reports first. inputs: deals, deal_parties, entities.
with
parties as (
    select
        deal_parties.deal_id,
        deal_parties.party_role,
        string_agg(distinct coalesce(entities.name, deal_parties.stated_as), ', ' order by coalesce(entities.name, deal_parties.stated_as)) as names
    from deal_parties
    left join entities on deal_parties.entity_id = entities.entity_id
    group by deal_parties.deal_id, deal_parties.party_role
),

final as (
    select
        deals.deal_id,
        supplier.names as supplier,
        recipient.names as recipient,
        deals.deal_name,
        deals.deal_kind,
        deals.deal_status,
        deals.amount,
        deals.amount_lower,
        deals.amount_upper,
        deals.currency,
        deals.amount_usd,
        deals.n_reports,
        deals.n_documents
    from deals
    left join parties as supplier on deals.deal_id = supplier.deal_id and supplier.party_role = 'supplier'
    left join parties as recipient on deals.deal_id = recipient.deal_id and recipient.party_role = 'recipient'
)

select * from final
order by n_documents desc, n_reports desc, amount_usd desc nulls last, deal_id
