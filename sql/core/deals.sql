-- grain: one deal, from the reports that resolve put together.
-- inputs: core.deal_reports, core.deal_report_parties, core.deal_parties, core.documents, core.entities,
-- staging.deal_links, staging.status_ranks.
-- caveats: a near-duplicate has no say of its own in the status; across documents the latest of
-- "concluded" and "off" wins, and off wins where no date decides; the value is chosen, never averaged.
with
documents as (
    select
        doc_id,
        outlet,
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
    where fact_type = 'deal'
),

reports as (
    select
        deal_reports.*,
        documents.outlet,
        documents.published_on,
        ranks.rank as status_rank,
        ranks.is_off,
        coalesce(documents.duplicate_of_doc_id, deal_reports.doc_id) as told_by,
        case deal_reports.attribution
            when 'direct_quote' then 0
            when 'partial_quote' then 1
            when 'indirect' then 2
            when 'cited_source' then 3
            when 'narration' then 4
            when 'headline' then 5
            else 6
        end as attribution_rank
    from core.deal_reports
    inner join documents on deal_reports.doc_id = documents.doc_id
    inner join ranks on deal_reports.report_status = ranks.status
    where deal_reports.deal_id is not null
),

counted as (
    select
        deal_id,
        count(*) as n_reports,
        count(distinct told_by) as n_documents,
        count(distinct outlet) filter (where told_by = doc_id) as n_outlets,
        min(published_on) as first_reported,
        max(published_on) as last_reported,
        bool_or(is_cumulative) as is_cumulative
    from reports
    group by deal_id
),

-- one value report a deal: unqualified, in the speaker's currency, quoted, precise, early
canonical as (
    select *
    from reports
    where currency is not null and coalesce(amount, amount_lower, amount_upper) is not null
    qualify row_number() over (
        partition by deal_id
        order by
            amount is null,
            coalesce(qualifier_code, 'exact') != 'exact',
            coalesce(is_currency_converted, false),
            attribution_rank asc,
            significant_digits desc nulls last,
            published_on asc nulls last,
            report_id asc
    ) = 1
),

-- two values of a deal conflict where their bounds, the outlet's own conversion allowed for, do not meet
bounds as (
    select
        deal_id,
        report_id,
        currency,
        coalesce(amount_lower, amount) as low,
        coalesce(amount_upper, amount) as high,
        coalesce(usd_lower, amount_usd) * case when currency = 'USD' then 1 else 0.98 end as usd_low,
        coalesce(usd_upper, amount_usd) * case when currency = 'USD' then 1 else 1.02 end as usd_high
    from reports
    where currency is not null and coalesce(amount, amount_lower, amount_upper) is not null
),

disagreements as (
    select
        one.deal_id,
        bool_or(case
            when one.currency = other.currency
                then coalesce(one.high < other.low, false) or coalesce(other.high < one.low, false)
            else coalesce(one.usd_high < other.usd_low, false) or coalesce(other.usd_high < one.usd_low, false)
        end) as is_conflicting
    from bounds as one
    inner join bounds as other on one.deal_id = other.deal_id and one.report_id < other.report_id
    group by one.deal_id
),

document_status as (
    select
        deal_id,
        told_by,
        max(status_rank) as status_rank,
        bool_or(is_off) as is_off,
        max(published_on) as published_on
    from reports
    group by deal_id, told_by
),

off_or_on as (
    select
        deal_id,
        max(status_rank) filter (where is_off) as off_rank,
        max(status_rank) filter (where not is_off) as on_rank,
        max(published_on) filter (where is_off) as off_on,
        max(published_on) filter (
            where not is_off and status_rank >= (select ranks.rank from ranks where ranks.status = 'agreed')
        )
            as concluded_on
    from document_status
    group by deal_id
),

statuses as (
    select
        off_or_on.deal_id,
        ranks.status as deal_status
    from off_or_on
    inner join ranks
        on
            ranks.rank = case
                when off_or_on.off_rank is null then off_or_on.on_rank
                when off_or_on.off_on < off_or_on.concluded_on then off_or_on.on_rank
                else off_or_on.off_rank
            end
),

