"""The contract's structural expectations, condensed: one failing-row query a family and table.

Great Expectations spends 10 to 50 ms on every single expectation, whatever the data; the contract renders some 330.
A query that looks at all columns of a table at once says the same, names the columns in `detail`, and brings the
gate from several seconds to about one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flows.check.model import MOVES, QUERY_TYPE, Check
from flows.contract import PUBLISHED, Table, Type
from flows.contract.checks import Expectation, structural_expectations
from flows.contract.common import ISO_COUNTRY, ISO_CURRENCY
from flows.contract.ddl import literal, quoted
from flows.model.vocabulary.runs import CheckSeverity

# Reference lists lie in the gate's own small database (flows/check/scratch.py).
CODE_LISTS = {ISO_COUNTRY: "gate.countries", ISO_CURRENCY: "gate.currencies", "ISO 639-3": "gate.languages"}

# EDTF level 1 (Library of Congress, 2019), braces avoided because Great Expectations formats the query: a year of
# four digits (X unspecified from the right) or Y and more, season or month, day, a qualifier; two of them or an open
# end make an interval.
_YEAR = "(-?([0-9][0-9][0-9][0-9X]|[0-9][0-9]XX|[0-9]XXX|XXXX)|Y-?[0-9][0-9][0-9][0-9][0-9]+)"
_DAY = "(0[1-9]|[12][0-9]|3[01]|XX)"
_MONTH = "(0[1-9]|1[0-2]|XX)"
_SEASON = "2[1-4]"
_DATE = f"{_YEAR}(-({_SEASON}|{_MONTH}(-{_DAY})?))?[?~%]?"
EDTF = f"({_DATE}|{_DATE}/({_DATE}|[.][.])?|([.][.])?/{_DATE})"

Wrong = dict[str, str]  # column to the condition under which a row is wrong in it


def structural_checks(table: Table) -> Iterator[Check]:
    """All that the contract says of the table's columns, keys, vocabularies, ranges, codes, dates and references."""
    families: dict[str, list[Expectation]] = {}
    for expectation in structural_expectations(table, PUBLISHED):
        families.setdefault(expectation["type"], []).append(expectation)
    for type_, members in families.items():
        if type_ in CONDENSERS:
            name, reason, condition = CONDENSERS[type_]
            wrong = {str(one["kwargs"]["column"]): condition(one["kwargs"]) for one in members}
            yield from _rows(table, name, reason, wrong)
        else:
            yield from (_single(table, expectation) for expectation in members)
    for name, reason, wrong in _content(table):
        yield from _rows(table, name, reason, wrong)


def _outside(kwargs: Mapping[str, Any]) -> str:
    column = quoted(str(kwargs["column"]))
    bounds = [("<", kwargs["min_value"]), (">", kwargs["max_value"])]
    return " or ".join(f"{column} {sign} {bound}" for sign, bound in bounds if bound is not None)


def _not_in_set(kwargs: Mapping[str, Any]) -> str:
    return f"{quoted(str(kwargs['column']))} not in ({', '.join(map(literal, kwargs['value_set']))})"


def _is_null(kwargs: Mapping[str, Any]) -> str:
    return f"{quoted(str(kwargs['column']))} is null"


CONDENSERS: dict[str, tuple[str, str, Callable[[Mapping[str, Any]], str]]] = {
    "expect_column_values_to_not_be_null": ("required_columns_are_filled", "NULL has no meaning there", _is_null),
    "expect_column_values_to_be_in_set": ("vocabularies_are_closed", "coded columns hold known words", _not_in_set),
    "expect_column_values_to_be_between": ("numbers_lie_in_range", "outside they mean nothing", _outside),
}
REFERENCE = re.compile(r"select b\.(\w+) from .* join ")  # how the contract writes a foreign key
KEY_TYPES = ("expect_column_values_to_be_unique", "expect_compound_columns_to_be_unique")


