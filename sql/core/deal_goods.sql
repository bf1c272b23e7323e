-- grain: one report's words for what a deal exchanges.
-- inputs: core.deal_reports.
-- caveats: reports without goods have no row.
select
    deal_id,
    report_id,
    goods_text,
    goods_class,
    sipri_category,
    attribution
from core.deal_reports
where deal_id is not null and goods_text is not null