described as (
    select
        deal_id,
        -- a report that names no goods only guesses at the kind
        coalesce(
            mode(deal_kind order by deal_kind) filter (where goods_text is not null),
            mode(deal_kind order by deal_kind)
        ) as deal_kind,
        arg_min(deal_form, case deal_form
            when 'contract_set' then 0 when 'contract' then 1 when 'flow' then 2 when 'equipment_use' then 3 else 4
        end) as deal_form,
        max(stake_pct) as stake_pct
    from reports
    group by deal_id
),

-- the goods as the best attested report that names them puts it; of likely ones, as the one that lists most things and
-- is no longer than a title bears
goods as (
    select
        deal_id,
        goods_text
    from reports
    where goods_text is not null
    qualify row_number() over (
        partition by deal_id
        order by
            attribution_rank = 5,
            is_off asc,
            confidence < 0.5 asc,
            length(goods_text) > 60 asc,
            case when deal_kind = 'acquisition' then 0 else len(regexp_extract_all(goods_text, ',| and ')) end desc,
            confidence desc,
            length(goods_text) desc,
            report_id
    ) = 1
),

moments as (
    select *
    from reports
    where coalesce(as_of_earliest, as_of_latest) is not null and as_of_precision not in ('interval', 'open')
    qualify row_number() over (
        partition by deal_id order by status_rank desc, as_of_latest - as_of_earliest, as_of_earliest asc, report_id asc
    ) = 1
),

periods as (
    select *
    from reports
    where coalesce(as_of_earliest, as_of_latest) is not null and as_of_precision in ('interval', 'open')
    qualify row_number() over (
        partition by deal_id
        order by is_cumulative desc, as_of_latest desc nulls last, as_of_earliest asc, report_id asc
    ) = 1
),

orders as (
    select
        deal_id,
        min(year(as_of_earliest)) as year_of_order
    from reports
    where
        report_status = 'agreed' and deal_form = 'contract' and not is_cumulative
        and as_of_precision in ('day', 'week', 'month', 'year')
    group by deal_id
    having min(year(as_of_earliest)) = max(year(as_of_latest))
),

sides as (
    select distinct
        reports.deal_id,
        parties.party_role,
        parties.entity_id,
        parties.country_code,
        coalesce(entities.name, parties.party_text) as shown
    from reports
    inner join core.deal_report_parties as parties on reports.report_id = parties.report_id
    left join core.entities on parties.entity_id = entities.entity_id
    semi join core.deal_parties
        on
            reports.deal_id = deal_parties.deal_id
            and parties.entity_id = deal_parties.entity_id
            and parties.party_role = deal_parties.party_role
),

-- of a group and its member, told by a name within a name, the longer name ("Geely", "Zhejiang Geely")
shown_sides as (
    select distinct
        sides.deal_id,
        sides.party_role,
        sides.shown
    from sides
    anti join sides as fuller
        on
            sides.deal_id = fuller.deal_id
            and sides.party_role = fuller.party_role
            and starts_with(sides.entity_id, 'organization:')
            and (
                starts_with(fuller.shown, sides.shown || ' ')
                or ends_with(fuller.shown, ' ' || sides.shown)
            )
),

names as (
    select
        deal_id,
        spoken(
            list(with_article(shown) order by shown) filter (where party_role = 'supplier')
        ) as suppliers,
        spoken(
            list(with_article(shown) order by shown) filter (where party_role = 'recipient')
        ) as recipients
    from shown_sides
    group by deal_id
),

-- a party's own word: the speaker is a party, or belongs to the state of one
voices as (
    select
        reports.deal_id,
        bool_or(sides.entity_id is not null) as has_party_voice
    from reports
    inner join core.entities as speakers on reports.speaker_entity_id = speakers.entity_id
    left join sides
        on
            reports.deal_id = sides.deal_id
            and (
                sides.entity_id = speakers.entity_id
                or (sides.country_code = speakers.country_code and sides.entity_id = 'country:' || sides.country_code)
            )
    where not reports.is_off
    group by reports.deal_id
),

