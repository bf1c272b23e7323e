-- grain: one row that was set aside because it contradicts itself. inputs: quarantined_rows, documents.
select
    quarantined_rows."table",
    quarantined_rows.broken_rule,
    quarantined_rows.detail,
    documents.file_name as file
from quarantined_rows
left join documents on quarantined_rows.doc_id = documents.doc_id
order by file, quarantined_rows.row_id
