from __future__ import annotations

import pytest

from flows.contract import Column, Layer, Table, Type
from flows.model.vocabulary.articles import SegmentAction

PLAIN = Column("thing_id", Type.TEXT, "A thing.")
NOTE = Column("note", Type.TEXT, "What was said.", null_meaning="nothing")
TABLE = Table("things", "one thing", (PLAIN, NOTE), (PLAIN,))


def test_a_column_without_null_meaning_is_never_null() -> None:
    assert not PLAIN.is_nullable


def test_or_null_leaves_the_original_as_it_was() -> None:
    assert PLAIN.or_null("none").is_nullable
    assert not PLAIN.is_nullable


def test_named_keeps_type_and_vocabulary() -> None:
    action = Column("action", Type.TEXT, "Read or left out.", vocabulary=SegmentAction)
    assert action.named("verdict", "The same.").values == ("keep", "metadata", "drop")


def test_an_open_column_has_no_values() -> None:
    assert NOTE.values == ()


def test_a_table_finds_its_column_by_name() -> None:
    assert TABLE.column("note") is NOTE


def test_a_misspelt_column_is_an_error_that_names_the_table() -> None:
    with pytest.raises(KeyError, match="things has no column 'nota'"):
        TABLE.column("nota")


def test_a_part_loses_and_gains_columns_and_keeps_the_key() -> None:
    extra = Column("thread", Type.INTEGER, "Number within the document.")
    part = TABLE.as_part("one thing of a document", without=(NOTE,), plus=(extra,))
    assert part.column_names == ("thing_id", "thread")
    assert part.key_names == ("thing_id",)
    assert part.layer is Layer.PART
