"""Words for what a proposal is made of, for pages and papers alike."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.headquarters.domain.proposals import MoneySource, Stance
from shirube.kernel.calendar import format_fiscal_year

Words = Mapping[StrEnum, Promise]
SOURCES: Words = {
    MoneySource.GENERAL: gettext_lazy("一般財源"),
    MoneySource.NATIONAL: gettext_lazy("国の補助金・交付金"),
    MoneySource.PREFECTURE: gettext_lazy("県の補助金"),
    MoneySource.BOND: gettext_lazy("地方債"),
    MoneySource.FUND: gettext_lazy("基金"),
    MoneySource.OTHER: gettext_lazy("そのほか"),
}
STANCES: Words = {
    Stance.AGREES: gettext_lazy("異議なし"),
    Stance.CONDITIONS: gettext_lazy("条件付きで賛成"),
    Stance.OBJECTS: gettext_lazy("課題がある"),
}
CATEGORIES: Mapping[str, Promise] = {
    "A": gettext_lazy("A 市民向け（総合計画実施計画に載せ、DXマークを付ける）"),
    "B": gettext_lazy("B 内部向け（行財政改革推進プランに載せる）"),
}
# The parts of a proposal as its form and its page call them.
PARTS: Mapping[str, Promise] = {
    "title": gettext_lazy("題名"),
    "purpose": gettext_lazy("目的"),
    "necessity": gettext_lazy("必要性と、計画の見直しを待てない理由"),
    "alternatives": gettext_lazy("ほかに考えた方法と、選ばなかった理由"),
    "effect": gettext_lazy("見込まれる効果"),
    "measure": gettext_lazy("効果を測る数字"),
    "category": gettext_lazy("分類"),
    "category_reason": gettext_lazy("分類の理由"),
    "plan_id": gettext_lazy("計画での位置"),
    "pillar": gettext_lazy("計画での位置"),
    "initiative": gettext_lazy("計画での位置"),
    "first_year": gettext_lazy("始める年度"),
    "last_year": gettext_lazy("終える年度"),
    "needs_no_money": gettext_lazy("費用はかからない"),
    "costs": gettext_lazy("年度ごとの費用と財源"),
}


def number_words(fiscal_year: int, number: int | None) -> str:
    """令和8年度 第3号; before the office has taken it up it has none."""
    if number is None:
        return _("%(year)sの提案（受付前）") % {"year": format_fiscal_year(fiscal_year)}
    return _("%(year)s 第%(number)s号") % {"year": format_fiscal_year(fiscal_year), "number": number}


def yen_words(yen: int) -> str:
    return _("%(yen)s円") % {"yen": f"{yen:,}"}
