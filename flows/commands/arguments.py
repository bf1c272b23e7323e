"""Options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Warehouse = Annotated[
    Path,
    typer.Option("--warehouse", help="Folder that holds raw texts, readings and releases.", envvar="ENTENTE_WAREHOUSE"),
]
Articles = Annotated[
    Path | None,
    typer.Option("--inbox", help="Folder of articles, only read; - reads one article from standard input."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of text for people.")]
KeepReleases = Annotated[
    int, typer.Option("--keep-releases", min=1, envvar="ENTENTE_KEEP_RELEASES", help="Newest releases that are kept.")
]
Dask = Annotated[
    str | None,
    typer.Option("--dask", metavar="ADDRESS", help="Read on the Dask cluster of this scheduler: tcp://host:8786 or tls://…"),
]
