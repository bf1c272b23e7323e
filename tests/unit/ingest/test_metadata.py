from __future__ import annotations

import pytest

from flows.ingest.metadata import read_metadata
from flows.model.vocabulary.articles import PubStatus


def test_facts_are_found_under_their_many_names() -> None:
    facts = read_metadata(
        {"headline": "A sale", "byline": "Ann Roe", "source": "The Echo", "guid": "e-1", "date": "2011-02-03"}
    )
    assert (facts.title, facts.author, facts.outlet, facts.source_id) == ("A sale", "Ann Roe", "The Echo", "e-1")
    assert facts.published is not None


def test_the_most_telling_name_wins() -> None:
    assert read_metadata({"source": "wire", "outlet": "The Echo"}).outlet == "The Echo"


@pytest.mark.parametrize(
    ("stated", "code"), [("en", "eng"), ("en-GB", "eng"), ("pt_BR", "por"), ("deu", "deu"), ("xx", None)]
)
def test_languages_become_iso_639_3(stated: str, code: str | None) -> None:
    assert read_metadata({"language": stated}).language == code


@pytest.mark.parametrize(
    ("stated", "status"),
    [
        ("canceled", PubStatus.CANCELED),
        ("Retracted", PubStatus.CANCELED),
        ("embargoed", PubStatus.WITHHELD),
        ("live", PubStatus.USABLE),
    ],
)
def test_status_words_become_the_vocabulary(stated: str, status: PubStatus) -> None:
    assert read_metadata({"status": stated}).pub_status is status


@pytest.mark.parametrize(("stated", "number"), [("3", 3), ("0", 1), ("two", 1), ("9" * 5_000, 1), ("", 1)])
def test_versions_are_whole_numbers_from_one(stated: str, number: int) -> None:
    assert read_metadata({"version": stated}).version_no == number


def test_a_date_that_cannot_be_told_is_a_warning() -> None:
    facts = read_metadata({"date": "02/03/2004"})
    assert (facts.published, facts.warnings) == (None, ("W_DATE",))


def test_a_field_longer_than_any_title_is_left_out() -> None:
    assert read_metadata({"title": "x" * 2_001}).title is None
