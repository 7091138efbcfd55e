"""The list of all measures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_date
from shirube.measures.queries.snapshots import (
    Failure,
    SnapshotPoint,
    find_last_day,
    list_failures,
    list_newest,
)
from shirube.measures.registry import Measure, measures
from shirube.measures.web.words import KINDS, figure
from shirube.ui.tables import Cell, Column, Status, Table


def list_page(municipality_id: UUID) -> dict[str, Any]:
    """Cost: three queries, however many measures there are."""
    on = find_last_day(municipality_id=municipality_id)
    newest = {one.measure: one for one in list_newest(municipality_id=municipality_id, on=on)} if on else {}
    failures = list_failures(municipality_id=municipality_id)
    listed = sorted(measures, key=lambda one: (one.identifier not in failures, one.identifier))
    columns = (
        Column(_("数値")),
        Column(_("今の値"), number=True),
        Column(_("状態")),
        Column(_("種類")),
        Column(_("コード")),
    )
    rows = tuple(_row(one, newest.get(one.identifier), failures) for one in listed)
    return {
        "table": Table(_("測る数値"), columns, rows),
        "day": format_date(on) if on else "",
        "failed": len([one for one in listed if one.identifier in failures]),
    }


def _row(measure: Measure, shown: SnapshotPoint | None, failures: Mapping[str, Failure]) -> tuple[Cell, ...]:
    return (
        Cell(measure.title, url=reverse("measures_staff:measure", args=[measure.identifier])),
        Cell(figure(shown.value, measure.unit) if shown else None, missing=_("未測定")),
        Cell("", status=_status(measure, shown, failures), note=shown.reason if shown else ""),
        Cell(str(KINDS[measure.kind])),
        Cell(measure.identifier),
    )


def _status(measure: Measure, shown: SnapshotPoint | None, failures: Mapping[str, Failure]) -> Status:
    if measure.identifier in failures:
        return Status(_("計算できませんでした"), "error")
    if shown is None:
        return Status(_("まだ数えていません"), "unknown")
    if shown.value is None:
        return Status(_("未測定"), "unknown")
    return Status(_("訂正あり"), "warning") if shown.corrected_at else Status(_("測定済み"), "success")
