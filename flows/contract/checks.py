"""Structural expectations that follow from the contract, in Great Expectations' own shape.

Each is `{"type", "kwargs", "severity", "meta": {"reason"}}` and critical: a breach means that the program, not a
document, is wrong. Rules of content live in `expectations/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypedDict

from flows.contract.column import Column, Table
from flows.contract.ddl import quoted
from flows.model.vocabulary.runs import CheckSeverity


class Meta(TypedDict):
    """Why the expectation exists."""

    reason: str


class Expectation(TypedDict):
    """One expectation as Great Expectations stores it."""

    type: str
    kwargs: dict[str, object]
    severity: str
    meta: Meta


def structural_expectations(table: Table, tables: Mapping[str, Table]) -> list[Expectation]:
    """Columns, nulls, keys, vocabularies, ranges and foreign keys of the table, in that order.

    `tables` holds the tables that `references` name. Queries join to them by plain name, so they must lie in the
    schema the expectations run in.
    """
    makers: tuple[Callable[[Table], Iterator[Expectation]], ...] = (_columns, _not_null, _key, _vocabularies, _ranges)
    own = [expectation for make in makers for expectation in make(table)]
    return own + list(_foreign_keys(table, tables))


def _expect(type_: str, reason: str, **kwargs: object) -> Expectation:
    """A critical expectation."""
    return Expectation(type=type_, kwargs=kwargs, severity=CheckSeverity.CRITICAL.value, meta=Meta(reason=reason))


def _columns(table: Table) -> Iterator[Expectation]:
    """Exactly the columns of the contract, in order."""
    yield _expect(
        "expect_table_columns_to_match_ordered_list",
        "readers rely on the columns of the contract",
        column_list=list(table.column_names),
    )


def _not_null(table: Table) -> Iterator[Expectation]:
    """No NULL where the contract gives NULL no meaning."""
    for column in table.columns:
        if not column.is_nullable:
            reason = f"NULL has no meaning in {column.name}"
            yield _expect("expect_column_values_to_not_be_null", reason, column=column.name)


def _key(table: Table) -> Iterator[Expectation]:
    """The key names a row; two NULLs in it count as equal."""
    reason = f"one row is {table.grain}"
    if any(column.is_nullable for column in table.key):
        columns = ", ".join(map(quoted, table.key_names))
        query = f"select {columns}, count(*) as n_rows from {{batch}} as b group by {columns} having count(*) > 1"
        yield _expect("unexpected_rows_expectation", reason, unexpected_rows_query=query)
    elif len(table.key) == 1:
        yield _expect("expect_column_values_to_be_unique", reason, column=table.key_names[0])
    else:
        yield _expect("expect_compound_columns_to_be_unique", reason, column_list=list(table.key_names))


def _vocabularies(table: Table) -> Iterator[Expectation]:
    """Coded columns hold members of their vocabulary only."""
    for column in table.columns:
        if column.values:
            reason = f"the vocabulary of {column.name} is closed"
            values = list(column.values)
            yield _expect("expect_column_values_to_be_in_set", reason, column=column.name, value_set=values)


def _ranges(table: Table) -> Iterator[Expectation]:
    """Numbers lie within what they can mean."""
    for column in table.columns:
        if column.minimum is not None or column.maximum is not None:
            reason = f"{column.name} means nothing outside {_range_text(column)}"
            bounds = {"min_value": column.minimum, "max_value": column.maximum}
            yield _expect("expect_column_values_to_be_between", reason, column=column.name, **bounds)


def _range_text(column: Column) -> str:
    """The column's range in words."""
    if column.maximum is None:
        return f"{column.minimum} and above"
    return f"{column.minimum} to {column.maximum}"


def _foreign_keys(table: Table, tables: Mapping[str, Table]) -> Iterator[Expectation]:
    """Every reference finds its row."""
    for column, target in table.references.items():
        (key,) = tables[target].key_names
        query = (
            f"select b.{column.name} from {{batch}} as b left join {target} as t on b.{column.name} = t.{key} "
            f"where b.{column.name} is not null and t.{key} is null"
        )
        reason = f"{column.name} names a row of {target}"
        yield _expect("unexpected_rows_expectation", reason, unexpected_rows_query=query)
