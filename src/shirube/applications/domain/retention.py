"""How long a closed case is kept (保存年限), and when its end is announced."""

from __future__ import annotations

from datetime import date, timedelta

from shirube.kernel.calendar import fiscal_year_end, fiscal_year_of

# The section hears of it this long before the years are over …
WARNING = timedelta(days=30)
# … and has at least this long to hold a case back, also where a hold has just ended.
HOLD_BACK = timedelta(days=14)
DRAFT_WARNING = timedelta(days=14)


def keep_until(closed_on: date, years: int) -> date:
    """The last day a case is kept: full fiscal years are counted, from the April after the closing.

    So files of one year are forgotten together, as the filing rules (文書管理規程) of cities have it, and never early.
    """
    return fiscal_year_end(fiscal_year_of(closed_on) + years)
