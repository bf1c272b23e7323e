"""The command `entente`: raw news text in, a warehouse of deals and agreements out."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import closing
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.arguments import Articles, AsJson, Dask, KeepReleases, Warehouse
from flows.commands.cleaning import clean_up
from flows.commands.complaint import complaint
from flows.commands.reviewing import review
from flows.commands.serving import serve
from flows.errors import PipelineError
from flows.logs import hush_at_exit
from flows.settings import Settings

app = typer.Typer(
    name="entente",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"entente {version('entente')}")
        raise typer.Exit


@app.callback()
def entente(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Read raw news text into a warehouse of who agreed what with whom, each figure traced to the words that say it."""


class Format(StrEnum):
    """How the answer to a query is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


@app.command()
def run(
    inbox: Articles = None,
    warehouse: Warehouse = Path("warehouse"),
    text_column: Annotated[str, typer.Option(help="Column of .jsonl, .csv and .parquet files with the text.")] = "text",
    workers: Annotated[int, typer.Option(min=1, help="Reading processes.")] = min(os.cpu_count() or 1, 8),
    keep_releases: KeepReleases = 3,
    since: Annotated[str | None, typer.Option(help="Only articles from this day on, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(help="Only articles up to this day.")] = None,
    dask: Dask = None,
    as_json: AsJson = False,
) -> None:
    """Take in new articles, read them, check the result and publish a release.

    Reads .txt and .md (front matter welcome), .html, .jsonl, .csv and .parquet, folders within folders. Files are
    never changed or moved. With nothing new it says so and ends.

    With --dask the cluster's workers read. They need this version with its extra `dask`, the warehouse's folder at
    the same path, and the Prefect server that PREFECT_API_URL names; each is checked before any work.

    Example: entente run --inbox my-articles --warehouse mine
    """
    from flows.ingest.listing import Listing

    inbox = inbox or warehouse / "inbox"
    listing = Listing(inbox)
    if (warehouse / "latest").exists():
        import_module("flows.report.screen")  # for the last words of a run without news, while the inbox is listed
    from flows.commands.dask import scheduler_address
    from flows.commands.run import print_release
    from flows.commands.run import run as run_flow
    from flows.ingest.window import window
    from flows.progress import watched

    dask = scheduler_address(dask)
    settings = Settings(
        warehouse, inbox, workers=workers, text_column=text_column, keep_releases=keep_releases, dask=dask
    )
    with closing(listing), watched(as_json=as_json) as progress:
        release = run_flow(settings, progress, window(since, until), listing)
    print_release(settings, is_new=release is not None, as_json=as_json, program=program(sys.argv[0]))


app.command()(serve)
app.command("clean-up")(clean_up)


@app.command()
def status(warehouse: Warehouse = Path("warehouse"), as_json: AsJson = False) -> None:
    """Say what the warehouse holds: documents by state, releases, quarantine."""
    from flows.commands.status import print_status

    print_status(Settings(warehouse, warehouse / "inbox"), as_json=as_json)


@app.command()
def sql(
    query: Annotated[
        str | None, typer.Argument(help='One query, such as "from v_deals"; without one, a prompt opens.')
    ] = None,
    warehouse: Warehouse = Path("warehouse"),
    file: Annotated[Path | None, typer.Option(help="Read the query from a file; - is standard input.")] = None,
    form: Annotated[Format | None, typer.Option("--format", help="How to give the answer.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write it to a file; its name says the form.")] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="Break off after so long.")] = 60,
    as_json: AsJson = False,
) -> None:
    """Ask the latest release a question in DuckDB SQL, or many at a prompt.

    The file is opened read-only and only one SELECT is let through. That guards against slips, not against malice:
    run as another user where the query is not your own.

    Example: entente sql "select deal_name, stated_value from v_deals"
    """
    from flows.commands.sql import answer, query_of

    settings, chosen = Settings(warehouse, warehouse / "inbox"), Format.JSON if as_json else form
    asked = query_of(query, file)
    if asked is not None:
        answer(settings, asked, chosen and chosen.value, out, seconds=seconds)
        return
    from flows.commands.prompt import prompt

    prompt(settings, chosen.value if chosen else Format.TABLE.value, seconds=seconds)


class Export(StrEnum):
    """What a release can be turned into."""

    FTM = "ftm"
    GEOJSON = "geojson"
    PAIRS = "pairs"
    GRAPHML = "graphml"
    XLSX = "xlsx"
    CSV = "csv"


@app.command()
def export(
    form: Annotated[
        Export,
        typer.Argument(
            metavar="FORMAT",
            help="ftm (FollowTheMoney entities), geojson or pairs (of countries), graphml (network), xlsx or csv.",
        ),
    ],
    warehouse: Warehouse = Path("warehouse"),
    out: Annotated[Path, typer.Option(help="File or folder to write.")] = Path(),
    as_json: AsJson = False,
) -> None:
    """Turn the latest release into what other tools take in.

    Example: entente export xlsx --out deals.xlsx
    """
    from flows.commands.export import print_export

    print_export(Settings(warehouse, warehouse / "inbox"), form.value, out, as_json=as_json)


@app.command()
def explain(
    fact: Annotated[str, typer.Argument(help="Id of a deal, agreement or entity, or the start of one.")],
    warehouse: Warehouse = Path("warehouse"),
    as_json: AsJson = False,
) -> None:
    """Show what a fact rests on: its reports, who says so, why they were put together, and the words marked.

    Of an entity it shows where it is named and how each form was known. An id that was retired leads to its heir.

    Example: entente explain deal_3f
    """
    from flows.commands.explain import print_explanation

    print_explanation(Settings(warehouse, warehouse / "inbox"), fact, as_json=as_json)


app.command()(review)


@app.command()
def verify(
    warehouse: Warehouse = Path("warehouse"),
    every_release: Annotated[bool, typer.Option("--all", help="Check every release that is kept.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check every file of the latest release against its manifest, read every column, and check the raw texts."""
    from flows.commands.verify import print_verification
    from flows.progress import watched

    settings = Settings(warehouse, warehouse / "inbox")
    with watched(as_json=as_json) as progress:
        print_verification(settings, progress, every_release=every_release, as_json=as_json)


