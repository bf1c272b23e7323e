-- grain: one conflict between two reports, both sides with their words. inputs: v_open_conflicts, documents.
with
outlets as (
    select
        file_name,
        any_value(outlet order by doc_id) as outlet
    from documents
    group by file_name
)

select
    conflicts.fact_id,
    conflicts.fact_title,
    conflicts.field,
    conflicts.severity,
    conflicts.value_a,
    one.outlet as outlet_a,
    conflicts.file_a,
    conflicts.evidence_a,
    conflicts.value_b,
    other.outlet as outlet_b,
    conflicts.file_b,
    conflicts.evidence_b
from v_open_conflicts as conflicts
left join outlets as one on conflicts.file_a = one.file_name
left join outlets as other on conflicts.file_b = other.file_name
order by conflicts.severity, conflicts.fact_title, conflicts.conflict_id
