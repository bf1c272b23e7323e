from collections.abc import Callable
from datetime import date
from typing import Any

Run = Callable[..., list[dict[str, Any]]]


def test_mentions_are_counted_outside_dropped_segments(core: Run) -> None:
    mentions = [
        {"entity_id": "person:a", "doc_id": doc, "in_dropped_segment": dropped}
        for doc, dropped in (("doc_1", False), ("doc_1", False), ("doc_2", False), ("doc_3", True))
    ]
    documents = [
        {"doc_id": f"doc_{n}", "published_earliest": date(2016, 12, n), "published_precision": "day"} for n in (1, 2, 3)
    ]
    entities = [{"entity_id": "person:a", "name": "A", "entity_type": "person", "is_named": True}]
    (found,) = core("entities", entities=entities, entity_mentions=mentions, documents=documents)
    assert (found["mention_count"], found["doc_count"], found["first_doc_date"]) == (3, 2, date(2016, 12, 1))
    assert (found["ftm_schema"], found["schema_org_type"]) == ("Person", "Person")


def test_an_entity_without_mentions_counts_none(core: Run) -> None:
    (found,) = core("entities", entities=[{"entity_id": "event:a", "name": "A", "entity_type": "event"}])
    assert (found["mention_count"], found["doc_count"], found["first_doc_date"]) == (0, 0, None)
