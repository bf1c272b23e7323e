-- grain: one contradiction between two reports of one fact.
-- inputs: core.deals, core.deal_reports, core.deal_report_parties, core.deal_parties, core.agreements,
-- core.agreement_reports, core.agreement_report_parties, core.documents, core.entities, staging.status_ranks.
-- caveats: every other value is set against the one the fact took; values whose bounds meet are kept as explained;
-- a cancellation after a conclusion is a course of events, no contradiction.
with
documents as (
    select
        doc_id,
        case when published_precision = 'day' then published_earliest end as published_on
    from core.documents
),

deal_reports as (
    select
        deal_reports.*,
        documents.published_on,
        ranks.rank as status_rank,
        ranks.is_off
    from core.deal_reports
    inner join documents on deal_reports.doc_id = documents.doc_id
    inner join staging.status_ranks as ranks
        on deal_reports.report_status = ranks.status and ranks.fact_type = 'deal'
    where deal_reports.deal_id is not null
),

agreement_reports as (
    select
        agreement_reports.*,
        documents.published_on,
        ranks.rank as status_rank,
        ranks.is_off
    from core.agreement_reports
    inner join documents on agreement_reports.doc_id = documents.doc_id
    inner join staging.status_ranks as ranks
        on agreement_reports.report_status = ranks.status and ranks.fact_type = 'agreement'
    where agreement_reports.agreement_id is not null
),

valued as (
    select
        *,
        coalesce(qualifier_text || ' ', '') || value_text as stated,
        coalesce(amount_lower, amount) as low,
        coalesce(amount_upper, amount) as high,
        coalesce(usd_lower, amount_usd) * case when currency = 'USD' then 1 else 0.98 end as usd_low,
        coalesce(usd_upper, amount_usd) * case when currency = 'USD' then 1 else 1.02 end as usd_high
    from deal_reports
    where currency is not null and coalesce(amount, amount_lower, amount_upper) is not null
),

amounts as (
    select
        'deal' as fact_type,
        one.deal_id as fact_id,
        'amount' as field,
        one.stated as value_a,
        one.report_id as report_a,
        other.stated as value_b,
        other.report_id as report_b,
        case
            when one.currency = other.currency
                then coalesce(one.high < other.low, false) or coalesce(other.high < one.low, false)
            else coalesce(one.usd_high < other.usd_low, false) or coalesce(other.usd_high < one.usd_low, false)
        end as is_open,
        case
            when one.currency != other.currency then 'Both lie within the outlet''s own conversion.'
            else 'The bounds of both words meet.'
        end as resolution_text
    from core.deals
    inner join valued as one on deals.value_basis_report_id = one.report_id
    inner join valued as other on deals.deal_id = other.deal_id and one.report_id != other.report_id
    where
        one.currency != other.currency
        or one.amount is distinct from other.amount
        or one.low is distinct from other.low
        or one.high is distinct from other.high
),

-- the furthest claim against every denial, and against a cancellation that no date puts after it
claims as (
    select *
    from deal_reports
    where not is_off
    qualify row_number() over (
        partition by deal_id order by status_rank desc, published_on desc nulls last, report_id asc
    ) = 1
),

deal_denials as (
    select
        'deal' as fact_type,
        claims.deal_id as fact_id,
        'deal_status' as field,
        claims.report_status as value_a,
        claims.report_id as report_a,
        denials.report_status as value_b,
        denials.report_id as report_b,
        true as is_open,
        cast(null as varchar) as resolution_text
    from claims
    inner join deal_reports as denials on claims.deal_id = denials.deal_id and denials.is_off
    where
        denials.report_status = 'denied'
        or (claims.report_status = 'completed' and coalesce(denials.published_on <= claims.published_on, true))
),

stakes as (
    select
        'deal' as fact_type,
        one.deal_id as fact_id,
        'stake_pct' as field,
        cast(one.stake_pct as varchar) as value_a,
        one.report_id as report_a,
        cast(other.stake_pct as varchar) as value_b,
        other.report_id as report_b,
        true as is_open,
        cast(null as varchar) as resolution_text
    from deal_reports as one
    inner join deal_reports as other
        on one.deal_id = other.deal_id and one.stake_pct > other.stake_pct
    qualify row_number() over (
        partition by one.deal_id, other.stake_pct order by one.stake_pct desc, one.report_id asc, other.report_id asc
    ) = 1
),

