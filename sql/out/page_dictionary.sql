-- grain: one column of a published table. inputs: catalog.
select
    "table",
    "column",
    type,
    unit,
    null_meaning,
    description
from catalog
order by "table", "column"
