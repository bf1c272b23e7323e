-- grain: one fact id of an earlier release that is no fact now, and the fact that took over most of its reports.
-- inputs: old.reconciliations, old.deal_reports, old.agreement_reports, old.id_redirects; new.reconciliations;
-- told.gone.
-- caveats: ids retired before keep the run that retired them; where their successor is retired too, they follow it.
with
run as (
    select cast($run_id as varchar) as run_id
),

before as (
    select
        report_id,
        fact_id
    from old.reconciliations
    where judgement = 'positive'
),

now as (
    select
        report_id,
        fact_id
    from new.reconciliations
    where judgement = 'positive'
),

retired as (
    select distinct before.fact_id as old_id
    from before
    anti join now on before.fact_id = now.fact_id
),

heirs as (
    select
        before.fact_id as old_id,
        now.fact_id as new_id
    from before
    inner join retired on before.fact_id = retired.old_id
    inner join now on before.report_id = now.report_id
    group by before.fact_id, now.fact_id
    qualify row_number() over (partition by before.fact_id order by count(*) desc, now.fact_id asc) = 1
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
            when heirs.new_id is null then coalesce(departures.reasons, 'none of its reports makes a fact any more')
            else 'its reports now belong to another fact'
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
    anti join now on kept.old_id = now.fact_id
    anti join retired on kept.old_id = retired.old_id
),

final as (
    select * from fresh
    union all by name
    select * from earlier
)

select * from final
