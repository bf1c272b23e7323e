"""How reports became facts: judgements, contradictions, exchange rates, and what the rules moved aside."""

from __future__ import annotations

from flows.contract.column import Column, Layer, Table, Type
from flows.contract.common import DOC_ID, ISO_CURRENCY, REPORT_ID, RUN_ID
from flows.model.vocabulary.facts import (
    Change,
    ChangeCause,
    CloseCall,
    ConflictSeverity,
    ConflictStatus,
    DecidedBy,
    FactType,
    JudgedKind,
    Judgement,
)

FACT_TYPE = Column("fact_type", Type.TEXT, "Kind of fact.", vocabulary=FactType)
FACT_ID = Column("fact_id", Type.TEXT, "The deal or agreement.")
FIELD = Column("field", Type.TEXT, "Column of the fact that is concerned.")

RECONCILIATIONS = Table(
    "reconciliations",
    grain="one judgement whether a report belongs to a fact",
    columns=(
        REPORT_ID,
        FACT_ID,
        Column("judgement", Type.TEXT, "Whether the report belongs to the fact.", vocabulary=Judgement),
        Column("method", Type.TEXT, "Rule that decided, or the override's name."),
        Column(
            "score",
            Type.DOUBLE,
            "How well report and fact agree.",
            null_meaning="decided without a score",
            minimum=0,
            maximum=1,
        ),
        Column("rule_version", Type.TEXT, "Version of the rules."),
        Column("decided_by", Type.TEXT, "A rule, or a person, who wins.", vocabulary=DecidedBy),
    ),
    key=(REPORT_ID, FACT_ID),
    may_be_empty="the texts may report nothing",
)

CLOSE_CALL_ID = Column("close_call_id", Type.TEXT, "Close call: hash of its kind and the two statements.")


def _side(letter: str, ordinal: str) -> tuple[Column, ...]:
    return (
        DOC_ID.named(f"doc_id_{letter}", f"Document of the {ordinal} statement."),
        Column(f"told_id_{letter}", Type.TEXT, f"The {ordinal} statement: a report, or of entities a mention."),
        Column(f"thing_id_{letter}", Type.TEXT, f"Deal, agreement or entity that the {ordinal} statement was led to."),
    )


CLOSE_CALLS = Table(
    "close_calls",
    grain="one pair of statements that the rules narrowly put together or kept apart",
    columns=(
        CLOSE_CALL_ID,
        Column("about", Type.TEXT, "What the two may be one of.", vocabulary=JudgedKind),
        Column("verdict", Type.TEXT, "What the rules made of them.", vocabulary=CloseCall),
        Column("score", Type.DOUBLE, "How alike they are, by the rules' own weights.", minimum=0, maximum=1),
        Column("method", Type.TEXT, "Rule that put them together, or what keeps them apart."),
        *_side("a", "first"),
        *_side("b", "second"),
    ),
    key=(CLOSE_CALL_ID,),
    references={DOC_ID.named("doc_id_a", "Document of the first statement."): "documents"},
    may_be_empty="the texts may leave no doubt",
)

CONFLICT_ID = Column("conflict_id", Type.TEXT, "Conflict: hash of fact, field and the two reports.")

CONFLICTS = Table(
    "conflicts",
    grain="one contradiction between two reports of one fact",
    columns=(
        CONFLICT_ID,
        FACT_TYPE,
        FACT_ID,
        FIELD,
        Column("value_a", Type.TEXT, "What the first report says.", null_meaning="it says nothing"),
        REPORT_ID.named("report_a", "First report."),
        Column("value_b", Type.TEXT, "What the second report says.", null_meaning="it says nothing"),
        REPORT_ID.named("report_b", "Second report."),
        Column("severity", Type.TEXT, "Whether it touches what the fact is.", vocabulary=ConflictSeverity),
        Column("status", Type.TEXT, "What has become of it.", vocabulary=ConflictStatus),
        Column("resolution_text", Type.TEXT, "How it was settled, or is explained.", null_meaning="open"),
    ),
    key=(CONFLICT_ID,),
    may_be_empty="reports may agree",
)

