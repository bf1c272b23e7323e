-- grain: the newest publication day, when it is too old
-- suite: documents
-- severity: warning
-- reason: a scheduled feed brings new articles
-- needs: schedule
select
    'documents' as row_id,
    max(d.published_latest)::varchar as detail
from documents as d
cross join gate.schedule as s
group by s.fresh_since
having coalesce(max(d.published_latest) < s.fresh_since, true)
