-- grain: one agreement, from the reports that resolve put together.
-- inputs: core.agreement_reports, core.agreement_report_parties, core.agreement_parties, core.documents,
-- core.entities, staging.package_members, staging.status_ranks.
-- caveats: each date is the most precise one that reports of its step give; across documents the latest of
-- "concluded" and "off" wins, and off wins where no date decides.
with
documents as (
    select
        doc_id,
        duplicate_of_doc_id,
        case when published_precision = 'day' then published_earliest end as published_on
    from core.documents
),

ranks as (
    select
        status,
        rank,
        is_off
    from staging.status_ranks
    where fact_type = 'agreement'
),

reports as (
    select
        agreement_reports.*,
        documents.published_on,
        ranks.rank as status_rank,
        ranks.is_off,
        coalesce(documents.duplicate_of_doc_id, agreement_reports.doc_id) as told_by
    from core.agreement_reports
    inner join documents on agreement_reports.doc_id = documents.doc_id
    inner join ranks on agreement_reports.report_status = ranks.status
    where agreement_reports.agreement_id is not null
),

counted as (
    select
        agreement_id,
        count(*) as n_reports,
        count(distinct told_by) as n_documents,
        min(published_on) as first_reported,
        max(published_on) as last_reported,
        -- a loose word ("agreement") gives way to a telling one
        coalesce(
            mode(instrument_type order by instrument_type) filter (where instrument_type not in ('agreement', 'other')),
            min(instrument_type)
        ) as instrument_type
    from reports
    group by agreement_id
),

document_status as (
    select
        agreement_id,
        told_by,
        max(status_rank) as status_rank,
        bool_or(is_off) as is_off,
        max(published_on) as published_on
    from reports
    group by agreement_id, told_by
),

off_or_on as (
    select
        agreement_id,
        max(status_rank) filter (where is_off) as off_rank,
        max(status_rank) filter (where not is_off) as on_rank,
        max(published_on) filter (where is_off) as off_on,
        max(published_on) filter (
            where not is_off and status_rank >= (select ranks.rank from ranks where ranks.status = 'signed')
        )
            as concluded_on
    from document_status
    group by agreement_id
),

statuses as (
    select
        off_or_on.agreement_id,
        ranks.status
    from off_or_on
    inner join ranks
        on
            ranks.rank = case
                when off_or_on.off_rank is null then off_or_on.on_rank
                when off_or_on.off_on < off_or_on.concluded_on then off_or_on.on_rank
                else off_or_on.off_rank
            end
),

-- the subject most reports give, in the words of the most confident of them
subject_votes as (
    select
        agreement_id,
        lower(subject_text) as wording,
        count(*) as n_votes,
        max(confidence) as confidence,
        arg_max(subject_text, (confidence, report_id)) as subject_text,
        arg_max(subject_class, (confidence, report_id)) as subject_class,
        -- "a protocol to amend the convention": what is agreed is an act
        bool_or(is_subject_act) as is_act
    from reports
    where subject_text is not null
    group by agreement_id, lower(subject_text)
),

subjects as (
    select
        agreement_id,
        subject_text,
        subject_class,
        is_act,
        -- "a humanitarian ceasefire", "a tourism agreement": an adjective or a thing without number stands before
        regexp_matches(subject_text, '^[[:alpha:]-]+(al|ic|ary|ian|ime|ine)$') as is_adjective,
        regexp_matches(subject_text, '^[[:alpha:]-]+( [[:alpha:]-]+){0,2}$')
        and not regexp_matches(
            subject_text,
            '(^| )(of|on|in|for|to|and|with|from|between|against|at|by|over|the|its|their)( |$)'
        )
        and not regexp_matches(subject_text, '([^isu]s|people)$')
        and not regexp_matches(subject_text, '^[[:alpha:]-]+ing ') as is_compound
    from subject_votes
    qualify row_number() over (
        partition by agreement_id order by n_votes desc, confidence desc, length(wording), wording asc
    ) = 1
),

steps as (
    select
        *,
        case report_status
            when 'planned' then 'planned'
            when 'signed' then 'signed'
            when 'in_force' then 'in_force'
            when 'terminated' then 'terminated'
        end as step
    from reports
    where coalesce(date_earliest, date_latest) is not null
),

dated as (
    select *
    from steps
    where step is not null
    qualify row_number() over (
        partition by agreement_id, step
        order by date_latest - date_earliest nulls last, published_on desc nulls last, report_id asc
    ) = 1
),

place_votes as (
    select
        agreement_id,
        place_entity_id,
        count(*) as n_votes,
        max(status_rank) as status_rank
    from reports
    where place_entity_id is not null
    group by agreement_id, place_entity_id
),

places as (
    select
        agreement_id,
        place_entity_id
    from place_votes
    qualify row_number() over (
        partition by agreement_id order by n_votes desc, status_rank desc, place_entity_id asc
    ) = 1
),

