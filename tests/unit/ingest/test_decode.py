from __future__ import annotations

import codecs

import pytest

from flows.ingest.decode import decode
from flows.ingest.reasons import Rejected

TEXT = "Zürich and Kraków signed a pact."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_names_the_encoding(encoding: str) -> None:
    decoded = decode(TEXT.encode(encoding))
    assert (decoded.text, decoded.warnings) == (TEXT, ("W_BOM",))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_wide_encodings_without_a_mark_are_not_guessed(encoding: str) -> None:
    with pytest.raises(Rejected, match="E_ENC_AMBIGUOUS"):
        decode("A plain line of text.".encode(encoding))


@pytest.mark.parametrize(
    "content",
    [
        b"caf\xe9 in old clothes",
        b"\xc0\xafoverlong",
        b"cut \xe2\x82",
        b"\xed\xa0\x80 surrogate",
        "žluť".encode("cp1250"),
    ],
)
def test_bytes_that_are_not_utf8_are_refused(content: bytes) -> None:
    with pytest.raises(Rejected, match="E_ENC_INVALID"):
        decode(content)


def test_a_declared_encoding_is_used() -> None:
    assert decode("Malmö stad".encode("latin-1"), declared="iso-8859-1").text == "Malmö stad"


def test_an_unknown_declared_encoding_is_refused() -> None:
    with pytest.raises(Rejected, match="E_ENC_INVALID"):
        decode(b"text", declared="klingon")


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", codecs.BOM_UTF8, "\u200b\ufeff \u00a0".encode()])
def test_blank_input_is_empty(content: bytes) -> None:
    with pytest.raises(Rejected, match="E_EMPTY"):
        decode(content)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 x", b"\x89PNG\r\n", b"\x7fELF", b"PAR1xx", b"\x1f\x8b\x08", b"PK\x03\x04"]
)
def test_binary_formats_named_as_text_are_refused(content: bytes) -> None:
    with pytest.raises(Rejected, match="E_BINARY"):
        decode(content, suffix=".txt")


@pytest.mark.parametrize(("content", "suffix"), [(b"\x1f\x8b\x08", ".gz"), (b"PK\x03\x04", ".zip")])
def test_archives_are_named_so(content: bytes, suffix: str) -> None:
    with pytest.raises(Rejected, match="E_ARCHIVE"):
        decode(content, suffix=suffix)


def test_a_tape_archive_is_known_by_its_late_mark() -> None:
    with pytest.raises(Rejected, match="E_ARCHIVE"):
        decode(b"a.txt".ljust(257, b"\0") + b"ustar", suffix=".tar")


def test_nul_is_refused() -> None:
    with pytest.raises(Rejected, match="E_NUL"):
        decode(b"a line with one \0 in it")


def test_mostly_control_characters_is_binary() -> None:
    with pytest.raises(Rejected, match="E_BINARY"):
        decode(b"\x01\x02\x03ab")


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("a \u202edesrever\u202c name", "W_BIDI"),
        ("a zero\u200bwidth space", "W_ZERO_WIDTH"),
        ("x" * 201, "W_LONG_RUN"),
        ("tags \U000e0041 hide words", "W_HIDDEN"),
        ("a \x1b[31m colour", "W_CONTROL"),
        ("the firm Аpple", "W_CONFUSABLE"),
        ("the bankâ€™s offer â€œfinalâ€\x9d", "W_MOJIBAKE"),
    ],
)
def test_odd_text_is_read_with_a_warning(text: str, warning: str) -> None:
    decoded = decode(text.encode())
    assert decoded.text == text
    assert warning in decoded.warnings


def test_plain_text_has_no_warning() -> None:
    assert decode("Łódź said it paid €5m.\r\nA “second” line.".encode()).warnings == ()
