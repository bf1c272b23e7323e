-- grain: one party on one side of one deal.
-- inputs: core.deal_reports, core.deal_report_parties.
-- caveats: a party that no report resolves stands here only where its side has no resolved one; the words are those
-- of the most confident report.
with
parties as (
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
        deal_reports.attribution = 'headline' as in_headline
    from core.deal_report_parties as parties
    inner join core.deal_reports on parties.report_id = deal_reports.report_id
    where deal_reports.deal_id is not null
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