sources as (
    select
        deal_id,
        bool_and(attribution = 'unattributed_reports') as is_hearsay,
        bool_and(report_status in ('rumoured', 'interest') or is_off) as is_faint,
        max(confidence) >= 0.5 as is_likely
    from reports
    group by deal_id
),

titles as (
    select
        described.deal_id,
        case
            when described.deal_kind = 'acquisition'
                then
                    'acquisition of '
                    || case
                        when described.stake_pct < 100 then format('{:g} % of ', described.stake_pct::double) else ''
                    end
                    || coalesce(goods.goods_text, 'a company')
                    || coalesce(' by ' || names.recipients, '')
                    || coalesce(' from ' || names.suppliers, '')
            when described.deal_kind = 'investment'
                then
                    'investment'
                    || coalesce(' by ' || names.suppliers, '')
                    || coalesce(' in ' || names.recipients, '')
                    || coalesce(': ' || goods.goods_text, '')
            when described.deal_kind = 'services'
                then
                    coalesce(goods.goods_text, 'services')
                    || coalesce(' by ' || names.suppliers, '')
                    || coalesce(' for ' || names.recipients, '')
            else
                coalesce(goods.goods_text, case described.deal_kind
                    when 'finance' then 'financing' when 'other' then 'unnamed goods' else described.deal_kind
                end)
                || coalesce(' from ' || names.suppliers, '')
                || coalesce(case when names.suppliers is null then ' for ' else ' to ' end || names.recipients, '')
        end as title
    from described
    left join names on described.deal_id = names.deal_id
    left join goods on described.deal_id = goods.deal_id
),

final as (
    select
        counted.deal_id,
        described.deal_kind,
        described.deal_form,
        upper(titles.title[1]) || titles.title[2:] as deal_name,
        statuses.deal_status,
        described.stake_pct,
        canonical.amount,
        canonical.amount_minor,
        canonical.currency,
        canonical.amount_lower,
        canonical.amount_upper,
        canonical.amount_usd,
        canonical.usd_lower,
        canonical.usd_upper,
        canonical.fx_rate,
        canonical.fx_date,
        canonical.fx_source,
        canonical.report_id as value_basis_report_id,
        case
            when disagreements.is_conflicting then 'conflicting'
            when not disagreements.is_conflicting then 'consistent'
        end as value_agreement,
        moments.as_of_edtf,
        moments.as_of_earliest,
        moments.as_of_latest,
        moments.as_of_precision,
        periods.as_of_edtf as period_edtf,
        periods.as_of_earliest as period_earliest,
        periods.as_of_latest as period_latest,
        periods.as_of_precision as period_precision,
        orders.year_of_order,
        counted.is_cumulative,
        described.deal_form in ('contract', 'contract_set')
        and statuses.deal_status in ('agreed', 'partly_executed', 'completed')
        and sources.is_likely
        and deal_links.overlaps_deal_id is null as is_additive,
        deal_links.overlaps_deal_id,
        deal_links.possible_same_as,
        case
            when voices.has_party_voice then 'confirmed_by_party'
            when sources.is_hearsay and sources.is_faint then 'speculative'
            when sources.is_hearsay then 'alleged'
            when statuses.deal_status = 'rumoured' then 'speculative'
            else 'reported'
        end as certainty,
        counted.n_reports,
        counted.n_documents,
        counted.n_outlets,
        counted.first_reported,
        counted.last_reported
    from counted
    inner join described on counted.deal_id = described.deal_id
    inner join statuses on counted.deal_id = statuses.deal_id
    inner join sources on counted.deal_id = sources.deal_id
    inner join titles on counted.deal_id = titles.deal_id
    left join canonical on counted.deal_id = canonical.deal_id
    left join disagreements on counted.deal_id = disagreements.deal_id
    left join moments on counted.deal_id = moments.deal_id
    left join periods on counted.deal_id = periods.deal_id
    left join orders on counted.deal_id = orders.deal_id
    left join voices on counted.deal_id = voices.deal_id
    left join staging.deal_links on counted.deal_id = deal_links.deal_id
)

select * from final
