"""Documents in batches for the readers: full ones as they come, the rest spread, none twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.batches import Layout, batch_size, doc_ids
from flows.model.document import Document


def documents(*numbers: int) -> list[Document]:
    return [Document(f"doc_{n:04}", f"{n}.txt", content_sha256="", raw_text="x", segments=()) for n in numbers]


@pytest.mark.parametrize(
    ("documents", "workers", "size"), [(1, 2, 8), (20, 2, 10), (31, 2, 16), (1000, 2, 64), (1000, 0, 64)]
)
def test_batches_are_small_for_few_documents_and_never_too_large(documents: int, workers: int, size: int) -> None:
    assert batch_size(documents, workers) == size


def test_full_batches_are_laid_out_as_documents_come_and_the_rest_is_spread(tmp_path: Path) -> None:
    begun: list[str] = []
    layout = Layout(tmp_path, 2, lambda folder: begun.append(folder.name))
    layout.add(documents(*range(100)))
    assert begun == []
    layout.add(documents(*range(100, 150)))
    assert begun == ["000000", "000001"]
    layout.end()
    assert begun == layout.names
    assert [len(doc_ids(tmp_path / name)) for name in layout.names] == [64, 64, 11, 11]
    assert len(layout.doc_ids) == 150


def test_a_batch_lies_there_whole_when_it_is_told_of(tmp_path: Path) -> None:
    seen: list[list[str]] = []
    layout = Layout(tmp_path, 1, lambda folder: seen.append(doc_ids(folder)))
    layout.add(documents(2, 1))
    layout.end()
    assert seen == [["doc_0001", "doc_0002"]]


def test_what_an_earlier_try_laid_out_stays_and_is_not_told_of_again(tmp_path: Path) -> None:
    first = Layout(tmp_path, 1)
    first.add(documents(1, 2))
    first.end()
    begun: list[str] = []
    again = Layout(tmp_path, 1, lambda folder: begun.append(folder.name))
    assert again.doc_ids == {"doc_0001", "doc_0002"}
    again.add(documents(3))
    again.end()
    assert (again.names, begun) == (["000000", "000001"], ["000001"])
