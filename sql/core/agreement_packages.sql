-- grain: one occasion on which several agreements were concluded.
-- inputs: staging.agreement_packages, core.agreement_report_parties, core.entities.
-- caveats: the title names the parties of the report that speaks of the package best.
with
packages as (
    select
        package_id,
        stated_count,
        named_members,
        inferred_members,
        report_id
    from staging.agreement_packages
),

parties as (
    select
        parties.report_id,
        string_agg(distinct entities.name, ' and ' order by entities.name) as names
    from core.agreement_report_parties as parties
    inner join core.entities on parties.entity_id = entities.entity_id
    where parties.party_role = 'party'
    group by parties.report_id
),

final as (
    select
        packages.package_id,
        coalesce(packages.stated_count || ' agreements', 'Agreements')
        || coalesce(' of ' || parties.names, '') as title,
        packages.stated_count,
        packages.named_members,
        packages.inferred_members,
        packages.report_id
    from packages
    left join parties on packages.report_id = parties.report_id
)

select * from final
