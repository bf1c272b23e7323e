-- grain: one id of an earlier release that names nothing now, and the fact or entity that took over most of its reports
-- or mentions.
-- inputs: old.reconciliations, old.deal_reports, old.agreement_reports, old.entities, old.entity_mentions,
-- old.id_redirects; new.reconciliations, new.entities, new.entity_mentions; told.gone, told.erased.
-- caveats: an entity that is gone altogether, or that an erased article named, leaves no id, for its id is its name;
-- ids retired before keep the run that retired them; where their successor is retired too, they follow it.
with
run as (
    select cast($run_id as varchar) as run_id
),

-- what had an id then, and what has one now
ids_before as (
    select fact_id from old.reconciliations
    where judgement = 'positive'
    union
    select entity_id as fact_id from old.entities
),

ids_now as (
    select fact_id from new.reconciliations
    where judgement = 'positive'
    union
    select entity_id as fact_id from new.entities
),

silenced as (
    select distinct entity_mentions.entity_id
    from old.entity_mentions
    inner join told.erased on entity_mentions.doc_id = erased.doc_id
    where entity_mentions.entity_id is not null
),

retired as (
    select ids_before.fact_id as old_id
    from ids_before
    anti join ids_now on ids_before.fact_id = ids_now.fact_id
),

-- the little that told of them, looked up in what tells now
told_of_retired as (
    select
        reconciliations.report_id as told_id,
        retired.old_id
    from old.reconciliations
    inner join retired on reconciliations.fact_id = retired.old_id
    where reconciliations.judgement = 'positive'
    union all
    select
        entity_mentions.mention_id as told_id,
        retired.old_id
    from old.entity_mentions
    inner join retired on entity_mentions.entity_id = retired.old_id
),

told_now as (
    select
        told_of_retired.old_id,
        reconciliations.fact_id as new_id
    from told_of_retired
    inner join new.reconciliations on told_of_retired.told_id = reconciliations.report_id
    where reconciliations.judgement = 'positive'
    union all
    select
        told_of_retired.old_id,
        entity_mentions.entity_id as new_id
    from told_of_retired
    inner join new.entity_mentions on told_of_retired.told_id = entity_mentions.mention_id
    where entity_mentions.entity_id is not null
),

heirs as (
    select
        old_id,
        new_id
    from told_now
    group by old_id, new_id
    qualify row_number() over (partition by old_id order by count(*) desc, new_id asc) = 1
),

told_before as (
    select
        deal_id as fact_id,
        doc_id
    from old.deal_reports
    union all
    select
        agreement_id as fact_id,
        doc_id
    from old.agreement_reports
),

departures as (
    select
        retired.old_id,
        string_agg(distinct gone.reason, '; ' order by gone.reason) as reasons
    from retired
    inner join told_before on retired.old_id = told_before.fact_id
    inner join told.gone on told_before.doc_id = gone.doc_id
    group by retired.old_id
),

fresh as (
    select
        retired.old_id,
        heirs.new_id,
        case
            when heirs.new_id is null then coalesce(departures.reasons, 'nothing that told of it does so any more')
            else 'what told of it now tells of another'
        end as reason,
        run.run_id
    from retired
    cross join run
    left join heirs on retired.old_id = heirs.old_id
    left join departures on retired.old_id = departures.old_id
),

earlier as (
    select
        kept.old_id,
        case when fresh.old_id is null then kept.new_id else fresh.new_id end as new_id,
        kept.reason,
        kept.run_id
    from old.id_redirects as kept
    left join fresh on kept.new_id = fresh.old_id
    anti join ids_now on kept.old_id = ids_now.fact_id
    anti join retired on kept.old_id = retired.old_id
),

together as (
    select * from fresh
    union all by name
    select * from earlier
),

final as (
    select together.*
    from together
    anti join silenced on together.old_id = silenced.entity_id
    where together.new_id is not null or split_part(together.old_id, '_', 1) in ('deal', 'agreement')
)

select * from final