parties as (
    select
        agreement_parties.agreement_id,
        count(*) as n_parties,
        list(with_article(entities.name) order by entities.name) as names
    from core.agreement_parties
    inner join core.entities on agreement_parties.entity_id = entities.entity_id
    where agreement_parties.party_role = 'party'
    group by agreement_parties.agreement_id
),

signers as (
    select
        reports.agreement_id,
        count(distinct reports.told_by) as n_telling
    from reports
    inner join core.agreement_report_parties as parties on reports.report_id = parties.report_id
    where parties.party_role = 'signatory' and parties.entity_id is not null
    group by reports.agreement_id
),

disputes as (
    select
        agreement_id,
        bool_or(is_disputed) as is_disputed
    from core.agreement_parties
    group by agreement_id
),

instruments as (
    select
        agreement_id,
        case instrument_type
            when 'mou' then 'memorandum of understanding'
            when 'peace_accord' then 'peace accord'
            when 'exchange_of_notes' then 'exchange of notes'
            when 'framework' then 'framework agreement'
            when 'other' then 'accord'
            else instrument_type
        end as name
    from counted
),

-- "between India and Mauritius"; a declaration is made by its parties
sides as (
    select
        instruments.agreement_id,
        case
            when instruments.name = 'declaration' then ' by '
            when parties.n_parties > 1 then ' between '
            else ' with '
        end
        || spoken(parties.names) as names
    from instruments
    inner join parties on instruments.agreement_id = parties.agreement_id
),

titles as (
    select
        instruments.agreement_id,
        case
            -- what is agreed is an act: said last, for it names its own parties
            when subjects.is_act
                then instruments.name || coalesce(sides.names, '') || ' to ' || subjects.subject_text
            when subjects.is_adjective or (subjects.is_compound and not contains(instruments.name, ' '))
                then subjects.subject_text || ' ' || instruments.name || coalesce(sides.names, '')
            else
                instruments.name
                || coalesce(
                    ' on '
                    || case when regexp_matches(subjects.subject_text, '^[[:alpha:]-]*[^s] of ') then 'the ' else '' end
                    || subjects.subject_text,
                    ''
                )
                || coalesce(sides.names, '')
        end as title
    from instruments
    left join subjects on instruments.agreement_id = subjects.agreement_id
    left join sides on instruments.agreement_id = sides.agreement_id
),

final as (
    select
        counted.agreement_id,
        upper(titles.title[1]) || titles.title[2:] as title,
        false as title_is_official,
        counted.instrument_type,
        case when parties.n_parties = 2 then 'bilateral' when parties.n_parties > 2 then 'multilateral' end
            as laterality,
        subjects.subject_text,
        subjects.subject_class,
        statuses.status,
        planned.date_edtf as date_planned_edtf,
        planned.date_earliest as date_planned_earliest,
        planned.date_latest as date_planned_latest,
        planned.date_precision as date_planned_precision,
        signed.date_edtf as date_signed_edtf,
        signed.date_earliest as date_signed_earliest,
        signed.date_latest as date_signed_latest,
        signed.date_precision as date_signed_precision,
        in_force.date_edtf as date_in_force_edtf,
        in_force.date_earliest as date_in_force_earliest,
        in_force.date_latest as date_in_force_latest,
        in_force.date_precision as date_in_force_precision,
        terminated.date_edtf as date_terminated_edtf,
        terminated.date_earliest as date_terminated_earliest,
        terminated.date_latest as date_terminated_latest,
        terminated.date_precision as date_terminated_precision,
        places.place_entity_id,
        case when places.place_entity_id is not null then 'stated' end as place_basis,
        case
            when signers.n_telling is null then 'none'
            when signers.n_telling = 1 then 'single'
            when disputes.is_disputed then 'conflicting'
            else 'consistent'
        end as signatory_agreement,
        package_members.package_id,
        counted.n_reports,
        counted.n_documents,
        counted.first_reported,
        counted.last_reported
    from counted
    inner join statuses on counted.agreement_id = statuses.agreement_id
    inner join titles on counted.agreement_id = titles.agreement_id
    left join subjects on counted.agreement_id = subjects.agreement_id
    left join parties on counted.agreement_id = parties.agreement_id
    left join places on counted.agreement_id = places.agreement_id
    left join signers on counted.agreement_id = signers.agreement_id
    left join disputes on counted.agreement_id = disputes.agreement_id
    left join dated as planned on counted.agreement_id = planned.agreement_id and planned.step = 'planned'
    left join dated as signed on counted.agreement_id = signed.agreement_id and signed.step = 'signed'
    left join dated as in_force on counted.agreement_id = in_force.agreement_id and in_force.step = 'in_force'
    left join dated as terminated on counted.agreement_id = terminated.agreement_id and terminated.step = 'terminated'
    left join staging.package_members on counted.agreement_id = package_members.agreement_id
)

select * from final