def _content(table: Table) -> Iterator[tuple[str, str, Wrong]]:
    """Rules that follow from types and standards: blank texts, codes, dates."""
    texts = [column.name for column in table.columns if column.type is Type.TEXT]
    yield "texts_are_not_blank", "what is not stated is NULL", {name: f"{quoted(name)} = ''" for name in texts}
    codes = {c.name: CODE_LISTS[c.standard] for c in table.columns if c.standard in CODE_LISTS}
    known = {name: f"{name} not in (select code from {codes[name]})" for name in codes}
    yield "codes_are_known", "codes follow ISO 3166, ISO 4217 and ISO 639-3", known
    dates = [name for name in table.column_names if name.endswith("_edtf")]
    parse = {name: f"not regexp_full_match({name}, {literal(EDTF)})" for name in dates}
    yield "dates_parse", "dates are EDTF level 1", parse
    reason = "the earliest day is not after the latest, and days come with their expression"
    yield "days_are_in_order", reason, {name: _disordered(name.removesuffix("_edtf")) for name in dates}


def _disordered(prefix: str) -> str:
    return (
        f"{prefix}_earliest > {prefix}_latest "
        f"or ({prefix}_edtf is null and coalesce({prefix}_earliest, {prefix}_latest) is not null) "
        f"or ({prefix}_edtf is null) <> ({prefix}_precision is null)"
    )


def _rows(table: Table, name: str, reason: str, wrong: Wrong) -> Iterator[Check]:
    """A check that returns each row that is wrong in any column, `detail` naming the columns."""
    if not wrong:
        return
    named = ", ".join(f"case when {condition} then {literal(column)} end" for column, condition in wrong.items())
    inner = f"select {_row_id(table)} as row_id, concat_ws(', ', {named}) as detail from {quoted(table.name)}"
    yield _check(table, name, f"{reason}: {', '.join(wrong)}", f"select * from ({inner}) as r where detail <> ''")


def _unique(table: Table, reason: str) -> Check:
    """Keys that stand twice. As many hashes as rows prove that none does, and cost half of comparing the keys."""
    key = ", ".join(map(quoted, table.key_names))
    key_text = " || '|' || ".join(f"coalesce({quoted(name)}::varchar, '')" for name in table.key_names)
    query = (
        f"select {key_text} as row_id, count(*) || ' rows' as detail from {quoted(table.name)} "
        f"where (select count(distinct hash({key})) < count(*) from {quoted(table.name)}) "
        f"group by {key} having count(*) > 1"
    )
    return _check(table, "keys_are_unique", reason, query, is_movable=False)


def _check(table: Table, name: str, reason: str, query: str, *, is_movable: bool = True) -> Check:
    return Check(
        suite=table.name,
        name=name,
        type=QUERY_TYPE,
        kwargs={"unexpected_rows_query": query},
        severity=CheckSeverity.CRITICAL.value,
        reason=reason,
        moves=MOVES.get(table.name) if is_movable else None,
    )


def _row_id(table: Table) -> str:
    """SQL for the key of the row, or of the report that goes with it."""
    takes_report = MOVES.get(table.name, "").endswith("_reports")
    key = ["report_id"] if takes_report else list(table.key_names)
    return " || '|' || ".join(f"coalesce({quoted(part)}::varchar, '')" for part in key)


def _single(table: Table, expectation: Expectation) -> Check:
    """A key, a reference, or the expectation as it is."""
    query = str(expectation["kwargs"].get("unexpected_rows_query", ""))
    reference = REFERENCE.match(query)
    if reference:  # `{batch}` is the whole table, whose plain name always parses
        plain = query.replace("{batch}", quoted(table.name))
        return _check(table, f"{reference[1]}_is_found", expectation["meta"]["reason"], plain, is_movable=False)
    if query or expectation["type"] in KEY_TYPES:
        return _unique(table, expectation["meta"]["reason"])
    return Check(
        suite=table.name,
        name=expectation["type"],
        type=expectation["type"],
        kwargs=expectation["kwargs"],
        severity=expectation["severity"],
        reason=expectation["meta"]["reason"],
    )
