"""A failing-row query as an expectation that counts only, which is all that a check that passes needs.

Great Expectations' own runs every query twice, for the count and for the rows, and builds its configuration anew some
forty times a check: ten milliseconds each, whatever the data, over 200 queries. Import it in the gate's process only.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from great_expectations.expectations.core.unexpected_rows_expectation import UnexpectedRowsExpectation


class ExpectNoFailingRows(UnexpectedRowsExpectation):
    """Great Expectations' failing-row query, without the rows."""

    metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.row_count",)

    class Config:
        """Lets the configuration be kept."""

        keep_untouched = (cached_property,)

    @cached_property
    def configuration(self) -> Any:
        """What the check was declared as; it does not change once the expectation is made."""
        return super().configuration

    def _validate(self, metrics: Any, *_: object, **__: object) -> dict[str, Any]:
        n_rows = metrics["unexpected_rows_query.row_count"]
        return {"success": n_rows == 0, "result": {"observed_value": n_rows}}
