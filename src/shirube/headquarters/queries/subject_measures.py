"""Measured figures on an agenda: the newest value that was there at the end of a day, with its formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from shirube.accounts.interface import Actor
from shirube.headquarters.domain.papers import Block, Figure, Grid, PaperContent, Paragraph
from shirube.headquarters.registry import Choice, SubjectNotFoundError
from shirube.kernel.calendar import format_date
from shirube.measures import interface as measures
from shirube.ui.figures import format_number, measured_decimals

ALL = "all"


def list_choices(*, municipality_id: UUID, actor: Actor, on: date) -> Sequence[Choice]:  # noqa: ARG001 — the same for all.
    single = [Choice(one.code, one.title) for one in measures.list_measures()]
    return [Choice(ALL, _("測った数値の一覧")), *single]


def paper(*, municipality_id: UUID, key: str, on: date) -> PaperContent:
    """SubjectNotFoundError. A figure of few people is not told: papers may be published."""
    if key == ALL:
        return PaperContent(_("測った数値の一覧"), _all_blocks(municipality_id, on))
    measure = measures.find_measure(key)
    if measure is None:
        raise SubjectNotFoundError(kind="measures", key=key)
    point = measures.find_latest(municipality_id=municipality_id, measure=key, until=on)
    note = _("%(day)s。%(formula)s。") % {"day": _day(point), "formula": measure.formula}
    blocks = (Figure(measure.title, _value(point), measure.unit, note if point else measure.formula),)
    return PaperContent(measure.title, blocks)


def _all_blocks(municipality_id: UUID, on: date) -> tuple[Block, ...]:
    """Cost: one query for each measure that the installation knows."""
    rows = []
    for measure in measures.list_measures():
        point = measures.find_latest(municipality_id=municipality_id, measure=measure.code, until=on)
        if point is not None:
            rows.append((measure.title, _value(point) + measure.unit, _day(point), measure.formula))
    if not rows:
        return (Paragraph(_("%(day)sまでに測った数値はありません。") % {"day": format_date(on)}),)
    columns = (_("数値"), _("値"), _("いつの値か"), _("求め方"))
    return (Grid(_("測った数値"), columns, tuple(rows)),)


def _value(point: measures.SnapshotPoint | None) -> str:
    if point is None or point.value is None:
        return ""
    if measures.measures[point.measure].people and measures.is_few(point.value):
        return _("5人未満")
    return format_number(point.value, measured_decimals(point.value))


def _day(point: measures.SnapshotPoint | None) -> str:
    return format_date(point.on) if point else ""