-- who gives and who gets: each report that turns a party of the deal round, against the first one that does not
seen as (
    select
        reports.deal_id,
        reports.report_id,
        parties.entity_id,
        parties.party_role,
        entities.name,
        deal_parties.entity_id is null as is_turned
    from core.deal_report_parties as parties
    inner join deal_reports as reports on parties.report_id = reports.report_id
    inner join core.entities on parties.entity_id = entities.entity_id
    left join core.deal_parties
        on
            reports.deal_id = deal_parties.deal_id
            and parties.entity_id = deal_parties.entity_id
            and parties.party_role = deal_parties.party_role
    where parties.party_role in ('supplier', 'recipient')
),

turns as (
    select
        'deal' as fact_type,
        one.deal_id as fact_id,
        'party_role' as field,
        one.name || ' as ' || one.party_role as value_a,
        one.report_id as report_a,
        other.name || ' as ' || other.party_role as value_b,
        other.report_id as report_b,
        true as is_open,
        cast(null as varchar) as resolution_text
    from seen as one
    inner join seen as other on one.deal_id = other.deal_id and one.entity_id = other.entity_id
    where other.is_turned and not one.is_turned
    qualify row_number() over (
        partition by other.report_id order by other.party_role desc, other.entity_id asc, one.report_id asc
    ) = 1
),

furthest as (
    select *
    from agreement_reports
    where not is_off
    qualify row_number() over (
        partition by agreement_id order by status_rank desc, published_on desc nulls last, report_id asc
    ) = 1
),

agreement_denials as (
    select
        'agreement' as fact_type,
        furthest.agreement_id as fact_id,
        'status' as field,
        furthest.report_status as value_a,
        furthest.report_id as report_a,
        denials.report_status as value_b,
        denials.report_id as report_b,
        true as is_open,
        cast(null as varchar) as resolution_text
    from furthest
    inner join agreement_reports as denials
        on furthest.agreement_id = denials.agreement_id and denials.report_status = 'rejected'
    where furthest.report_status in ('signed', 'ratified', 'in_force')
),

signed as (
    select *
    from agreement_reports
    where report_status = 'signed' and date_edtf is not null
),

dates as (
    select
        'agreement' as fact_type,
        agreements.agreement_id as fact_id,
        'date_signed' as field,
        one.date_edtf as value_a,
        one.report_id as report_a,
        other.date_edtf as value_b,
        other.report_id as report_b,
        true as is_open,
        cast(null as varchar) as resolution_text
    from core.agreements
    inner join signed as one
        on agreements.agreement_id = one.agreement_id and agreements.date_signed_edtf = one.date_edtf
    inner join signed as other
        on
            agreements.agreement_id = other.agreement_id
            and (one.date_latest < other.date_earliest or other.date_latest < one.date_earliest)
    qualify row_number() over (
        partition by agreements.agreement_id, other.date_edtf order by one.report_id, other.report_id
    ) = 1
),

signings as (
    select
        reports.agreement_id,
        reports.doc_id,
        list_sort(list(distinct parties.entity_id)) as signatories,
        string_agg(distinct entities.name, ', ' order by entities.name) as names,
        max(reports.status_rank) as status_rank,
        min(reports.report_id) as report_id
    from agreement_reports as reports
    inner join core.agreement_report_parties as parties on reports.report_id = parties.report_id
    inner join core.entities on parties.entity_id = entities.entity_id
    where parties.party_role = 'signatory'
    group by reports.agreement_id, reports.doc_id
),

signatories as (
    select
        'agreement' as fact_type,
        one.agreement_id as fact_id,
        'signatories' as field,
        one.names as value_a,
        one.report_id as report_a,
        other.names as value_b,
        other.report_id as report_b,
        true as is_open,
        cast(null as varchar) as resolution_text
    from signings as one
    inner join signings as other
        on
            one.agreement_id = other.agreement_id
            and (one.status_rank, one.report_id) > (other.status_rank, other.report_id)
    where not list_has_all(one.signatories, other.signatories) and not list_has_all(other.signatories, one.signatories)
    qualify row_number() over (
        partition by one.agreement_id, other.names order by one.status_rank desc, one.report_id asc, other.report_id asc
    ) = 1
),

contradictions as (
    select * from amounts
    union all by name
    select * from deal_denials
    union all by name
    select * from stakes
    union all by name
    select * from turns
    union all by name
    select * from agreement_denials
    union all by name
    select * from dates
    union all by name
    select * from signatories
),

final as (
    select
        'conflict_' || left(sha256(concat_ws(chr(31), fact_id, field, report_a, report_b)), 16) as conflict_id,
        fact_type,
        fact_id,
        field,
        value_a,
        report_a,
        value_b,
        report_b,
        case when not is_open or field = 'signatories' then 'minor' else 'major' end as severity,
        case when is_open then 'open' else 'explained' end as status,
        case when not is_open then resolution_text end as resolution_text
    from contradictions
)

select * from final
