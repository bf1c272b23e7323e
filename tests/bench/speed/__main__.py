"""What a run costs, beside bare spaCy over the same texts: `make bench`, or

    python -m tests.bench.speed [--articles 1000] [--workers 2]

Everything is timed in one go, with a short yardstick before and after that shows how steady the machine was. Ratios of
wall time need a machine with nothing else to do; those of CPU time bear company.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.speed import news, orchestration
from tests.bench.speed.processes import Watched, python, watch

YARDSTICK = 100  # articles
AT_WORK = "at_work.json"
LINE = "{:<58} {:>10}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    yardstick = [bare(YARDSTICK)]
    one, two = bare(chosen.articles), bare(chosen.articles, 2)
    with tempfile.TemporaryDirectory() as scratch:
        news.write(Path(scratch) / "inbox", chosen.articles)
        run = pipeline(Path(scratch), chosen.workers)
        read = json.loads((Path(scratch) / AT_WORK).read_text(encoding="utf-8"))
        again = pipeline(Path(scratch), chosen.workers)
    yardstick.append(bare(YARDSTICK))
    report(chosen.articles, one, two, run, again)
    print(LINE.format("all but the reading, of the wall (goal 15 %)", f"{1 - read['any'] / run.wall:.0%}"))
    print(LINE.format("a reader reads, of the wall", f"{read['all'] / chosen.workers / run.wall:.0%}"))
    for what, figure in orchestration.costs().items():
        print(LINE.format(what, figure))
    print(LINE.format("noise: yardstick after / before, wall", f"{yardstick[1]['wall'] / yardstick[0]['wall']:.2f}"))
    print(LINE.format("noise: yardstick after / before, CPU", f"{yardstick[1]['cpu'] / yardstick[0]['cpu']:.2f}"))


def bare(n: int, processes: int = 1) -> dict[str, Any]:
    """Bare spaCy over `n` articles: wall, CPU and words."""
    started = [
        subprocess.Popen(
            python("tests.bench.speed.bare", str(n), str(share), str(processes)), stdout=subprocess.PIPE, text=True
        )
        for share in range(processes)
    ]
    told = [json.loads(process.communicate()[0]) for process in started]
    wall = max(one["end"] for one in told) - min(one["start"] for one in told)
    return {"wall": wall} | {name: sum(one[name] for one in told) for name in ("cpu", "words")}


def pipeline(folder: Path, workers: int) -> Watched:
    """`entente run` over `folder/inbox`, from its start to its end, server and gate included."""
    options = ("--inbox", "inbox", "--warehouse", "w", "--workers", str(workers))
    return watch(python("tests.bench.speed.at_work", AT_WORK, "run", *options), folder)


def report(n: int, one: dict[str, Any], two: dict[str, Any], run: Watched, again: Watched) -> None:
    """Print what was taken, and in which proportion."""
    figures = {
        f"articles ({one['words']:,} words and signs)": f"{n:,}",
        "bare spaCy, one process: wall s": f"{one['wall']:.1f}",
        "bare spaCy, one process: CPU s": f"{one['cpu']:.1f}",
        "bare spaCy, two processes: wall s": f"{two['wall']:.1f}",
        "pipeline: wall s": f"{run.wall:.1f}",
        "pipeline: CPU s": f"{run.cpu:.1f}",
        "pipeline / bare spaCy, one process: wall (goal 0.60)": f"{run.wall / one['wall']:.2f}",
        "pipeline / bare spaCy, two processes: wall (goal 1.15)": f"{run.wall / two['wall']:.2f}",
        "pipeline / bare spaCy: CPU": f"{run.cpu / one['cpu']:.2f}",
        "peak memory of all processes, MiB (goal 2,560)": f"{run.memory / 2**20:,.0f}",
        "rerun with nothing new: wall s": f"{again.wall:.2f}",
    }
    for name, figure in (figures | {f"  {stage}: wall s": f"{s:.1f}" for stage, s in run.stages.items()}).items():
        print(LINE.format(name, figure))


if __name__ == "__main__":
    main()
