"""Web pages: the main text and what the page says of itself, found by trafilatura."""

from __future__ import annotations

import re

from flows.ingest.article import Article
from flows.ingest.decode import decode, warnings_of
from flows.ingest.metadata import read_metadata
from flows.ingest.reasons import Rejected

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
MAX_BYTES = 4_000_000  # the parser takes up to 5 s a megabyte, and no article's page is that large
_HEAD = 4_096  # bytes within which the standard wants the declaration (it says 1,024; pages are laxer)
# What to look for in the page's head and structured data; the body is not searched for a date that may be another's.
_DATES = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}


# Our names of a page's facts, and trafilatura's.
_FIELDS = {
    "title": "title",
    "author": "author",
    "outlet": "sitename",
    "url": "url",
    "published": "date",
    "language": "language",
}


def read_html(file_name: str, content: bytes) -> Article:
    """The article of a web page. Its text is the title, unless the main text begins with it, and the main text.

    Raises:
        Rejected: what `decode` refuses; E_TOO_LARGE; E_EMPTY where the page has no main text.
    """
    if len(content) > MAX_BYTES:
        raise Rejected("E_TOO_LARGE", f"A page of {len(content)} bytes, more than {MAX_BYTES}.")
    declared = _DECLARED.search(content, 0, _HEAD)
    decoded = decode(content, declared=declared.group(1).decode("ascii") if declared else None)
    values, main = _extract(decoded.text)
    title = values.get("title", "")
    text = main if not title or main.lstrip("# ").startswith(title) else f"{title}\n\n{main}"
    flags = tuple(flag for flag in decoded.warnings if flag == "W_BOM")
    return Article(
        file_name=file_name,
        content=content,
        text=text,
        metadata=read_metadata(values),
        warnings=flags + warnings_of(text),
    )


def _extract(page: str) -> tuple[dict[str, str], str]:
    from trafilatura import bare_extraction  # noqa: PLC0415  0.5 s, for pages only

    try:
        found = bare_extraction(
            page, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=_DATES
        )
    except Exception as error:  # a parser that trips over one page must not stop the others
        raise Rejected("E_CRASH", f"The page broke the reader: {type(error).__name__}.") from error
    page_says: dict[str, str | None] = found if isinstance(found, dict) else found.as_dict() if found else {}
    main = (page_says.get("text") or "").strip()
    if not main:
        raise Rejected("E_EMPTY", "The page has no main text.")
    values = {field: " ".join((page_says.get(theirs) or "").split()) for field, theirs in _FIELDS.items()}
    return {field: value for field, value in values.items() if value}, main
