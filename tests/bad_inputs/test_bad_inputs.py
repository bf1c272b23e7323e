"""Every class of bad input ends as stated, quickly, in little memory, and changes nothing for its neighbours."""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from flows.extract.workers import Limits, Pool
from flows.ingest.inbox import _display, scan
from flows.settings import Settings
from tests.bad_inputs import corpus
from tests.bad_inputs.conftest import MEMORY, _peak, digest

N_FILES = 100_000
CASES = list(corpus.cases(*corpus.chosen()))


def stated(*kinds: type) -> list[Any]:
    return [
        pytest.param(case, id=f"{number}-{_display(case.name)[:40]}")
        for number, case in CASES
        if isinstance(case.outcome, kinds)
    ]


def test_the_corpus_has_all_classes_and_enough_files() -> None:
    per_class = Counter(number for number, _ in corpus.cases())
    assert sorted(per_class) == list(range(1, 38))
    assert sum(per_class.values()) >= 150


@pytest.mark.parametrize("case", stated(str))
def test_a_file_ends_as_stated(among_bad: Any, case: corpus.Case) -> None:
    name = _display(case.name)
    refused = {code for refused, code in among_bad.refused.items() if refused.split("/")[0].split("#")[0] == name}
    read = {file for file in among_bad.documents if file.split("#")[0] == name}
    if case.outcome in ("ignored", "duplicate"):
        assert (refused, read) == (set(), set())
    elif case.outcome == "ok":
        assert (refused, read) == (set(), {name})
    elif case.outcome != "any":
        assert (refused, read) == ({case.outcome}, set())


@pytest.mark.parametrize("case", stated(tuple))
def test_each_row_of_a_feed_ends_as_stated(among_bad: Any, case: corpus.Case) -> None:
    names = [f"{case.name}#{n}" for n in range(1, len(case.outcome) + 1)]
    ends = [among_bad.refused.get(name) or ("ok" if name in among_bad.documents else "lost") for name in names]
    assert tuple(ends) == case.outcome


@pytest.mark.parametrize("case", [case for _, case in CASES if case.warns], ids=lambda case: _display(case.name)[:40])
def test_what_is_odd_is_flagged(among_bad: Any, case: corpus.Case) -> None:
    assert case.warns in among_bad.documents[_display(case.name)].warnings


@pytest.mark.parametrize(
    "case", [case for _, case in CASES if case.facts is not None], ids=lambda case: _display(case.name)[:40]
)
def test_it_reports_what_it_says_and_no_more(among_bad: Any, case: corpus.Case) -> None:
    name = _display(case.name)
    n_reports = sum(among_bad.rows(table, name).height for table in ("deal_reports", "agreement_reports"))
    assert (n_reports > 0) == case.facts


def test_nothing_dies_in_reading(among_bad: Any) -> None:
    assert among_bad.outcome.poison == []


def test_each_document_is_read_in_time(among_bad: Any) -> None:
    allowed = among_bad.settings.seconds_for
    shares = {
        document.file_name: round(among_bad.seconds[document.doc_id] / allowed(len(document.raw_text)), 2)
        for document in among_bad.accepted.documents
    }
    print(sorted(((share, name) for name, share in shares.items()), reverse=True)[:5])
    assert {name: share for name, share in shares.items() if share > 1} == {}


def test_taking_in_is_quick_and_frugal(among_bad: Any) -> None:
    print(f"{among_bad.ingest_seconds:.1f} s, {among_bad.ingest_bytes / 2**20:.0f} MB")
    assert among_bad.ingest_bytes < MEMORY


def test_a_hundred_thousand_files_are_found_in_little_memory(tmp_path: Path) -> None:
    for n in range(N_FILES):
        os.close(os.open(tmp_path / f"{n:06d}.txt", os.O_CREAT | os.O_WRONLY))
    _peak()
    before, begun = _peak(), time.process_time()
    assert len(list(scan(tmp_path))) == N_FILES
    took, grown = time.process_time() - begun, _peak() - before
    print(f"{N_FILES} files: {took:.1f} s, {grown / 2**20:.0f} MB")
    assert took < 60
    assert grown < MEMORY


def test_the_neighbours_are_read_as_if_alone(alone: Any, among_bad: Any, all_parts: tuple[str, ...]) -> None:
    assert len(alone.documents) == 20
    for name, document in alone.documents.items():
        assert among_bad.documents[name] == document
        for table in all_parts:
            assert among_bad.rows(table, name).equals(alone.rows(table, name))


def test_nothing_refused_reaches_a_terminal_raw(among_bad: Any) -> None:
    told = [f"{refused.file_name} {refused.reason}" for refused in among_bad.accepted.quarantined]
    assert [words for words in told if not words.isprintable()] == []


def test_poison_dies_in_its_worker_twice_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    corpus.good(tmp_path / "inbox")
    for _, case in corpus.cases(corpus.POISON):
        corpus.write(tmp_path / "inbox", case)
    limits = Limits(seconds=lambda n: 5.0, memory=MEMORY)
    with Pool(1, limits, reader="tests.unit.pipeline.odd_reader") as pool:
        found = digest(Settings(tmp_path / "w", tmp_path / "inbox"), pool)
    assert found.refused == {case.name: case.outcome for _, case in corpus.cases(corpus.POISON)}
    assert len(found.outcome.done) == 24