@app.command()
def doctor(warehouse: Warehouse = Path("warehouse"), as_json: AsJson = False) -> None:
    """Say what could keep this from working here: libraries, disk, permissions, locks, dead runs, the release."""
    from flows.commands.doctor import print_findings

    if not print_findings(Settings(warehouse, warehouse / "inbox"), as_json=as_json):
        raise typer.Exit(1)


Document = Annotated[str, typer.Argument(help="A doc_… id, the start of one, or a file name.")]
Inbox = Annotated[Path | None, typer.Option(help="Folder of articles, if it is not the warehouse's own.")]


@app.command()
def retract(
    document: Document,
    warehouse: Warehouse = Path("warehouse"),
    reason: Annotated[str | None, typer.Option(help="Why; it is kept in the history of the facts.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Let a retracted document count again.")] = False,
    inbox: Inbox = None,
    as_json: AsJson = False,
) -> None:
    """Take back what a document reports: its reports leave the facts, and history says why.

    Example: entente retract ferries.txt --reason "withdrawn by the newspaper" --warehouse mine
    """
    from flows.commands.retract import print_retraction
    from flows.progress import watched

    settings = Settings(warehouse, inbox or warehouse / "inbox")
    with watched(as_json=as_json) as progress:
        print_retraction(settings, document, reason, progress, undo=undo, as_json=as_json)


@app.command()
def erase(
    document: Document, warehouse: Warehouse = Path("warehouse"), inbox: Inbox = None, as_json: AsJson = False
) -> None:
    """Remove a document from everything the warehouse keeps, earlier releases too, and print a receipt.

    Example: entente erase ferries.txt --warehouse mine
    """
    from flows.commands.erase import print_erasure
    from flows.progress import watched

    with watched(as_json=as_json) as progress:
        print_erasure(Settings(warehouse, inbox or warehouse / "inbox"), document, progress, as_json=as_json)


@app.command()
def rebuild(warehouse: Warehouse = Path("warehouse"), inbox: Inbox = None, as_json: AsJson = False) -> None:
    """Make ledger, readings, facts and release anew from the raw texts, and say what differs."""
    from flows.commands.rebuild import print_rebuild
    from flows.progress import watched

    with watched(as_json=as_json) as progress:
        print_rebuild(Settings(warehouse, inbox or warehouse / "inbox"), progress, as_json=as_json)


def main() -> None:
    """Run the command; errors of ours are printed as what, where and what next, with their exit status."""
    hush_at_exit()
    try:
        app()
    except PipelineError as error:
        sys.stderr.write(complaint(error, sys.argv))
        raise SystemExit(error.exit_status) from None


def program(started_as: str) -> str:
    """What to type for this program: its name, or its path where the name would not be found."""
    path = Path(started_as)
    return "entente" if path.name != "entente" or shutil.which("entente") else os.path.relpath(path)


if __name__ == "__main__":
    main()
