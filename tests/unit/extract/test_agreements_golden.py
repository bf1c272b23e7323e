"""Whole articles of our own writing: what is read of each is what stands beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from flows.extract.reading import read
from flows.ingest.inbox import scan
from flows.ingest.ledger import Ledger
from flows.ingest.run import accept
from flows.model.report import AgreementReport, Reading
from flows.model.vocabulary.agreements import AgreementRole, AgreementStatus
from flows.settings import Settings

GOLDEN = Path(__file__).parents[2] / "golden" / "agreements"
ORDER = list(AgreementStatus)


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    settings = Settings(warehouse=tmp_path_factory.mktemp("warehouse"), inbox=GOLDEN)
    with Ledger(settings.ledger) as ledger:
        documents = accept(settings, ledger, list(scan(GOLDEN))).documents
    return {Path(document.file_name).stem: read(document) for document in documents}


def told(reports: Iterable[AgreementReport]) -> list[dict[str, object]]:
    """Each agreement once: furthest status, all parties, last subject and day; what is denied left out."""
    threads: dict[int, list[AgreementReport]] = {}
    for report in reports:
        if not report.is_negated:
            threads.setdefault(report.thread, []).append(report)
    return [_merged(thread) for thread in threads.values()]


def _merged(thread: list[AgreementReport]) -> dict[str, object]:
    last = thread[::-1]
    return {
        "instrument": thread[0].instrument.value,
        "status": max((r.status for r in thread), key=ORDER.index).value,
        "parties": sorted({p.entity_key or "" for r in thread for p in r.parties if p.role is AgreementRole.PARTY}),
        "subject": next((r.subject.text for r in last if r.subject is not None), None),
        "date": next((r.date.edtf for r in last if r.date is not None), None),
    }


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.txt")))
def test_article_is_read_as_annotated(readings: dict[str, Reading], name: str) -> None:
    expected = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    assert told(readings[name].agreements) == expected


def test_days_are_real_days(readings: dict[str, Reading]) -> None:
    days = [r.date.earliest for reading in readings.values() for r in reading.agreements if r.date is not None]
    assert all(isinstance(day, date) for day in days if day is not None)
