-- grain: one row: how fresh the release is and from how many sources. inputs: documents, pipeline_runs.
select
    (select max(published_latest) from documents) as newest_article,
    (select min(published_earliest) from documents) as oldest_article,
    (select count(distinct outlet) from documents) as n_outlets,
    (select n_quarantined_files from pipeline_runs order by started_at desc limit 1) as n_quarantined_files
