"""Whatever the bytes: they are read or refused with a code, never anything else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.ingest.dates import parse_stated
from flows.ingest.decode import decode
from flows.ingest.front_matter import read_front_matter
from flows.ingest.reasons import Rejected, one_line
from flows.ingest.sources import open_source
from flows.settings import Settings

Result = TypeVar("Result")
BYTES = st.one_of(st.binary(max_size=300), st.text(max_size=100).map(lambda text: text.encode("utf-16")))


def outcome(read: Callable[[], Result]) -> Result | Rejected:
    """What reading gives, or why it is refused; any other error is a failure of the test."""
    try:
        return read()
    except Rejected as rejected:
        return rejected


@given(BYTES)
def test_bytes_are_decoded_without_loss_or_refused(content: bytes) -> None:
    text = outcome(lambda: decode(content).text)
    if isinstance(text, Rejected):
        assert re.fullmatch(r"E_[A-Z_]+", text.code)
        return
    assert any(
        content.endswith(text.encode(name)) for name in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
    )


@settings(deadline=None)
@given(content=BYTES, suffix=st.sampled_from([".txt", ".jsonl", ".csv", ".html", ".parquet", ".zip", ""]))
def test_every_reader_reads_or_refuses(tmp_path_factory: object, content: bytes, suffix: str) -> None:
    folder = Path(tmp_path_factory.getbasetemp())  # type: ignore[attr-defined]
    path = folder / "bytes"
    path.write_bytes(content)
    found = outcome(lambda: list(open_source(f"x{suffix}", path, Settings(folder, folder))))
    if isinstance(found, Rejected):
        assert re.fullmatch(r"E_[A-Z_]+", found.code)
        return
    assert all(read.file_name.startswith("x") for read in found)


@given(st.text(max_size=300))
def test_a_reason_is_one_printable_line(text: str) -> None:
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", one_line(text))


TITLES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1).map(str.strip)


@given(title=TITLES.filter(lambda text: bool(text) and not re.search(r"[\"\\\ufeff\ufffe\uffff]", text)))
def test_a_quoted_title_is_found_at_its_place(title: str) -> None:
    text = f'---\nsource: x\ntitle: "{title}"\n---\nBody.'
    value = read_front_matter(text).values["title"]
    assert text[value.start : value.end].strip() == value.text == title


@given(
    st.dates(date(1850, 1, 1), date(2150, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y"]),
)
def test_a_day_is_read_back_from_any_notation(day: date, notation: str) -> None:
    found = parse_stated(day.strftime(notation))
    assert found is not None
    assert (found.earliest, found.latest, found.edtf) == (day, day, day.isoformat())
