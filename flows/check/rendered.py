"""Checks of content that follow from a column's standard: ISO codes, EDTF dates, and vocabularies row by row."""

from __future__ import annotations

from collections.abc import Iterator

from flows.check.model import QUERY_TYPE, Check
from flows.contract.column import Column, Table
from flows.contract.common import ISO_COUNTRY, ISO_CURRENCY
from flows.contract.ddl import literal, quoted
from flows.model.vocabulary import CheckSeverity

# Reference lists lie in the gate's own small database (flows/check/scratch.py).
CODE_LISTS = {ISO_COUNTRY: "gate.countries", ISO_CURRENCY: "gate.currencies", "ISO 639-3": "gate.languages"}

# EDTF level 1 (Library of Congress, 2019), braces avoided because Great Expectations formats the query: a year of
# four digits (X unspecified from the right) or Y and more, month or season, day, a qualifier; two of them or an
# open end make an interval.
_YEAR = "(-?([0-9][0-9][0-9][0-9X]|[0-9][0-9]XX|[0-9]XXX|XXXX)|Y-?[0-9][0-9][0-9][0-9][0-9]+)"
_DAY = "(0[1-9]|[12][0-9]|3[01]|XX)"
_MONTH = "(0[1-9]|1[0-2]|XX)"
_SEASON = "2[1-4]"
_DATE = f"{_YEAR}(-({_SEASON}|{_MONTH}(-{_DAY})?))?[?~%]?"
EDTF = f"({_DATE}|{_DATE}/({_DATE}|[.][.])?|([.][.])?/{_DATE})"

# A row that breaks a rule takes its report with it; a mention goes alone.
MOVES = {
    "deal_reports": "deal_reports",
    "deal_report_parties": "deal_reports",
    "agreement_reports": "agreement_reports",
    "agreement_report_parties": "agreement_reports",
    "entity_mentions": "entity_mentions",
}


def standard_checks(table: Table) -> Iterator[Check]:
    """Checks of the table's codes and dates."""
    for column in table.columns:
        if column.standard in CODE_LISTS:
            yield _code(table, column, column.standard)
        if column.name.endswith("_edtf"):
            yield _edtf(table, column)
            yield _days_in_order(table, column.name.removesuffix("_edtf"))


def required_columns(table: Table) -> Check:
    """No NULL where the contract gives NULL no meaning; `detail` names the columns."""
    required = [column.name for column in table.columns if not column.is_nullable]
    named = ", ".join(f"case when {quoted(name)} is null then {literal(name)} end" for name in required)
    inner = f"select {_row_id(table)} as row_id, concat_ws(', ', {named}) as detail from {quoted(table.name)}"
    return Check(
        suite=table.name,
        name="required_columns_are_filled",
        type=QUERY_TYPE,
        kwargs={"unexpected_rows_query": f"select row_id, detail from ({inner}) as r where detail <> ''"},
        severity=CheckSeverity.CRITICAL.value,
        reason=f"NULL has no meaning in {', '.join(required)}",
    )


def vocabulary_rules(table: Table) -> Iterator[Check]:
    """For tables whose rows can be moved aside: the closed vocabularies as failing-row queries."""
    for column in table.columns if table.name in MOVES else ():
        if column.values:
            members = ", ".join(map(literal, column.values))
            where = f"{quoted(column.name)} not in ({members})"
            yield _query(table, f"{column.name}_in_vocabulary", where, "the vocabulary is closed", column.name)


def _code(table: Table, column: Column, standard: str) -> Check:
    where = f"{column.name} not in (select code from {CODE_LISTS[standard]})"
    return _query(table, f"{column.name}_is_a_code", where, f"{column.name} follows {standard}", column.name)


def _edtf(table: Table, column: Column) -> Check:
    where = f"not regexp_full_match({column.name}, {literal(EDTF)})"
    return _query(table, f"{column.name}_parses", where, "dates are EDTF level 1", column.name)


def _days_in_order(table: Table, prefix: str) -> Check:
    where = (
        f"{prefix}_earliest > {prefix}_latest "
        f"or ({prefix}_edtf is null and coalesce({prefix}_earliest, {prefix}_latest) is not null) "
        f"or ({prefix}_edtf is null) <> ({prefix}_precision is null)"
    )
    reason = "the earliest day is not after the latest, and days come with their expression"
    return _query(table, f"{prefix}_days_in_order", where, reason, f"{prefix}_earliest")


def _query(table: Table, name: str, where: str, reason: str, column: str) -> Check:
    query = (
        f"select {_row_id(table)} as row_id, {quoted(column)}::varchar as detail "
        f"from {quoted(table.name)} where {where}"
    )
    return Check(
        suite=table.name,
        name=name,
        type=QUERY_TYPE,
        kwargs={"unexpected_rows_query": query},
        severity=CheckSeverity.CRITICAL.value,
        reason=reason,
        column=column,
        moves=MOVES.get(table.name),
    )


def _row_id(table: Table) -> str:
    """SQL for the key of the row, or of the report that goes with it."""
    takes_report = MOVES.get(table.name, "").endswith("_reports")
    key = ["report_id"] if takes_report else list(table.key_names)
    return " || '|' || ".join(f"coalesce({quoted(part)}::varchar, '')" for part in key)
