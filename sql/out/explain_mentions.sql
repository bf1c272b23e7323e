-- grain: one document and form in which the entity $fact is named, with the first place. inputs: entity_mentions,
-- documents.
with
mentions as (
    select
        doc_id,
        span_text,
        resolution_method,
        mention_kind,
        min(span_start) as span_start,
        count(*) as n_mentions
    from entity_mentions
    where entity_id = $fact and not in_dropped_segment
    group by doc_id, span_text, resolution_method, mention_kind
),

final as (
    select
        documents.file_name,
        documents.outlet,
        documents.published_edtf,
        mentions.span_text,
        mentions.mention_kind,
        mentions.resolution_method,
        mentions.n_mentions,
        substr(
            documents.raw_text,
            greatest(mentions.span_start - 80, 0) + 1,
            mentions.span_start + length(mentions.span_text) + 80 - greatest(mentions.span_start - 80, 0)
        ) as evidence_text,
        mentions.span_start - greatest(mentions.span_start - 80, 0) as mark_start,
        mentions.span_start - greatest(mentions.span_start - 80, 0) + length(mentions.span_text) as mark_end
    from mentions
    inner join documents on mentions.doc_id = documents.doc_id
)

select * from final
order by
    published_edtf asc nulls last, file_name asc, n_mentions desc, span_text asc, mention_kind asc,
    resolution_method asc
