"""The outcome of computing one measure for one municipality on one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """A value in the measure's unit, with what it was made from.

    `value` is None when the measure could not be taken: not measured is never 0, and `reason` says in Japanese why.
    `numerator` and `denominator` are the counts behind a ratio. `source` says in Japanese where the figures come from.
    `rows` names what was counted, as "<room>.<thing>:<id>", so that a reader can ask for the rows behind the number;
    `rows_total` is their number where they are too many to be named.
    """

    value: Decimal | None
    source: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    rows: Sequence[str] = ()
    rows_total: int | None = None
    reason: str = ""

    @property
    def row_count(self) -> int:
        return len(self.rows) if self.rows_total is None else self.rows_total


def share(*, part: int, whole: int, source: str, rows: Sequence[str] = ()) -> Computed:
    """`part` of `whole` in percent, unrounded; not measured where there is nothing to take a share of."""
    value = HUNDRED * part / whole if whole else None
    return Computed(
        value=value,
        numerator=Decimal(part),
        denominator=Decimal(whole),
        source=source,
        rows=rows,
        reason="" if whole else "割る数が0のため、割合を出せません。",
    )


def not_measured(*, source: str, reason: str = "") -> Computed:
    """The measure has no figures yet."""
    return Computed(value=None, source=source, reason=reason)
