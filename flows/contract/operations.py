"""The pipeline's own record: runs, checks, and this contract as data."""

from __future__ import annotations

from flows.contract.column import Column, Layer, Table, Type
from flows.contract.common import RUN_ID
from flows.contract.reconciliation import TABLE
from flows.model.vocabulary.runs import CheckOutcome, CheckSeverity, RunResult

PIPELINE_RUNS = Table(
    "pipeline_runs",
    grain="one run that led to a release, this one last",
    columns=(
        RUN_ID,
        Column("started_at", Type.TIMESTAMP, "When the run started.", "UTC"),
        Column("finished_at", Type.TIMESTAMP, "When its release was sealed.", "UTC", "it did not get so far"),
        Column("result", Type.TEXT, "How the run ended.", vocabulary=RunResult),
        Column("code_version", Type.TEXT, "Version of the program."),
        Column("reader_version", Type.TEXT, "Version of the rules that read."),
        Column("contract_version", Type.TEXT, "Version of this contract."),
        Column("n_documents", Type.INTEGER, "Documents in the release.", "documents", minimum=0),
        Column("n_new_documents", Type.INTEGER, "Documents read for the first time.", "documents", minimum=0),
        Column("n_quarantined_files", Type.INTEGER, "Files that could not be read.", "files", minimum=0),
        Column("n_deals", Type.INTEGER, "Deals in the release.", "deals", minimum=0),
        Column("n_agreements", Type.INTEGER, "Agreements in the release.", "agreements", minimum=0),
    ),
    key=(RUN_ID,),
    layer=Layer.OPERATIONS,
    may_be_empty="added after the gate",
)

SUITE = Column("suite", Type.TEXT, "Expectation suite.")
CHECK_NO = Column("check_no", Type.INTEGER, "Place of the check in its suite, from 1.", minimum=1)

DQ_RESULTS = Table(
    "dq_results",
    grain="one check of the run that made this release",
    columns=(
        RUN_ID,
        SUITE,
        CHECK_NO,
        Column("expectation", Type.TEXT, "What was checked: type of expectation or name of the query."),
        TABLE,
        Column("column", Type.TEXT, "Column it looks at.", null_meaning="the whole table, or several columns"),
        Column("severity", Type.TEXT, "What a failure does.", vocabulary=CheckSeverity),
        Column("outcome", Type.TEXT, "How the check ended.", vocabulary=CheckOutcome),
        Column("success", Type.BOOLEAN, "It passed.", null_meaning="crashed or not evaluated"),
        Column("observed", Type.TEXT, "What was found, as text.", null_meaning="nothing to show"),
        Column(
            "n_evaluated",
            Type.BIGINT,
            "Rows or values looked at, now or in an earlier release.",
            "rows",
            "not counted",
            minimum=0,
        ),
        Column("n_unexpected", Type.BIGINT, "Rows or values that failed.", "rows", "not counted", minimum=0),
        Column("reason", Type.TEXT, "Why the check exists."),
    ),
    key=(RUN_ID, SUITE, CHECK_NO),
    layer=Layer.OPERATIONS,
    may_be_empty="added after the gate",
)

COLUMN = Column("column", Type.TEXT, "Name of the column.")

CATALOG = Table(
    "catalog",
    grain="one column of this release",
    columns=(
        TABLE,
        COLUMN,
        Column("type", Type.TEXT, "DuckDB type."),
        Column("unit", Type.TEXT, "Unit of the values.", null_meaning="without unit"),
        Column("null_meaning", Type.TEXT, "What NULL says.", null_meaning="never NULL"),
        Column("vocabulary", Type.TEXT, "Allowed values, or the standard they follow.", null_meaning="open"),
        Column("description", Type.TEXT, "What the column holds."),
    ),
    key=(TABLE, COLUMN),
)
