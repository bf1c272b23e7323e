"""`python -m tests.docs` writes anew what README and docs show of the program; the bundled articles are read for it.

`python -m tests.docs commands` writes docs/commands.md alone, which needs no articles.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.conftest import PROJECT, Entente, Made
from tests.docs import commands, shown

PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]


def made_in(folder: Path) -> Made:
    """The bundled articles, taken all the way in a warehouse of their own."""
    warehouse = folder / "warehouse"
    shutil.copytree(PROJECT / "warehouse" / "inbox", warehouse / "inbox")
    done = Entente()("run", "--warehouse", warehouse)
    if done.status:
        raise SystemExit(done.err)
    return Made(warehouse, done)


def written(made: Made) -> dict[Path, str]:
    """What each page that shows the program's work should say."""

    def typed(arguments: list[str]) -> str:
        return Entente()(*arguments, "--warehouse", made.warehouse).out

    pages = {page: shown.filled(page.read_text("utf-8"), made, typed) for page in PAGES if page.exists()}
    docs = PROJECT / "docs"
    return pages | {docs / "commands.md": commands.page(), docs / "cookbook.md": shown.cookbook(made)}


def main() -> None:
    """Write the pages that differ."""
    if sys.argv[1:] == ["commands"]:
        (PROJECT / "docs" / "commands.md").write_text(commands.page(), "utf-8")
        return
    with tempfile.TemporaryDirectory() as scratch:
        for page, text in written(made_in(Path(scratch))).items():
            before = page.read_text("utf-8") if page.exists() else ""
            if shown.undated(before) != shown.undated(text):
                page.write_text(text, "utf-8")
                print(f"rewrote {page.relative_to(PROJECT)}")


if __name__ == "__main__":
    main()
