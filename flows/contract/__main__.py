"""`python -m flows.contract` rewrites the generated files; with `--check` it only reports drift."""

from __future__ import annotations

import sys

from flows.contract import generate
from flows.settings import PROJECT


def main(arguments: list[str]) -> int:
    """Exit status: 1 where `--check` finds a file that differs from the contract, else 0."""
    if arguments == ["--check"]:
        stale = generate.drift(PROJECT)
        for path in stale:
            print(f"{path} differs from flows/contract: run `python -m flows.contract`")
        return 1 if stale else 0
    for path in generate.write(PROJECT):
        print(f"rewrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
