"""Bare spaCy over a share of made-up news: `python -m tests.bench.speed.bare N [SHARE OF]`, times as JSON.

The model's whole pipeline as it comes, `nlp.pipe` over the texts, and nothing else: loading is left out. The texts of
a process are each `OF`-th from `SHARE` on.
"""

from __future__ import annotations

import json
import sys
import time

from tests.bench.speed import news


def main() -> None:
    """Print start and end (of a clock that all processes share), and CPU time between them, in seconds."""
    n, share, of = (int(argument) for argument in (*sys.argv[1:], 0, 1)[:3])
    texts = [news.text_of(written) for written in news.articles(n)][share::of]
    import spacy

    from flows.extract.engine import MODEL

    language = spacy.load(MODEL)
    list(language.pipe(texts[:5]))
    start, cpu = time.monotonic(), time.process_time()
    n_words = sum(len(doc) for doc in language.pipe(texts))
    print(
        json.dumps({"start": start, "end": time.monotonic(), "cpu": time.process_time() - cpu, "words": n_words}),
        flush=True,
    )


if __name__ == "__main__":
    main()
