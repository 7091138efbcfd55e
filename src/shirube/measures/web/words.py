"""What kinds, windows and failures are called, and how a value is written."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from shirube.measures.domain.kinds import Kind, Window
from shirube.ui.figures import format_figure, measured_decimals

KINDS = {
    Kind.COUNT: _("数"),
    Kind.RATIO: _("割合"),
    Kind.MEAN: _("平均"),
    Kind.MEDIAN: _("中央値・順位の値"),
    Kind.SUM: _("合計"),
    Kind.LATEST: _("その日の値"),
}
WINDOWS = {
    Window.MOMENT: _("その日"),
    Window.DAY: _("その日の一日"),
    Window.THIRTY_DAYS: _("その日までの30日間"),
    Window.MONTH: _("その月のはじめからその日まで"),
    Window.YEAR: _("その年度のはじめ（4月1日）からその日まで"),
}
FAILURES = {
    "raised": _("計算の途中で誤りが起きました。"),
    "too_slow": _("計算に時間がかかりすぎたため、止めました。"),
}
HIDDEN = _("5人未満のため示しません")


def figure(value: Decimal | None, unit: str) -> str | None:
    """1,234件, 45.5%; None stays None, for the components to say in words."""
    return None if value is None else format_figure(value, unit, measured_decimals(value))
