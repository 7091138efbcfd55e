"""What only an update sheet can have wrong, beside what any sheet can (kernel.sheets.problems)."""

from __future__ import annotations

from enum import StrEnum


class PlanFault(StrEnum):
    OTHER_PLAN = "other_plan"
    OTHER_SECTION = "other_section"
    OTHER_YEAR = "other_year"
    UNKNOWN_KIND = "unknown_kind"
    TOKEN_MISSING = "token_missing"  # noqa: S105 — a code.
    ROW_MISSING = "row_missing"
    WRONG_COLUMN = "wrong_column"
    DATE_OUTSIDE_YEAR = "date_outside_year"
    DATE_MISSING = "date_missing"
    VALUE_MISSING = "value_missing"
    SOURCE_MISSING = "source_missing"
    UNKNOWN_STATE = "unknown_state"
    STATE_MISSING = "state_missing"
    REASON_MISSING = "reason_missing"
    NOTHING_FILLED_IN = "nothing_filled_in"
