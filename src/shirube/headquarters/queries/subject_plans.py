"""A plan on an agenda: its KPIs and what runs late, as was known at the end of a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from shirube.accounts.interface import Actor
from shirube.headquarters.domain.papers import Block, Grid, Heading, PaperContent, Paragraph
from shirube.headquarters.registry import Choice, SubjectNotFoundError
from shirube.kernel.calendar import format_date, format_fiscal_year
from shirube.kernel.clock import japan_date
from shirube.plans import interface as plans

_LATE = {plans.ActionState.LATE, plans.ActionState.STOPPED}


def list_choices(*, municipality_id: UUID, actor: Actor, on: date) -> Sequence[Choice]:  # noqa: ARG001 — plans are public.
    return [Choice(plan.slug, plan.name) for plan in plans.list_plans(municipality_id=municipality_id)]


def paper(*, municipality_id: UUID, key: str, on: date) -> PaperContent:
    """SubjectNotFoundError."""
    try:
        document = plans.get_plan_document(municipality_id=municipality_id, slug=key, on=on)
    except plans.PlanNotFoundError as error:
        raise SubjectNotFoundError(kind="plan", key=key) from error
    kpis = [_as_known(kpi, on) for kpi in document.kpis]
    blocks: list[Block] = [Heading(_("評価指標")), *_kpi_blocks(kpis, on), Heading(_("遅れと中止"))]
    late = list(_late_rows(document, on))
    columns = (_("実施事項"), _("取組"), _("状態"), _("理由"))
    blocks.append(
        Grid(_("遅れているもの、中止したもの"), columns, tuple(late))
        if late
        else Paragraph(_("%(day)sまでに報告された遅れや中止はありません。") % {"day": format_date(on)})
    )
    return PaperContent(document.name, tuple(blocks))


def _as_known(kpi: plans.KpiItem, on: date) -> plans.KpiItem:
    """Readings as they stood at the end of the day: later ones are left out, later corrections taken back."""
    known = []
    for reading in kpi.readings:
        if reading.measured_on > on:
            continue
        if japan_date(reading.entered_at) <= on:
            known.append(reading)
        elif reading.was is not None:
            known.append(replace(reading, value=reading.was))
    return replace(kpi, readings=tuple(known))


def _kpi_blocks(kpis: Sequence[plans.KpiItem], on: date) -> Iterable[Block]:
    if not kpis:
        yield Paragraph(_("評価指標はありません。"))
        return
    columns = (_("評価指標"), _("今の値"), _("いつの値か"), _("目標"), _("判定"))
    yield Grid(_("評価指標の今の値と目標"), columns, tuple(_kpi_row(kpi, on) for kpi in kpis))


def _kpi_row(kpi: plans.KpiItem, on: date) -> tuple[str, ...]:
    newest = kpi.readings[-1] if kpi.readings else None
    target = kpi.target
    return (
        kpi.name,
        _number(newest.value, kpi) if newest else _("未測定"),
        format_date(newest.measured_on) if newest else "",
        f"{_number(target.value, kpi)}（{format_fiscal_year(target.fiscal_year)}）"
        if target.value is not None
        else "",
        _GRADES[plans.grade_kpi(kpi, on)](),
    )


def _number(value: Decimal, kpi: plans.KpiItem) -> str:
    return f"{value:,.{kpi.decimals}f}{kpi.unit}"


def _late_rows(document: plans.PlanDocument, on: date) -> Iterable[tuple[str, ...]]:
    for initiative in document.initiatives:
        for action in initiative.actions:
            known = [report for report in action.reports if japan_date(report.reported_at) <= on]
            if known and known[0].state in _LATE:
                word = _("中止") if known[0].state is plans.ActionState.STOPPED else _("遅れ")
                yield (action.name, initiative.title, word, known[0].reason)


_GRADES = {
    plans.Grade.AHEAD: lambda: _("予定より進んでいる"),
    plans.Grade.ON_COURSE: lambda: _("順調"),
    plans.Grade.BEHIND: lambda: _("遅れている"),
    plans.Grade.CANNOT_JUDGE: lambda: _("まだ判定できない"),
}
