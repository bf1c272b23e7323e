-- grain: one close call of the kinds in $kinds (parted by commas), the most doubtful first, at most $shown, with the
-- evidence of both sides.
-- inputs: close_calls, documents, entity_mentions, entities, deal_reports, deals, agreement_reports, agreements.
-- caveats: what two articles say in contradiction is less doubtful than what they leave open.
with
calls as (
    select
        *,
        case
            when verdict = 'merged' then 1 - score
            when method like 'other\_%' escape '\' or method in ('too_far_apart', 'not_concluded_yet') then 0.6 * score
            else score
        end as doubt
    from close_calls
    where list_contains(string_split($kinds, ','), about)
),

named as (
    select told_id_a as told_id from calls
    union all
    select told_id_b as told_id from calls
),

statements as (
    select
        report_id as told_id,
        span_text as words,
        evidence_text,
        span_start - evidence_start as mark_start,
        span_end - evidence_start as mark_end,
        value_text as detail
    from deal_reports
    union all
    select
        report_id as told_id,
        span_text as words,
        evidence_text,
        span_start - evidence_start as mark_start,
        span_end - evidence_start as mark_end,
        date_text as detail
    from agreement_reports
    union all
    select
        entity_mentions.mention_id as told_id,
        entity_mentions.span_text as words,
        substr(
            documents.raw_text,
            greatest(entity_mentions.span_start - 100, 0) + 1,
            entity_mentions.span_end + 100 - greatest(entity_mentions.span_start - 100, 0)
        ) as evidence_text,
        entity_mentions.span_start - greatest(entity_mentions.span_start - 100, 0) as mark_start,
        entity_mentions.span_end - greatest(entity_mentions.span_start - 100, 0) as mark_end,
        null as detail
    from entity_mentions
    inner join documents on entity_mentions.doc_id = documents.doc_id
    semi join named on entity_mentions.mention_id = named.told_id
),

things as (
    select
        deal_id as thing_id,
        deal_name as title
    from deals
    union all
    select
        agreement_id as thing_id,
        title
    from agreements
    union all
    select
        entity_id as thing_id,
        name as title
    from entities
),

final as (
    select
        calls.close_call_id,
        calls.about,
        calls.verdict,
        calls.score,
        calls.method,
        calls.doubt,
        calls.thing_id_a,
        one_thing.title as title_a,
        one_document.file_name as file_a,
        one_document.published_edtf as published_a,
        one.words as words_a,
        one.detail as detail_a,
        one.evidence_text as evidence_a,
        one.mark_start as mark_start_a,
        one.mark_end as mark_end_a,
        calls.thing_id_b,
        other_thing.title as title_b,
        other_document.file_name as file_b,
        other_document.published_edtf as published_b,
        other.words as words_b,
        other.detail as detail_b,
        other.evidence_text as evidence_b,
        other.mark_start as mark_start_b,
        other.mark_end as mark_end_b
    from calls
    inner join documents as one_document on calls.doc_id_a = one_document.doc_id
    inner join documents as other_document on calls.doc_id_b = other_document.doc_id
    inner join statements as one on calls.told_id_a = one.told_id
    inner join statements as other on calls.told_id_b = other.told_id
    left join things as one_thing on calls.thing_id_a = one_thing.thing_id
    left join things as other_thing on calls.thing_id_b = other_thing.thing_id
)

select * from final
order by doubt desc, close_call_id asc
limit $shown
