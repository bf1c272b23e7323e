"""The stages of a run as Prefect tasks: they exchange run ids and small counts, never frames or article text."""

from __future__ import annotations

from prefect import task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE

from flows import steps
from flows.equipment import equipment
from flows.steps import Run

# Retried: what a busy disk or a lost process can break. Not retried: what would give the same answer again.
accept_articles = task(
    steps.accept_articles, name="accept new articles", retries=2, retry_delay_seconds=[1, 5], cache_policy=NO_CACHE
)
resolve_facts = task(steps.resolve_facts, name="resolve entities and facts", cache_policy=NO_CACHE)
load_release = task(steps.load_release, name="load the staged release", cache_policy=NO_CACHE)
publish_release = task(steps.publish_release, name="publish the release", cache_policy=NO_CACHE)


@task(name="read deals and agreements", retries=1, cache_policy=NO_CACHE)
def read_articles(run: Run, batches: list[str]) -> int:
    """Number of documents read."""
    with equipment(run.settings) as present:
        return steps.read_articles(run, batches, present.pool, present.progress.advance).n_documents


@task(name="check the staged release", cache_policy=NO_CACHE)
def check_release(run: Run) -> str:
    """`open` when the gate lets the staged release pass.

    Raises:
        GateClosed: a critical check failed, or a check could not be counted as run.
    """
    with equipment(run.settings) as present:
        verdict = steps.check_release(run, present.gate)
    create_table_artifact(key="checks", table=steps.check_table(verdict), description="Checks of the staged release")
    return steps.require_open(run, verdict)


@task(name="summarise the release", cache_policy=NO_CACHE)
def summarise(run: Run) -> None:
    """Leave the summary of the latest release as an artifact."""
    create_markdown_artifact(key="summary", markdown=steps.summary_markdown(run), description="What the release holds")
