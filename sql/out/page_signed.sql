-- grain: one report whose sentence may say that something is signed. inputs: deal_reports, agreement_reports.
with
reports as (
    select
        report_id,
        deal_id as fact_id,
        report_status as status,
        evidence_text as text
    from deal_reports
    union all
    select
        report_id,
        agreement_id as fact_id,
        report_status as status,
        evidence_text as text
    from agreement_reports
)

select * from reports
where fact_id is not null and regexp_matches(text, 'signed|inked', 'i')
