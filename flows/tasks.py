"""The stages of a run as Prefect tasks: they exchange run ids and small counts, never frames or article text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prefect import task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from flows import steps
from flows.equipment import equipment
from flows.errors import PipelineError
from flows.report.summary import summary, summary_markdown
from flows.steps import Run

if TYPE_CHECKING:
    from flows.check import Verdict


def may_pass(_task: object, _run: object, state: State[Any]) -> bool:
    """Whether trying again can help: the disk was busy, or a process was lost. What we raise on purpose stays true."""
    return not isinstance(state.result(raise_on_failure=False), PipelineError)


accept_articles = task(
    name="accept new articles",
    retries=2,
    retry_delay_seconds=[1, 5],
    retry_condition_fn=may_pass,
    cache_policy=NO_CACHE,
)(steps.accept_articles)
resolve_facts = task(name="resolve entities and facts", cache_policy=NO_CACHE)(steps.resolve_facts)
load_release = task(name="load the staged release", cache_policy=NO_CACHE)(steps.load_release)
set_aside_misread_rows = task(name="set misread rows aside", cache_policy=NO_CACHE)(steps.set_aside_misread_rows)
publish_release = task(name="publish the release", cache_policy=NO_CACHE)(steps.publish_release)


@task(name="read deals and agreements", retries=1, retry_condition_fn=may_pass, cache_policy=NO_CACHE)
def read_articles(run: Run, batches: list[str]) -> int:
    """Number of documents read."""
    with equipment(run.settings) as present:
        return steps.read_articles(run, batches, present.pool, present.progress.advance).n_documents


@task(name="check the staged release", cache_policy=NO_CACHE)
def check_release(run: Run) -> None:
    """Pass when the gate lets the staged release pass.

    Raises:
        GateClosed: a critical check failed, or a check could not be counted as run.
    """
    with equipment(run.settings) as present:
        verdict = steps.check_release(run, present.gate)
    create_table_artifact(key="checks", table=check_rows(verdict), description="Checks of the staged release")
    verdict.require_open()


def check_rows(verdict: Verdict) -> list[dict[str, str]]:
    """The checks as rows of an artifact, those that did not pass first."""
    ordered = sorted(verdict.results, key=lambda result: (result.outcome == "passed", result.suite, result.check_no))
    names = ("outcome", "severity", "suite", "expectation", "column", "observed")
    return [{name: str(getattr(result, name) or "") for name in names} for result in ordered]


@task(name="summarise the release", cache_policy=NO_CACHE)
def summarise(run: Run) -> None:
    """Leave the summary of the latest release as an artifact."""
    markdown = summary_markdown(summary(run.settings.latest))
    create_markdown_artifact(key="summary", markdown=markdown, description="What the release holds")
