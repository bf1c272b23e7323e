"""Great Expectations, run over SQL on a staged DuckDB file. Import it in the gate's own process only.

Its answers are not taken at their word: it says success for an empty suite, an empty table and an all-NULL column,
drops an unknown expectation with a log line, and reports a check that raised as failed. So every declared check
must come back, apart from those whose table is empty, and each answer is read for what was looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import great_expectations as gx
import sqlalchemy

from flows.check.counting import ExpectNoFailingRows
from flows.check.declared import JUDGED, declared, fingerprint
from flows.check.fresh import is_of, narrowed
from flows.check.model import QUERY_TYPE, Check, CheckResult
from flows.check.request import Request
from flows.check.scratch import build, frugal
from flows.check.second import Results, Second, halves
from flows.model.vocabulary.runs import CheckOutcome

# The one set of supported options with which row-level checks work on DuckDB: without AUTOCOMMIT and without
# skipping the rollback, Great Expectations fetches from a result that the closed connection has dropped.
CONNECTION = {
    "isolation_level": "AUTOCOMMIT",
    "skip_autocommit_rollback": True,
}
WHOLE = "whole table"
N_EXAMPLES = 5
MAX_KEY = 100  # characters of an example
COUNTING = {QUERY_TYPE: ExpectNoFailingRows.expectation_type}  # stands in until something fails


def judge(request: Request, scratch: Path, second: Second | None = None) -> dict[str, Any]:
    """The fingerprint of the checks that were run and their results, as JSON can carry them.

    `scratch` is the gate's own database: prepared, or where it is to be written. `second` takes half of the work.

    Raises:
        CheckCrashed: the second process died.
    """
    checks = declared(request.sources)
    n_rows = build(request, [check for members in checks.values() for check in members], scratch)
    ours, theirs = halves({suite: len(members) for suite, members in checks.items()}) if second else (list(checks), [])
    if second:
        second.start(request, scratch, n_rows, theirs)
    results = judge_suites(request, scratch, n_rows, ours) | (second.results() if second else {})
    return {"fingerprint": fingerprint(checks), "results": [result for suite in checks for result in results[suite]]}


def judge_suites(request: Request, scratch: Path, n_rows: Mapping[str, int], suites: Sequence[str]) -> Results:
    """Results of some suites by suite; `n_rows` are the rows of each table that was loaded."""
    checks = declared(request.sources)
    fresh = request.fresh if is_of(request.fresh, request.database) else None
    beside = {"gate": scratch} | ({"fresh": fresh} if fresh else {})
    with _opened(request.database, beside, n_rows) as source, duckdb.connect() as con:
        looked = {suite: tuple(narrowed(con, c) if fresh else c for c in checks[suite]) for suite in suites}
        return {suite: _suite(source, suite, looked[suite], n_rows.get(suite, 0), request) for suite in suites}


@contextmanager
def _opened(database: Path, beside: Mapping[str, Path], tables: Iterable[str]) -> Iterator[Any]:
    """The staged database as a data source of these tables, with those `beside` it attached, the gate's own first."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]
    source = context.data_sources.add_sql(  # type: ignore[call-arg]
        "staged",
        connection_string=f"duckdb:///{database}",
        create_temp_table=False,
        kwargs=CONNECTION | {"connect_args": {"read_only": True, "config": frugal(beside["gate"].parent)}},
        assets=[_asset(table) for table in tables],
    )
    with source.get_engine().connect() as connection:
        for name, path in beside.items():
            connection.execute(sqlalchemy.text("attach :path as " + name + " (read_only)"), {"path": str(path)})
    try:
        yield source
    finally:  # Great Expectations keeps two engines open; until both are gone, nobody else can open the file
        source.get_engine().dispose()
        source.get_execution_engine().engine.dispose()


def _asset(table: str) -> dict[str, Any]:
    """A table, as a whole. All are given at once: for each that is added later, the context is written anew."""
    whole = {"name": WHOLE, "partitioner": None}
    return {"type": "table", "name": table, "table_name": table, "batch_definitions": [whole]}


def _suite(source: Any, suite: str, checks: tuple[Check, ...], n_rows: int, request: Request) -> list[CheckResult]:
    numbered = dict(enumerate(checks, start=1))
    idle = {n for n, check in numbered.items() if _is_idle(check, n_rows, request)}
    try:
        answers = _validate(source, suite, {n: check for n, check in numbered.items() if n not in idle})
    except Exception as error:  # a missing table, an expectation that cannot be built: none of the suite was run
        return [_crash(n, check, f"{type(error).__name__}: {error}") for n, check in numbered.items()]
    return [_idle(n, check) if n in idle else _result(n, check, n_rows, answers) for n, check in numbered.items()]


def _is_idle(check: Check, n_rows: int, request: Request) -> bool:
    """Whether a check has nothing to look at, and may have nothing: a column of an empty table, no comparison."""
    return request.lacks(check.needs) or (n_rows == 0 and check.column is not None and _may_be_empty(check))


def _may_be_empty(check: Check) -> bool:
    return JUDGED[check.suite].may_be_empty is not None


