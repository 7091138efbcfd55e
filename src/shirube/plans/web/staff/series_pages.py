"""What the pages of imported series show, and what they carry from the look to the import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_date
from shirube.measures import interface as measures
from shirube.ui.figures import format_figure
from shirube.ui.tables import Cell, Column, Status, Table

_SALT = "plans.series"
_MOST_AGE = 3600
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """The figures of a sheet, before anybody has said that they shall count."""

    points: Sequence[measures.NewPoint]
    source: str
    mapping: Mapping[str, str]
    problems: Sequence[tuple[str, str]] = ()


def sign(read: ReadSheet, code: str) -> str:
    """What the page carries, so that what is kept is what was looked at."""
    points = [[one.on.isoformat(), str(one.value)] for one in read.points]
    content = {"code": code, "points": points, "source": read.source, "mapping": dict(read.mapping)}
    return signing.dumps(content, salt=_SALT, compress=True)


def unsign(signed: str, code: str) -> ReadSheet:
    """BadSignature for what this page did not sign, or did so more than an hour ago."""
    content = signing.loads(signed, salt=_SALT, max_age=_MOST_AGE)
    if content["code"] != code:
        raise signing.BadSignature
    points = [measures.NewPoint(date.fromisoformat(on), Decimal(value)) for on, value in content["points"]]
    return ReadSheet(points, content["source"], content["mapping"])


def series_table(found: Sequence[measures.SeriesSummary]) -> Table:
    columns = (Column(_("数値")), Column(_("単位")), Column(_("出典")), Column(_("評価指標に書くコード")))
    rows = tuple(
        (
            Cell(one.names.ja, url=reverse("plans_staff:series", args=[one.code])),
            Cell(one.unit),
            Cell(one.source),
            Cell(one.identifier),
        )
        for one in found
    )
    return Table(_("取り込む数値"), columns, rows)


def points_table(points: Sequence[measures.SeriesValue], unit: str) -> Table:
    columns = (
        Column(_("いつ")),
        Column(_("値"), number=True),
        Column(_("訂正前"), number=True),
        Column(_("出典")),
    )
    rows = tuple(
        (
            Cell(format_date(one.on)),
            Cell(_figure(one.value, unit)),
            Cell(None if one.was is None else _figure(one.was, unit), missing=_("なし")),
            Cell(one.source),
        )
        for one in reversed(points[-_SHOWN:])
    )
    return Table(_("取り込んだ値"), columns, rows)


def preview_table(read: ReadSheet, there: Sequence[measures.SeriesValue], unit: str) -> Table:
    """Each figure beside the one that is there."""
    before = {one.on: one.value for one in there}
    columns = (
        Column(_("いつ")),
        Column(_("今ある値"), number=True),
        Column(_("読み込んだ値"), number=True),
        Column(_("どうなるか")),
    )
    rows = tuple(
        (
            Cell(format_date(one.on)),
            Cell(_figure(before[one.on], unit) if one.on in before else None, missing=_("なし")),
            Cell(_figure(one.value, unit)),
            Cell("", status=_change(before.get(one.on), one.value)),
        )
        for one in read.points[:_SHOWN]
    )
    return Table(_("取り込む前の確認"), columns, rows)


def problems_table(problems: Sequence[tuple[str, str]]) -> Table:
    rows = tuple(
        (Cell(place or None, missing=_("同じ日が二つ")), Cell(found or None, missing=_("空")))
        for place, found in problems[:_SHOWN]
    )
    return Table(_("読めないところ"), (Column(_("セル")), Column(_("書いてあること"))), rows)


def _change(before: Decimal | None, value: Decimal) -> Status:
    if before is None:
        return Status(_("新しい値"), "info")
    return Status(_("同じ"), "neutral") if before == round(value, 6) else Status(_("訂正"), "warning")


def _figure(value: Decimal, unit: str) -> str:
    places = min(4, max(0, -int(value.normalize().as_tuple().exponent)))
    return format_figure(value, unit, places)
