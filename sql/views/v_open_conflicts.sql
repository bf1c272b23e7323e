-- grain: one open contradiction, with the words of both sides.
-- inputs: conflicts, v_provenance.
-- kept: computed when the release is made.
-- caveats: explained and resolved ones stand in the table conflicts.
with
words as (
    select distinct
        fact_id,
        fact_title,
        report_id,
        file_name,
        evidence_text
    from v_provenance
    where fact_id in (select conflicts.fact_id from conflicts where conflicts.status = 'open')
),

final as (
    select
        conflicts.conflict_id,
        conflicts.fact_type,
        conflicts.fact_id,
        one.fact_title,
        conflicts.field,
        conflicts.severity,
        conflicts.value_a,
        one.file_name as file_a,
        one.evidence_text as evidence_a,
        conflicts.value_b,
        other.file_name as file_b,
        other.evidence_text as evidence_b
    from conflicts
    inner join words as one on conflicts.fact_id = one.fact_id and conflicts.report_a = one.report_id
    inner join words as other on conflicts.fact_id = other.fact_id and conflicts.report_b = other.report_id
    where conflicts.status = 'open'
)

select * from final