CHANGED_IN_RUN = RUN_ID.named("changed_in_run", "Run that changed the value.")

CORRECTIONS = Table(
    "corrections",
    grain="one value of a fact that differs from the release before",
    columns=(
        FACT_TYPE,
        FACT_ID,
        FIELD,
        Column("old", Type.TEXT, "Value in the release before.", null_meaning="it had none"),
        Column("new", Type.TEXT, "Value now.", null_meaning="it has none"),
        Column("reason", Type.TEXT, "What brought the change about."),
        CHANGED_IN_RUN,
    ),
    key=(FACT_TYPE, FACT_ID, FIELD, CHANGED_IN_RUN),
    layer=Layer.OPERATIONS,
    may_be_empty="nothing changes in a first release",
)

CHANGES = Table(
    "changes",
    grain="one fact that differs from the release before, was not in it, or is no longer",
    columns=(
        FACT_TYPE,
        FACT_ID,
        Column(
            "title",
            Type.TEXT,
            "Name of the fact, of a fact that is gone the one it had.",
            null_meaning="an article that told it was erased",
        ),
        Column("change", Type.TEXT, "What became of the fact.", vocabulary=Change),
        Column(
            "fields",
            Type.TEXT,
            "Columns that differ, as listed in `corrections`.",
            null_meaning="only its reports differ, or it is not in both releases",
        ),
        Column(
            "other_id",
            Type.TEXT,
            "Fact it was split from or merged into, or the id it had before.",
            null_meaning="neither split nor merged, and of the same id",
        ),
        Column("cause", Type.TEXT, "What brought it about.", vocabulary=ChangeCause),
        Column("files", Type.TEXT, "Articles that brought it about, by file name.", null_meaning="no article did"),
        Column("reason", Type.TEXT, "Why the article left.", null_meaning="none left, or nobody said why"),
        CHANGED_IN_RUN,
    ),
    key=(FACT_TYPE, FACT_ID, CHANGED_IN_RUN),
    layer=Layer.OPERATIONS,
    may_be_empty="nothing changes in a first release",
)

OLD_ID = Column("old_id", Type.TEXT, "Id of the fact or entity in an earlier release.")

ID_REDIRECTS = Table(
    "id_redirects",
    grain="one retired id of a fact or an entity",
    columns=(
        OLD_ID,
        Column("new_id", Type.TEXT, "Id that stands for it now.", null_meaning="it is gone"),
        Column("reason", Type.TEXT, "What retired it."),
        RUN_ID,
    ),
    key=(OLD_ID,),
    layer=Layer.OPERATIONS,
    may_be_empty="nothing is retired in a first release",
)

RATE_DATE = Column("rate_date", Type.DATE, "Day of the rate.")
RATE_CURRENCY = Column("currency", Type.TEXT, "Currency of the rate.", standard=ISO_CURRENCY)

FX_RATES = Table(
    "fx_rates",
    grain="one currency on one day on which some report was converted",
    columns=(
        RATE_DATE,
        RATE_CURRENCY,
        Column("eur_rate", Type.EUR_RATE, "Units of the currency for one euro.", "currency per EUR", minimum=0),
        Column("source", Type.TEXT, "Where the rate comes from."),
    ),
    key=(RATE_DATE, RATE_CURRENCY),
    may_be_empty="every value may be in US dollars",
)

TABLE = Column("table", Type.TEXT, "Name of the table.")
ROW_ID = Column("row_id", Type.TEXT, "Key of the row, its parts joined by `|`.")
BROKEN_RULE = Column("broken_rule", Type.TEXT, "Name of the rule the row broke.")

QUARANTINED_ROWS = Table(
    "quarantined_rows",
    grain="one row that broke one rule and was moved aside with all that hangs on it",
    columns=(
        TABLE,
        ROW_ID,
        BROKEN_RULE,
        DOC_ID.or_null("the row belongs to no one document"),
        Column("detail", Type.TEXT, "What the rule saw.", null_meaning="the rule's name says all"),
        Column("row_json", Type.TEXT, "The row as it was, as a JSON object."),
    ),
    key=(TABLE, ROW_ID, BROKEN_RULE),
    may_be_empty="every row may be sound",
)
