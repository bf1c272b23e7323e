from __future__ import annotations

from pathlib import Path

from flows.contract import PUBLISHED, generate


def test_there_is_a_ddl_file_for_each_published_table() -> None:
    made = {Path(path).stem for path in generate.rendered() if path.startswith("sql/ddl/")}
    assert made == set(PUBLISHED)


def test_generated_files_say_so() -> None:
    assert all("do not edit" in text.splitlines()[0] for text in generate.rendered().values())


def test_what_was_just_written_does_not_drift(tmp_path: Path) -> None:
    generate.write(tmp_path)
    assert generate.drift(tmp_path) == []


def test_an_edited_file_drifts_and_is_restored(tmp_path: Path) -> None:
    generate.write(tmp_path)
    edited = tmp_path / "sql" / "ddl" / "deals.sql"
    edited.write_text("drop table deals;", encoding="utf-8")
    assert generate.drift(tmp_path) == ["sql/ddl/deals.sql"]
    assert generate.write(tmp_path) == ["sql/ddl/deals.sql"]
    assert generate.drift(tmp_path) == []


def test_the_file_of_a_table_that_is_gone_drifts_and_is_removed(tmp_path: Path) -> None:
    generate.write(tmp_path)
    orphan = tmp_path / "sql" / "ddl" / "dealz.sql"
    orphan.write_text("", encoding="utf-8")
    assert generate.write(tmp_path) == ["sql/ddl/dealz.sql"]
    assert not orphan.exists()
