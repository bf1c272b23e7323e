-- grain: one table
-- suite: documents
-- severity: critical
-- reason: the database that is checked holds exactly the rows of the Parquet files that are published
select
    l.table_name as row_id,
    coalesce(l.staged_rows::varchar, 'no') || ' rows staged, ' || l.loaded_rows || ' loaded' as detail
from gate.loads as l
where not l.is_same
