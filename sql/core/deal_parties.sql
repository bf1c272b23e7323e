-- grain: one party on one side of one deal.
-- inputs: core.deal_reports, core.deal_report_parties, core.documents.
-- caveats: a party that no report resolves stands here only where its side has no resolved one; the words are those
-- of the most confident report. Whom some reports of a deal see giving and others getting stands on the side that more
-- documents tell, near-duplicates counted once; `conflicts` has the others.
with
told as (
    select
        deal_reports.deal_id,
        parties.party_role,
        parties.entity_id,
        parties.country_code,
        parties.party_level,
        parties.party_text as stated_as,
        parties.basis,
        parties.report_id,
        deal_reports.confidence,
        deal_reports.attribution = 'headline' as in_headline,
        coalesce(documents.duplicate_of_doc_id, deal_reports.doc_id) as told_by
    from core.deal_report_parties as parties
    inner join core.deal_reports on parties.report_id = deal_reports.report_id
    left join core.documents on deal_reports.doc_id = documents.doc_id
    where deal_reports.deal_id is not null
),

outvoted as (
    select
        deal_id,
        entity_id,
        party_role
    from told
    where entity_id is not null and party_role in ('supplier', 'recipient')
    group by deal_id, entity_id, party_role
    qualify row_number() over (
        partition by deal_id, entity_id
        order by count(distinct told_by) desc, max(confidence) desc, min(report_id) asc
    ) > 1
),

parties as (
    select told.*
    from told
    anti join outvoted
        on
            told.deal_id = outvoted.deal_id
            and told.entity_id = outvoted.entity_id
            and told.party_role = outvoted.party_role
),

sides as (
    select
        deal_id,
        party_role,
        bool_or(entity_id is not null) as is_resolved
    from parties
    group by deal_id, party_role
),

final as (
    select
        parties.deal_id,
        parties.party_role,
        parties.entity_id,
        parties.country_code,
        parties.party_level,
        parties.stated_as,
        parties.basis
    from parties
    inner join sides on parties.deal_id = sides.deal_id and parties.party_role = sides.party_role
    where parties.entity_id is not null or not sides.is_resolved
    qualify row_number() over (
        partition by parties.deal_id, parties.party_role, coalesce(parties.entity_id, parties.stated_as)
        order by
            parties.basis != 'stated',
            parties.in_headline asc,
            parties.confidence desc,
            parties.report_id asc,
            parties.stated_as asc
    ) = 1
)

select * from final
