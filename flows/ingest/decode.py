"""Bytes to text: by byte-order mark or declaration, else UTF-8; never by guessing."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from flows.ingest.reasons import Rejected

# UTF-32 first: its little-endian mark begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# First bytes of formats that hold no plain text (file(1)'s magic database).
ARCHIVE_MAGIC = (
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x28\xb5\x2f\xfd",
)
BINARY_MAGIC = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"MZ\x90",
    b"SQLite format 3\x00",
    b"PAR1",
    b"\xd0\xcf\x11\xe0",
    b"OggS",
    b"ID3",
    b"{\\rtf",
    b"wOFF",
    b"\xca\xfe\xba\xbe",
)
ARCHIVE_SUFFIXES = frozenset({".gz", ".tgz", ".zip", ".tar", ".bz2", ".xz", ".7z", ".rar", ".zst"})
TAR_MAGIC_AT = 257
LONG_RUN = 200  # characters without white space: the tokenizer's time grows with their square

_LONG_RUN = re.compile(rf"\S{{{LONG_RUN + 1}}}")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_HIDDEN = re.compile("[\U000e0000-\U000e007f\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]")
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f]")
# A word that mixes Latin with Cyrillic or Greek letters looks like another word (Unicode TR 39, mixed scripts).
_CONFUSABLE = re.compile(r"[A-Za-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][A-Za-z]")
_FLAGS = (
    (_LONG_RUN, "W_LONG_RUN"),
    (_BIDI, "W_BIDI"),
    (_ZERO_WIDTH, "W_ZERO_WIDTH"),
    (_HIDDEN, "W_HIDDEN"),
    (_CONTROL, "W_CONTROL"),
    (_CONFUSABLE, "W_CONFUSABLE"),
)
_BINARY_SHARE = 0.1  # control characters in a text that no person wrote


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, without its byte-order mark, and what is odd about it."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(content: bytes, *, suffix: str = "", declared: str | None = None) -> Decoded:
    """The text of `content`, in its marked or `declared` encoding, else in UTF-8. `suffix` is the file name's.

    Raises:
        Rejected: E_EMPTY, E_BINARY, E_ARCHIVE, E_ENC_INVALID, E_ENC_AMBIGUOUS or E_NUL.
    """
    _refuse_binary(content, suffix)
    encoding, mark = _encoding(content, declared)
    try:
        text = content[mark:].decode(encoding)
    except UnicodeDecodeError as error:
        at = mark + error.start
        raise Rejected("E_ENC_INVALID", f"Not {encoding}: byte {at} is {content[at]:#04x}.") from error
    check_text(text)
    return Decoded(text, (("W_BOM",) if mark else ()) + warnings_of(text))


def check_text(text: str) -> None:
    """Refuse text that later stages cannot hold: blank, with NUL, with lone surrogates, or mostly controls."""
    if not text.strip("\ufeff\u200b \t\r\n\f\v\xa0") or text.isspace():
        raise Rejected("E_EMPTY", "No text.")
    if "\0" in text:
        raise Rejected("E_NUL", f"NUL character at {text.index(chr(0))}.")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Rejected("E_ENC_INVALID", f"Lone surrogate at character {error.start}.") from error
    if len(_CONTROL.findall(text)) > _BINARY_SHARE * len(text):
        raise Rejected("E_BINARY", "Mostly control characters.")


def warnings_of(text: str) -> tuple[str, ...]:
    """Warning codes for what is odd in a readable text."""
    found = tuple(code for pattern, code in _FLAGS if pattern.search(text))
    return found + (("W_MOJIBAKE",) if _is_mojibake(text) else ())


def _refuse_binary(content: bytes, suffix: str) -> None:
    is_archive = content.startswith(ARCHIVE_MAGIC) or content[TAR_MAGIC_AT : TAR_MAGIC_AT + 5] == b"ustar"
    if is_archive and suffix.lower() in ARCHIVE_SUFFIXES:
        raise Rejected("E_ARCHIVE", "An archive; unpack it into the inbox.")
    if is_archive or content.startswith(BINARY_MAGIC):
        raise Rejected("E_BINARY", "The bytes of a binary format.")


def _encoding(content: bytes, declared: str | None) -> tuple[str, int]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding, len(mark)
    if declared is not None:
        return _known(declared), 0
    # Latin text in UTF-16 or UTF-32 has a NUL in at least every other byte.
    if content.count(b"\0") * 3 > len(content):
        raise Rejected("E_ENC_AMBIGUOUS", "Looks like UTF-16 or UTF-32 without a byte-order mark.")
    return "utf-8", 0


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise Rejected("E_ENC_INVALID", f"Declares the unknown encoding {name!r}.") from error


def _is_mojibake(text: str) -> bool:
    if text.isascii():
        return False
    from ftfy.badness import is_bad  # noqa: PLC0415  only texts that are not ASCII pay for it

    return bool(is_bad(text))