def _validate(source: Any, suite: str, checks: Mapping[int, Check]) -> dict[int, dict[str, Any]]:
    """Great Expectations' answer by check number; checks that fail are run again to learn the offending keys."""
    if not checks:
        return {}
    batch = source.get_asset(suite).get_batch_definition(WHOLE).get_batch()
    answers = _answers(batch, suite, checks, {"result_format": "BASIC", "partial_unexpected_count": 0}, COUNTING)
    failed = {n: checks[n] for n, answer in answers.items() if not answer["success"]}
    details = {
        "result_format": "COMPLETE",
        "unexpected_index_column_names": list(JUDGED[suite].key_names),
        "return_unexpected_index_query": False,
        "partial_unexpected_count": N_EXAMPLES,
    }
    return answers | (_answers(batch, suite, failed, details, {}) if failed else {})


def _answers(
    batch: Any, suite: str, checks: Mapping[int, Check], result_format: Mapping[str, Any], types: Mapping[str, str]
) -> dict[int, dict[str, Any]]:
    expectations = [c.as_expectation(n) | {"type": types.get(c.type, c.type)} for n, c in checks.items()]
    results = batch.validate(gx.ExpectationSuite(name=suite, expectations=expectations), result_format=result_format)
    answers = [result.to_json_dict() for result in results.results]
    return {answer["expectation_config"]["meta"]["check_no"]: answer for answer in answers}


def _idle(check_no: int, check: Check) -> CheckResult:
    return _made(check_no, check, CheckOutcome.NOT_EVALUATED, observed="nothing to look at", n_evaluated=0)


def _crash(check_no: int, check: Check, what: str) -> CheckResult:
    return _made(check_no, check, CheckOutcome.CRASHED, observed=" ".join(what.split())[:300])


def _result(check_no: int, check: Check, n_rows: int, answers: Mapping[int, Mapping[str, Any]]) -> CheckResult:
    if check_no not in answers:
        return _crash(check_no, check, "Great Expectations lost the check: its type is unknown")
    answer = answers[check_no]
    error = _raised(answer["exception_info"])
    return _answered(check_no, check, n_rows, answer) if error is None else _crash(check_no, check, error)


def _answered(check_no: int, check: Check, n_rows: int, answer: Mapping[str, Any]) -> CheckResult:
    found = answer["result"]
    n_evaluated = _evaluated(found, n_rows)
    n_unexpected = found["observed_value"] if check.type == QUERY_TYPE else found.get("unexpected_count")
    outcome = _outcome(check, bool(answer["success"]), n_evaluated)
    return _made(
        check_no,
        check,
        outcome,
        observed="no rows" if n_rows == 0 and not n_unexpected else _observed(found, n_unexpected),
        n_evaluated=n_evaluated,
        n_unexpected=n_unexpected,
        examples=_examples(found),
    )


def _outcome(check: Check, success: bool, n_evaluated: int) -> CheckOutcome:
    """Success over nothing is no success: a failure where there must be rows, else not evaluated."""
    looks_at_rows = not check.type.startswith("expect_table_")
    if not success:
        return CheckOutcome.FAILED
    if n_evaluated > 0 or not looks_at_rows:
        return CheckOutcome.PASSED
    is_null_column = check.column is not None and JUDGED[check.suite].column(check.column).is_nullable
    return CheckOutcome.NOT_EVALUATED if is_null_column or _may_be_empty(check) else CheckOutcome.FAILED


def _evaluated(found: Mapping[str, Any], n_rows: int) -> int:
    """Rows or non-null values that were looked at."""
    if "element_count" in found:
        return int(found["element_count"]) - int(found.get("missing_count") or 0)
    return n_rows


def _observed(found: Mapping[str, Any], n_unexpected: int | None) -> str | None:
    if n_unexpected is not None:
        return f"{n_unexpected} unexpected"
    observed = found.get("observed_value")
    return None if observed is None else str(observed)[:200]


def _examples(found: Mapping[str, Any]) -> list[str]:
    """Keys of the first offending rows; never their values, which may be article text."""
    rows = found.get("unexpected_index_list") or (found.get("details") or {}).get("unexpected_rows") or []
    return [_key(row) for row in rows[:N_EXAMPLES] if isinstance(row, Mapping)]


def _key(row: Mapping[str, Any]) -> str:
    if "row_id" in row:
        return str(row["row_id"])[:MAX_KEY]
    ids = [str(value) for name, value in row.items() if name.endswith(("_id", "_role", "_date", "_no"))]
    return "|".join(ids)[:MAX_KEY]


def _raised(info: Mapping[str, Any]) -> str | None:
    """What a check raised; None when it ran."""
    infos = [info] if "raised_exception" in info else list(info.values())
    messages = [str(one.get("exception_message")) for one in infos if one.get("raised_exception")]
    return messages[0] if messages else None


def _made(
    check_no: int,
    check: Check,
    outcome: CheckOutcome,
    *,
    observed: str | None,
    n_evaluated: int | None = None,
    n_unexpected: int | None = None,
    examples: Sequence[str] = (),
) -> CheckResult:
    is_told = outcome in (CheckOutcome.PASSED, CheckOutcome.FAILED)
    return CheckResult(
        suite=check.suite,
        check_no=check_no,
        expectation=check.name,
        table=check.suite,
        column=check.column,
        severity=check.severity,
        outcome=outcome.value,
        success=outcome is CheckOutcome.PASSED if is_told else None,
        observed=observed,
        n_evaluated=n_evaluated,
        n_unexpected=n_unexpected,
        reason=check.reason,
        examples=list(examples),
    )
