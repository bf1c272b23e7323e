"""The articles that come with the project show each kind of input."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.ingest.inbox import scan
from flows.ingest.ledger import Ledger
from flows.ingest.run import Accepted, accept
from flows.model.document import Document
from flows.model.vocabulary.articles import SegmentAction
from flows.settings import PROJECT, Settings


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Accepted]:
    settings = Settings(warehouse=tmp_path_factory.mktemp("warehouse"), inbox=PROJECT / "warehouse" / "inbox")
    with Ledger(settings.ledger) as ledger:
        yield accept(settings, ledger, scan(settings.inbox))


def named(accepted: Accepted, name: str) -> Document:
    return next(document for document in accepted.documents if document.file_name.endswith(name))


def left_out(document: Document) -> dict[str, str]:
    return {
        document.raw_text[segment.start : segment.end]: segment.drop_reason or ""
        for segment in document.segments
        if segment.action is SegmentAction.DROP
    }


def test_all_but_the_one_in_an_old_encoding_are_read(accepted: Accepted) -> None:
    assert [(refused.file_name, refused.code) for refused in accepted.quarantined] == [
        ("feeds/wire-in-old-encoding.txt", "E_ENC_INVALID")
    ]
    assert len(accepted.documents) >= 18


def test_every_article_is_in_english(accepted: Accepted) -> None:
    assert {document.language for document in accepted.documents} == {"eng"}


def test_captions_notices_and_prompts_are_left_out(accepted: Accepted) -> None:
    reasons = {reason for document in accepted.documents for reason in left_out(document).values()}
    assert reasons >= {"photo_caption", "program_error", "newsletter", "copyright", "read_more", "end_mark"}


def test_one_article_has_no_date_of_its_own(accepted: Accepted) -> None:
    undated = [document.file_name for document in accepted.documents if document.published is None]
    assert undated == ["arms/egypt-rafale-3-atlantic-wire.txt"]


def test_the_corrected_article_shares_its_source_id(accepted: Accepted) -> None:
    first, second = (named(accepted, f"poland-korea-tanks-v{n}.txt") for n in (1, 2))
    assert (first.source_id, first.version_no, second.version_no) == (second.source_id, 1, 2)


@pytest.mark.parametrize(
    "field", ["title", "subtitle", "author", "outlet", "url", "source_id", "dateline_place", "dateline_country"]
)
def test_every_fact_of_a_document_is_stated_by_some_article(accepted: Accepted, field: str) -> None:
    assert any(getattr(document, field) is not None for document in accepted.documents)


def test_the_folder_says_where_its_articles_come_from(project: Path) -> None:
    assert "MIT" in (project / "warehouse" / "inbox" / ".about.md").read_text("utf-8")
