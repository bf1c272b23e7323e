"""From a file's bytes to a document."""

from __future__ import annotations

import pytest

from flows.ingest.article import Article, make_document
from flows.ingest.reasons import Rejected
from flows.ingest.sources.html import MAX_BYTES, read_html
from flows.ingest.sources.text import read_text
from flows.model.document import Document
from flows.model.vocabulary.articles import SegmentAction, Zone
from flows.model.vocabulary.statements import Basis

SENTENCE = "Norway will sell two ferries to Estonia, the transport minister said in Tallinn on Friday."


def document(text: str, name: str = "a.txt") -> Document:
    return make_document(read_text(name, text.encode()))


def test_the_text_is_the_whole_file_and_the_title_has_its_place() -> None:
    text = f'---\ntitle: "Ferries sold"\nsource: Echo\n---\n{SENTENCE}\n'
    read = document(text)
    (title,) = (s for s in read.segments if s.zone is Zone.HEADLINE)
    assert (read.raw_text, read.raw_text[title.start : title.end]) == (text, "Ferries sold")
    assert title.action is SegmentAction.KEEP


def test_the_rest_of_the_front_matter_is_metadata() -> None:
    text = f"---\ntitle: T\nsource: Echo\n---\n{SENTENCE}\n"
    read = document(text)
    rest = [text[s.start : s.end] for s in read.segments if s.action is SegmentAction.METADATA]
    assert rest == ["---\ntitle:", "source: Echo\n---"]


def test_stated_facts_come_before_found_ones() -> None:
    read = document(f"---\noutlet: Echo\n---\nBy Ann Roe, Gulf Daily\n\n{SENTENCE}\n")
    assert (read.outlet, read.author) == ("Echo", "Ann Roe")


def test_the_agency_of_the_dateline_is_the_outlet_where_none_is_stated() -> None:
    assert document(f"OSLO (Delta Press) — {SENTENCE}").outlet == "Delta Press"


@pytest.mark.parametrize(
    ("head", "edtf", "basis"),
    [
        ("---\npublished: 1999-04-06\n---\n", "1999-04-06", Basis.EXTERNAL_METADATA),
        ("---\npublished: 1999\n---\nOSLO, April 6 - ", "1999-04-06", Basis.STATED),
        ("---\npublished: 1999-04-07\n---\nOSLO, April 6 - ", "1999-04-07", Basis.EXTERNAL_METADATA),
        ("---\npublished: 1999-05\n---\nOSLO, April 6 - ", "1999-05", Basis.EXTERNAL_METADATA),
        ("OSLO, April 6, 1999 - ", "1999-04-06", Basis.STATED),
        ("Published: 6 April 1999\n\n", "1999-04-06", Basis.STATED),
        ("OSLO, April 6 - ", None, None),
    ],
)
def test_the_publication_date_is_stated_or_none(head: str, edtf: str | None, basis: Basis | None) -> None:
    read = document(head + SENTENCE + "\n\n" + SENTENCE.replace("two", "six"))
    assert (read.published and read.published.edtf, read.published_basis) == (edtf, basis)


def test_nothing_below_the_front_matter_is_empty() -> None:
    with pytest.raises(Rejected, match="E_EMPTY"):
        document("---\ntitle: T\n---\n \n")


def test_another_language_is_read_with_a_warning() -> None:
    read = document(
        "Norwegen verkauft zwei Fähren an Estland, sagte der Verkehrsminister am Freitag in Tallinn vor der Presse."
    )
    assert (read.language, read.warnings) == ("deu", ("W_LANG",))


def test_a_text_too_short_has_no_language() -> None:
    assert document("Signed in Oslo.").language is None


def test_the_same_bytes_make_the_same_id_under_any_name() -> None:
    assert document(SENTENCE, "a.txt").doc_id == document(SENTENCE, "b/c.md").doc_id


PAGE = """<html lang="en"><head><title>Ferries sold - Echo</title><meta charset="{charset}">
<meta property="og:site_name" content="Echo"><meta property="og:title" content="Ferries sold to Estonia">
<meta name="author" content="Ann Roe"><meta property="article:published_time" content="2011-02-04T08:00:00Z">
<link rel="canonical" href="https://echo.example/ferries"></head><body><nav>Home | News</nav><article>
<h1>Ferries sold to Estonia</h1><p>{first}</p><p>The price was not disclosed, but officials in Tromsø spoke of about
90 million euros for the pair of ships.</p></article><footer>© 2011 Echo</footer></body></html>"""


def page(charset: str = "utf-8") -> Article:
    return read_html("a.html", PAGE.format(charset=charset, first=SENTENCE).encode(charset))


def test_the_text_of_a_page_is_its_title_and_main_text() -> None:
    text = page().text
    assert text.startswith("Ferries sold to Estonia\n")
    assert SENTENCE in text
    assert "Home" not in text
    assert "©" not in text


def test_a_page_states_its_facts() -> None:
    read = make_document(page())
    assert (read.title, read.author, read.outlet) == ("Ferries sold to Estonia", "Ann Roe", "Echo")
    assert (read.url, read.language) == ("https://echo.example/ferries", "eng")
    assert read.published is not None
    assert (read.published.edtf, read.published_basis) == ("2011-02-04", Basis.EXTERNAL_METADATA)


def test_the_encoding_a_page_declares_is_used() -> None:
    assert "Tromsø" in page("iso-8859-1").text


def test_a_page_over_the_limit_is_refused() -> None:
    with pytest.raises(Rejected, match="E_TOO_LARGE"):
        read_html("a.html", b"<p>" + b" " * MAX_BYTES)


def test_a_page_without_text_is_empty() -> None:
    with pytest.raises(Rejected, match="E_EMPTY"):
        read_html("a.html", b"<html><head><title>Echo</title></head><body><script>var a = 1;</script></body></html>")
