-- grain: one check that the public release passed through and this one does not
-- suite: documents
-- severity: warning
-- reason: a check that disappears should do so on purpose
-- needs: previous
select distinct
    p.suite || '.' || p.expectation as row_id,
    p.column_name as detail
from gate.previous_checks as p
left join gate.checks as c
    on
        p.suite = c.suite
        and p.expectation = c.expectation
        and p.column_name is not distinct from c.column_name
where c.suite is null
