-- grain: one party of one agreement.
-- inputs: core.agreement_reports, core.agreement_report_parties, core.entities, core.documents.
-- caveats: parties that no report resolves are left out; signatories of one document are disputed where another
-- document names others.
with
parties as (
    select
        reports.agreement_id,
        parties.party_role,
        parties.entity_id,
        parties.country_code,
        parties.party_level,
        parties.report_id,
        parties.basis,
        reports.confidence,
        coalesce(documents.duplicate_of_doc_id, documents.doc_id) as told_by
    from core.agreement_report_parties as parties
    inner join core.agreement_reports as reports on parties.report_id = reports.report_id
    inner join core.documents on reports.doc_id = documents.doc_id
    where reports.agreement_id is not null and parties.entity_id is not null
),

best as (
    select
        agreement_id,
        party_role,
        entity_id,
        country_code,
        party_level,
        report_id
    from parties
    qualify row_number() over (
        partition by agreement_id, party_role, entity_id
        order by
            basis != 'stated', confidence desc, report_id asc, country_code asc nulls last, party_level asc nulls last
    ) = 1
),

signings as (
    select
        agreement_id,
        told_by,
        list_sort(list(distinct entity_id)) as signatories
    from parties
    where party_role = 'signatory'
    group by agreement_id, told_by
),

disputes as (
    select distinct ours.agreement_id
    from signings as ours
    inner join signings as others on ours.agreement_id = others.agreement_id
    where
        not list_has_all(ours.signatories, others.signatories)
        and not list_has_all(others.signatories, ours.signatories)
),

behind as (
    select
        signers.agreement_id,
        signers.entity_id,
        any_value(states.entity_id) as on_behalf_of
    from best as signers
    inner join core.entities on signers.entity_id = entities.entity_id
    inner join best as states
        on
            signers.agreement_id = states.agreement_id
            and states.party_role = 'party'
            and states.entity_id = 'country:' || coalesce(signers.country_code, entities.country_code)
    where signers.party_role = 'signatory'
    group by signers.agreement_id, signers.entity_id
),

final as (
    select
        best.agreement_id,
        best.party_role,
        best.entity_id,
        best.country_code,
        best.party_level,
        behind.on_behalf_of,
        best.report_id,
        best.party_role = 'signatory' and disputes.agreement_id is not null as is_disputed
    from best
    left join disputes on best.agreement_id = disputes.agreement_id
    left join behind
        on
            best.agreement_id = behind.agreement_id
            and best.entity_id = behind.entity_id
            and best.party_role = 'signatory'
)

select * from final
