"""How mandates are called on pages and in letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.accounts.interface import MandateBasis, MandateState, MandateSummary, procedure_sources
from shirube.ui.tables import Status
from shirube.ui.templatetags.ui_text import calendar_date

BASES: Mapping[MandateBasis, str | Promise] = {
    MandateBasis.LETTER: gettext_lazy("委任（本人から頼まれた）"),
    MandateBasis.PARENT: gettext_lazy("親権者"),
    MandateBasis.ADULT_GUARDIAN: gettext_lazy("成年後見人"),
    MandateBasis.CURATOR: gettext_lazy("保佐人"),
    MandateBasis.ASSISTANT: gettext_lazy("補助人"),
}
STATES: Mapping[MandateState, tuple[str | Promise, str, str]] = {
    MandateState.REQUESTED: (gettext_lazy("確認待ち"), "info", "clock"),
    MandateState.CONFIRMED: (gettext_lazy("確認済み"), "success", ""),
    MandateState.REFUSED: (gettext_lazy("認められませんでした"), "neutral", "stop"),
    MandateState.ENDED: (gettext_lazy("終わりました"), "neutral", "stop"),
}


@dataclass(frozen=True, slots=True)
class MandateLine:
    """A mandate as a page shows it. `asks_me`: it waits for this resident's word."""

    mandate: MandateSummary
    basis: str
    status: Status
    period: str
    scope: str
    is_mine: bool
    asks_me: bool


def describe(
    mandate: MandateSummary, *, names: Mapping[str, str], reader: UUID | None, today: date
) -> MandateLine:
    """The mandate for one reader: a resident, or staff (None). `names` of procedures by code."""
    is_mine = mandate.representative_id == reader
    waits = mandate.state is MandateState.REQUESTED
    return MandateLine(
        mandate=mandate,
        basis=str(BASES[mandate.basis]),
        status=_status(mandate, today),
        period=_period(mandate),
        scope=_scope(mandate, names),
        is_mine=is_mine,
        asks_me=waits and reader is not None and not is_mine,
    )


def list_procedures(municipality_id: UUID) -> list[tuple[str, str]]:
    """Code and name of all procedures that other rooms have told of."""
    return [
        choice
        for source in procedure_sources
        for choice in source.list_choices(municipality_id=municipality_id)
    ]


def _status(mandate: MandateSummary, today: date) -> Status:
    if mandate.state is MandateState.CONFIRMED and not mandate.is_in_force(today):
        has_begun = mandate.starts_on <= today
        return Status(_("期間が終わりました") if has_begun else _("まだ始まっていません"), "neutral", "clock")
    label, tone, icon = STATES[mandate.state]
    return Status(str(label), tone, icon)


def _period(mandate: MandateSummary) -> str:
    """The last day itself, as people say it, though the period is kept half open."""
    facts: dict[str, Any] = {"begin": calendar_date(mandate.starts_on)}
    if mandate.holds_until is None:
        return _("%(begin)sから（終わりの日なし）") % facts
    facts["end"] = calendar_date(mandate.holds_until - timedelta(days=1))
    return _("%(begin)sから%(end)sまで") % facts


def _scope(mandate: MandateSummary, names: Mapping[str, str]) -> str:
    if not mandate.procedures:
        return _("すべての手続")
    return _("、").join(names.get(code, code) for code in mandate.procedures)
