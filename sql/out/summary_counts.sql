-- grain: one row: how much the release holds. inputs: documents, entities, deals, deal_reports, agreements,
-- agreement_reports, conflicts, quarantined_rows, dq_results.
select
    (select count(*) from documents) as n_documents,
    (select count(*) from documents where duplicate_of_doc_id is not null) as n_near_duplicates,
    (select count(*) from entities) as n_entities,
    (select count(*) from deals) as n_deals,
    (select count(*) from deal_reports) as n_deal_reports,
    (select sum(amount_usd) from deals where is_additive) as additive_usd,
    (select count(*) from agreements) as n_agreements,
    (select count(*) from agreement_reports) as n_agreement_reports,
    (select count(*) from conflicts) as n_conflicts,
    (select count(*) from conflicts where status = 'open') as n_conflicts_open,
    (select count(*) from quarantined_rows) as n_quarantined_rows,
    (select count(*) from dq_results) as n_checks,
    (select count(*) from dq_results where outcome = 'passed') as n_checks_passed,
    (select count(*) from dq_results where outcome = 'failed') as n_checks_failed,
    (select count(*) from dq_results where outcome = 'not_evaluated') as n_checks_not_evaluated
