"""The options of `entente review`; what it does is imported only when it runs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.arguments import AsJson, Warehouse
from flows.settings import Settings


class About(StrEnum):
    """What close calls are about."""

    DEAL = "deal"
    AGREEMENT = "agreement"
    ENTITY = "entity"


def review(
    warehouse: Warehouse = Path("warehouse"),
    about: Annotated[About | None, typer.Option(help="Only calls about these.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many are shown.")] = 20,
    as_json: AsJson = False,
    write: Annotated[Path | None, typer.Option(help="Write a file of proposals to be edited.")] = None,
    accept: Annotated[Path | None, typer.Option(help="Take over the judgements of an edited file.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Only say what is wrong with the judgements made.")] = False,
) -> None:
    """Show what the rules were least sure to put together or keep apart, and take down what you say of it.

    Each call is shown with the sentences of both sides and the rule that decided. On a terminal you are asked: same,
    different, or leave it. Judgements are lines in WAREHOUSE/overrides/judgements.csv; they win over the rules both
    ways, from the next run on, and outlive every rebuild. A line quotes a document and words of it, and is refused
    where there is no such document or no such words.

    With a file: --write FILE proposes to overrule each call; delete the lines where the rules are right, fill in
    author, date and reason in the others, then --accept FILE.

    Example: entente review --about deal --write calls.csv
    """
    from flows.commands import review as command

    settings = Settings(warehouse, warehouse / "inbox")
    if check:
        command.print_check(settings)
    elif accept is not None:
        typer.echo(f"{command.accept(settings, accept)} judgements taken over; they count from the next run on.")
    else:
        command.print_review(settings, about and about.value, limit, as_json=as_json, write=write)
