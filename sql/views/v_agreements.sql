-- grain: one agreement, with its parties, signatories and place.
-- inputs: agreements, agreement_parties, agreement_packages, entities.
-- kept: computed when the release is made.
-- caveats: signatories are all whom any report names; signatory_agreement says whether the reports agree.
with
parties as (
    select
        agreement_parties.agreement_id,
        agreement_parties.party_role,
        string_agg(distinct entities.name, ', ' order by entities.name) as names,
        string_agg(distinct agreement_parties.country_code, ', ' order by agreement_parties.country_code) as countries
    from agreement_parties
    inner join entities on agreement_parties.entity_id = entities.entity_id
    group by agreement_parties.agreement_id, agreement_parties.party_role
),

final as (
    select
        agreements.agreement_id,
        agreements.title,
        agreements.instrument_type,
        agreements.laterality,
        agreements.subject_text,
        agreements.subject_class,
        agreements.status,
        members.names as parties,
        members.countries as party_countries,
        signatories.names as signatories,
        agreements.signatory_agreement,
        agreements.date_planned_edtf,
        agreements.date_signed_edtf,
        agreements.date_signed_earliest,
        agreements.date_signed_latest,
        agreements.date_in_force_edtf,
        agreements.date_terminated_edtf,
        places.name as place,
        agreements.package_id,
        packages.stated_count as package_stated_count,
        agreements.n_reports,
        agreements.n_documents,
        agreements.first_reported,
        agreements.last_reported
    from agreements
    left join parties as members
        on agreements.agreement_id = members.agreement_id and members.party_role = 'party'
    left join parties as signatories
        on agreements.agreement_id = signatories.agreement_id and signatories.party_role = 'signatory'
    left join entities as places on agreements.place_entity_id = places.entity_id
    left join agreement_packages as packages on agreements.package_id = packages.package_id
)

select * from final
