"""Taking one row out of a feed."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.ingest import decisions
from flows.ingest.article import Article
from flows.ingest.scrub import without_rows
from flows.ingest.sources import open_source
from flows.model import ids
from flows.settings import Settings

TEXTS = ["First, said one.", 'Second "quoted",\nover two lines.', "Third."]


def feed(kind: str, path: Path) -> Path:
    if kind == ".parquet":
        pq.write_table(pa.table({"text": TEXTS, "id": [1, 2, 3]}), path)
    elif kind == ".jsonl":
        first, *others = [json.dumps({"text": text}) for text in TEXTS]
        path.write_text("\n".join([first, "no json", *others]))
    else:
        mark = "\t" if kind == ".tsv" else ","
        quoted = ['"' + text.replace('"', '""') + '"' for text in TEXTS]
        rows = [("text", "id"), *zip(quoted, "123", strict=True)]
        path.write_text("\ufeff" + "".join(f"{mark.join(row)}\r\n" for row in rows))
    return path


@pytest.mark.parametrize("kind", [".jsonl", ".csv", ".tsv", ".parquet"])
@pytest.mark.parametrize("gone", [{0}, {1}, {2}, {0, 2}, {0, 1, 2}], ids=str)
def test_the_other_rows_stay_with_their_ids(kind: str, gone: set[int], tmp_path: Path) -> None:
    settings = Settings(tmp_path, tmp_path)
    path = feed(kind, tmp_path / f"f{kind}")
    read = [found for found in open_source(path.name, path, settings) if isinstance(found, Article)]
    assert [article.text for article in read] == TEXTS
    doc_ids = [ids.doc_id(article.content) for article in read]
    path.write_bytes(without_rows(path.name, path, {doc_ids[n] for n in gone}, settings))
    left = [found for found in open_source(path.name, path, settings) if isinstance(found, Article)]
    assert [ids.doc_id(article.content) for article in left] == [d for n, d in enumerate(doc_ids) if n not in gone]
    if kind != ".parquet":
        assert [a.file_name for a in left] == [a.file_name for n, a in enumerate(read) if n not in gone]
        assert not any(TEXTS[n].split()[0].encode() in path.read_bytes() for n in gone)


def test_a_tombstone_names_no_document_and_bars_it(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    decisions.retract(path, "doc_1", "withdrawn")
    mark = decisions.entomb(path, "doc_1")
    assert "doc_1" not in path.read_text()
    assert decisions.entomb(path, "doc_1") == mark
    assert decisions.read(path).is_erased("doc_1")
    assert not decisions.read(path).is_erased("doc_2")


def test_the_last_decision_counts(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    decisions.retract(path, "doc_1", "withdrawn")
    decisions.retract(path, "doc_2", "withdrawn")
    decisions.reinstate(path, "doc_1")
    assert decisions.read(path).retracted == {"doc_2": "withdrawn"}
