"""Score who is who inside a document, against the project's own annotation of coreference.

    python -m tests.bench.coreference [--half first|second] [--errors]

The reader is asked of every annotated mention whom it stands for. Singular mentions are clustered by the answer, one
without an answer alone, and compared with the annotated clusters: B-cubed (Bagga and Baldwin 1998) and pairs of
coreferring mentions. The figures of a kind are those of its mentions in the clusters of all, and of the pairs that
hold one of them. Mentions of several parties ("the two countries") are right where each of them, and no one else, is
meant.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.extract.cast import build_cast
from flows.extract.cast.document import DocumentCast
from flows.extract.cast.kinds import ORGANS
from flows.extract.context import Sentence
from flows.extract.sentences import read_sentences
from flows.model.document import Document
from flows.settings import PROJECT
from tests.bench.seed_mentions import documents

if TYPE_CHECKING:
    from flows.extract.tree import Token

SAMPLE = PROJECT / "tests" / "golden" / "coreference"
HALVES = ("first", "second")
KINDS = ("name", "description", "pronoun")
Answer = frozenset[str]


def records(half: str) -> list[dict[str, Any]]:
    """Annotated documents: `doc`, a path in the project, and its `mentions`."""
    return [json.loads(line) for line in (SAMPLE / f"{half}.jsonl").read_text("utf-8").splitlines()]


def annotated(paths: Iterable[str]) -> dict[str, Document]:
    """The documents by their paths in the project, read through ingest."""
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(PROJECT / path, Path(folder) / path)
        return {document.file_name: document for document in documents(Path(folder))}


def answer(cast: DocumentCast, sentences: Iterable[Sentence], start: int, end: int) -> Answer:
    """Keys of the cast members for whom the words at `[start, end)` stand; empty where the reader has no answer."""
    sentence = next((s for s in sentences if s.start <= start < s.end), None)
    named = max(cast.within(start, end), key=lambda m: min(m.span.end, end) - max(m.span.start, start), default=None)
    if sentence is None:  # a dateline
        return frozenset([named.entity_key] if named and named.entity_key else ())
    words = sentence.parse.doc.char_span(start - sentence.shift, end - sentence.shift, alignment_mode="expand")
    place = words.root.idx + sentence.shift
    if named is None or not named.span.start <= place < named.span.end:
        refs = cast.people(sentence, words.root) or cast.parties(sentence, words.root)
        return frozenset(ref.entity_key for ref in refs if ref.entity_key)
    return frozenset([_as_state(cast, sentence, words.root, named.entity_key or "")])


def _as_state(cast: DocumentCast, sentence: Sentence, head: Token, key: str) -> str:
    """A name's key; of an organ or a capital that acts for its state that of the state."""
    kind = cast.entities[key].entity_type
    if kind not in ORGANS:
        return key
    return next((ref.entity_key for ref in cast.parties(sentence, head) if ref.entity_key), key)


class Score:
    """Sums of B-cubed and of pairs, for all mentions and by kind."""

    def __init__(self) -> None:
        self.n: Counter[tuple[str, str]] = Counter()
        self.sums: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.groups = Counter[str]()

    def add(self, mentions: list[dict[str, Any]], answers: list[Answer]) -> list[str]:
        """Counts a document; says which mentions are not in the cluster of most of their entity's names."""
        single = [(m, a) for m, a in zip(mentions, answers, strict=True) if len(m["entities"]) == 1]
        gold = [m["entities"][0] for m, _ in single]
        given = [next(iter(a)) if len(a) == 1 else f"?{i}" for i, (_, a) in enumerate(single)]
        kinds = [m["kind"] for m, _ in single]
        self._cubed(gold, given, kinds)
        self._pairs(gold, given, kinds)
        usual = _usual(gold, given)
        wrong = [
            f"{m['kind']:12}{m['text']!r} at {m['start']}: {g}, read as {sorted(a)}"
            for (m, a), g, k in zip(single, gold, given, strict=True)
            if k != usual[g] or usual[g].startswith("?")
        ]
        for mention, found in zip(mentions, answers, strict=True):
            if len(mention["entities"]) > 1:
                right = found == {usual.get(e, "?") for e in mention["entities"]}
                self.groups["right" if right else "wrong"] += 1
                wrong += [] if right else [f"several    {mention['text']!r} at {mention['start']}: {sorted(found)}"]
        return wrong

    def _cubed(self, gold: list[str], given: list[str], kinds: list[str]) -> None:
        in_gold, in_given, in_both = Counter(gold), Counter(given), Counter(zip(gold, given, strict=True))
        for g, k, kind in zip(gold, given, kinds, strict=True):
            for of in ("all", kind):
                self.n[of, "mentions"] += 1
                self.sums[of, "precision"] += in_both[g, k] / in_given[k]
                self.sums[of, "recall"] += in_both[g, k] / in_gold[g]

    def _pairs(self, gold: list[str], given: list[str], kinds: list[str]) -> None:
        for i, j in combinations(range(len(gold)), 2):
            for of in {"all", kinds[i], kinds[j]}:
                self.n[of, "gold"] += gold[i] == gold[j]
                self.n[of, "given"] += given[i] == given[j]
                self.n[of, "both"] += gold[i] == gold[j] and given[i] == given[j]

    def lines(self) -> list[str]:
        """The figures, one line for all mentions and one for each kind."""
        return [self._line(of) for of in ("all", *KINDS)] + [
            f"several at once: {self.groups['right']} of {self.groups.total()} right"
        ]

    def _line(self, of: str) -> str:
        n = self.n[of, "mentions"] or 1
        precision, recall = self.sums[of, "precision"] / n, self.sums[of, "recall"] / n
        pairs = 2 * self.n[of, "both"] / ((self.n[of, "gold"] + self.n[of, "given"]) or 1)
        f1 = 2 * precision * recall / ((precision + recall) or 1)
        return f"{of:12} {n:4} mentions  B-cubed P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  pairwise F1 {pairs:.3f}"


def _usual(gold: list[str], given: list[str]) -> dict[str, str]:
    """The answer most often given to each entity's mentions."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for g, k in zip(gold, given, strict=True):
        counts[g][k] += 1
    return {g: max(c, key=lambda k: (c[k], not k.startswith("?"), k)) for g, c in counts.items()}


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--errors", action="store_true", help="print every mention that is read as someone else")
    args = parser.parse_args()
    for half in HALVES if args.half is None else (args.half,):
        score, sample = Score(), records(half)
        texts = annotated(record["doc"] for record in sample)
        for record in sample:
            sentences = read_sentences(texts[record["doc"]])
            cast = build_cast(texts[record["doc"]], sentences)
            answers = [answer(cast, sentences, m["start"], m["end"]) for m in record["mentions"]]
            wrong = score.add(record["mentions"], answers)
            if args.errors and wrong:
                print(record["doc"], *wrong, sep="\n  ")
        print(f"{half} half, {len(sample)} documents", *score.lines(), sep="\n  ")


if __name__ == "__main__":
    main()
