from graphlib import CycleError
from pathlib import Path

import pytest

from flows.load.order import in_order, tables_read


def test_tables_are_told_apart_by_schema() -> None:
    sql = "-- from core.c\nwith x as (select 1 from core.a) select * from x inner join staging.b on true"
    assert tables_read(sql, "core") == {"a"}
    assert tables_read(sql, "staging") == {"b"}
    assert tables_read(sql) == {"x"}


def test_files_follow_those_they_read(tmp_path: Path) -> None:
    for name, sql in {"a": "select * from core.c", "b": "select 1", "c": "select * from core.b"}.items():
        (tmp_path / f"{name}.sql").write_text(sql)
    assert [name for name, _ in in_order(tmp_path, "core")] == ["b", "c", "a"]


def test_files_that_read_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("select * from core.b")
    (tmp_path / "b.sql").write_text("select * from core.a")
    with pytest.raises(CycleError):
        list(in_order(tmp_path, "core"))
