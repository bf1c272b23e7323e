-- Under which names does somebody appear, and in how many deals?
select name, entity_type, aliases, mention_count, n_deals_as_supplier, n_deals_as_recipient, n_agreements
from v_entity_profile
where name ilike '%monetary fund%'
