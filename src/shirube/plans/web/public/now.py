"""Where plans stand, as tables for pages that show several rooms together."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_date
from shirube.plans.domain.standing import KpiStanding, LateAction
from shirube.plans.web.labels import action_status, grade_status
from shirube.plans.web.public.kpis import figure_of
from shirube.plans.web.public.texts import content, short_year, value_words
from shirube.ui.japanese import japanese_words
from shirube.ui.tables import Cell, Column, Table


def kpi_table(standings: Sequence[KpiStanding], caption: str, language: str) -> Table:
    """Each indicator with its newest value, the day and the way it was measured, its target and its grade."""
    columns = (
        Column(_("評価指標")),
        Column(_("いまの値")),
        Column(_("目標")),
        Column(_("進み具合")),
        Column(_("測り方")),
    )
    return Table(caption, columns, tuple(_kpi_row(one, language) for one in standings))


def late_table(late: Sequence[LateAction], caption: str, language: str) -> Table:
    """Each late action with the reason that its section has given."""
    columns = (Column(_("実施事項")), Column(_("取組")), Column(_("状態")), Column(_("理由")))
    return Table(caption, columns, tuple(_late_row(one, language) for one in late))


def _kpi_row(one: KpiStanding, language: str) -> tuple[Cell, ...]:
    kpi, reading = one.kpi, one.reading
    name = content(kpi.translations, language, "name", kpi.name)
    how = japanese_words(kpi.formula, language)
    return (
        Cell(name, url=reverse("plans:kpi", args=[one.document.slug, kpi.code])),
        Cell(figure_of(kpi, reading.value), note=format_date(reading.measured_on, language))
        if reading
        else Cell(None, missing=_("未測定")),
        Cell(value_words(kpi.target, kpi.unit, kpi.decimals, language), missing=_("設定なし")),
        Cell(None, status=grade_status(kpi.grade)),
        Cell(japanese_words(reading.source, language), note=how)
        if reading
        else Cell(None, note=how, missing=_("まだ測っていません")),
    )


def _late_row(one: LateAction, language: str) -> tuple[Cell, ...]:
    title = content(one.initiative.translations, language, "title", one.initiative.title)
    return (
        Cell(content(one.action.translations, language, "name", one.action.name)),
        Cell(title, url=reverse("plans:initiative", args=[one.document.slug, one.initiative.slug])),
        Cell(
            None,
            status=action_status(one.report.state),
            note=_("%(year)sの報告") % {"year": short_year(one.report.fiscal_year, language)},
        ),
        Cell(japanese_words(one.report.reason, language) or None, missing=_("理由は報告されていません")),
    )
