-- grain: one agreement, those with the most reports first. inputs: agreements, agreement_parties, entities.
with
parties as (
    select
        agreement_parties.agreement_id,
        string_agg(distinct entities.name, ', ' order by entities.name) as names
    from agreement_parties
    inner join entities on agreement_parties.entity_id = entities.entity_id
    where agreement_parties.party_role = 'party'
    group by agreement_parties.agreement_id
),

final as (
    select
        agreements.agreement_id,
        parties.names as parties,
        agreements.instrument_type,
        agreements.subject_text,
        agreements.status,
        coalesce(agreements.date_signed_edtf, agreements.date_planned_edtf) as date_edtf,
        agreements.n_reports,
        agreements.n_documents
    from agreements
    left join parties on agreements.agreement_id = parties.agreement_id
)

select * from final
order by n_documents desc, n_reports desc, agreement_id
