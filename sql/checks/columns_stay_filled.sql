-- grain: one column that held values in the public release and holds none now
-- suite: documents
-- severity: warning
-- reason: a column that empties at once shows a reader that stopped matching
-- needs: previous
-- Fewer than 20 values or rows say nothing: a handful of articles may lack anything.
select
    f.table_name || '.' || f.column_name as row_id,
    f.n_filled_before || ' of ' || f.n_rows_before || ' rows before, none of ' || f.n_rows || ' now' as detail
from gate.fills as f
where
    f.n_filled = 0
    and f.n_filled_before >= 20
    and f.n_rows >= 20
