from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.ingest.article import Article
from flows.ingest.reasons import Rejected
from flows.ingest.sources import BadRow, open_source
from flows.settings import Settings

TEXT = "Norway will sell two ferries to Estonia."


def rows(path: Path, content: bytes, **options: Any) -> list[Article | BadRow]:
    path.write_bytes(content)
    return list(open_source(path.name, path, Settings(path.parent / "w", path.parent, **options)))


def article(read: Article | BadRow) -> Article:
    assert isinstance(read, Article)
    return read


def code(read: Article | BadRow) -> str:
    assert isinstance(read, BadRow)
    return read.code


def test_a_line_of_json_is_an_article_named_by_its_line(tmp_path: Path) -> None:
    line = json.dumps({"text": TEXT, "title": "Ferries", "source": "Echo", "date": "2011-02-03"}).encode()
    (read,) = map(article, rows(tmp_path / "f.jsonl", b"\n" + line + b"\r\n"))
    assert (read.file_name, read.text, read.metadata.title, read.metadata.outlet) == (
        "f.jsonl#2",
        TEXT,
        "Ferries",
        "Echo",
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"not json", "E_SCHEMA"),
        (b'{"text": "cut', "E_SCHEMA"),
        (b"[1]", "E_SCHEMA"),
        (b'{"title": "x"}', "E_SCHEMA"),
        (b'{"text": 5}', "E_SCHEMA"),
        (b'{"text": "x", "n": NaN}', "E_SCHEMA"),
        (b'{"text": "x", "n": 1e999}', "E_SCHEMA"),
        (b'{"text": "x", "n": ' + b"9" * 5_000 + b"}", "E_SCHEMA"),
        (b'{"text": "x"} trailing', "E_SCHEMA"),
        (b'{"text": "x", "text": "y"}', "E_DUP_KEY"),
        (b'{"text": "x", "deep": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "E_JSON_DEPTH"),
        (b'{"text": "\\ud800"}', "E_ENC_INVALID"),
        (b'{"text": "\xe9"}', "E_ENC_INVALID"),
        (b'{"text": "a\\u0000b"}', "E_NUL"),
        (b'{"text": "  "}', "E_EMPTY"),
    ],
)
def test_a_bad_line_spoils_no_other(tmp_path: Path, line: bytes, expected: str) -> None:
    good = json.dumps({"text": TEXT}).encode()
    first, bad, last = rows(tmp_path / "f.jsonl", b"\n".join((good, line, good)))
    assert (article(first).text, code(bad), article(last).text) == (TEXT, expected, TEXT)


def test_a_line_over_the_limit_is_skipped_whole(tmp_path: Path) -> None:
    good = json.dumps({"text": TEXT}).encode()
    long = json.dumps({"text": "x" * 300}).encode()
    bad, last = rows(tmp_path / "f.jsonl", long + b"\n" + good, max_bytes=100)
    assert (code(bad), article(last).file_name) == ("E_TOO_LARGE", "f.jsonl#2")


def test_the_order_of_keys_does_not_change_the_identity(tmp_path: Path) -> None:
    one, two = map(article, rows(tmp_path / "f.jsonl", b'{"text": "x y", "id": 1}\n{ "id":1, "text":"x y"}'))
    assert one.content == two.content


def test_the_text_column_can_be_named(tmp_path: Path) -> None:
    (read,) = rows(tmp_path / "f.jsonl", b'{"text": "no", "story_html": "yes"}', text_column="story_html")
    assert article(read).text == "yes"


def test_a_usual_name_is_found_where_no_column_is_asked_for(tmp_path: Path) -> None:
    (read,) = rows(tmp_path / "f.jsonl", b'{"Body": "yes"}')
    assert article(read).text == "yes"


def test_csv_records_may_hold_line_breaks(tmp_path: Path) -> None:
    content = f'\ufeffheadline,text\r\nFerries,"{TEXT}\r\n\r\nIn May."\r\n'.encode()
    (read,) = map(article, rows(tmp_path / "f.csv", content))
    assert (read.file_name, read.text, read.metadata.title) == ("f.csv#1", f"{TEXT}\r\n\r\nIn May.", "Ferries")


def test_a_csv_record_of_another_length_is_refused(tmp_path: Path) -> None:
    bad, good = rows(tmp_path / "f.csv", b"text,title\nonly one\nboth,here\n")
    assert (code(bad), article(good).text) == ("E_SCHEMA", "both")


@pytest.mark.parametrize(
    ("record", "expected"),
    [(b"\xe9", "E_ENC_INVALID"), (b'"a"b', "E_SCHEMA"), (b"a,b", "E_SCHEMA"), (b'" "', "E_EMPTY")],
)
def test_a_bad_csv_record_spoils_no_other(tmp_path: Path, record: bytes, expected: str) -> None:
    first, bad, last = rows(tmp_path / "f.csv", b"\n".join((b"text", b"one", record, b"two")))
    assert (article(first).text, code(bad), article(last).text) == ("one", expected, "two")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("f.csv", b"a,b\n1,2\n", "E_SCHEMA"),
        ("f.csv", b"text,text\n1,2\n", "E_DUP_KEY"),
        ("f.csv", b"", "E_EMPTY"),
        ("f.parquet", b"PAR1 cut off", "E_SCHEMA"),
        ("f.docx", b"PK\x03\x04", "E_BINARY"),
        ("f.pdf", b"plain text named so", "E_UNSUPPORTED"),
    ],
)
def test_a_file_without_rows_is_refused_whole(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    with pytest.raises(Rejected, match=expected):
        rows(tmp_path / name, content)


def test_parquet_rows_keep_dates(tmp_path: Path) -> None:
    path = tmp_path / "f.parquet"
    pl.DataFrame({"text": [TEXT, None], "date": [date(2011, 2, 3), None]}).write_parquet(path)
    good, bad = rows(path, path.read_bytes())
    stated = article(good).metadata.published
    assert stated is not None
    assert (stated.edtf, code(bad)) == ("2011-02-03", "E_SCHEMA")
