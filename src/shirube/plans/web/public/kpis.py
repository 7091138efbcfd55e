"""A KPI in a few words: where it stands, where it should be, and why it is graded so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_date
from shirube.plans.domain.document import KpiItem, PlanDocument, ReadingItem, translated
from shirube.plans.domain.grading import (
    STALE_AFTER_DAYS,
    TOLERANCE,
    Ground,
    Judgement,
    judge_kpi,
    newest_reading,
)
from shirube.plans.domain.terms import Direction, Grade
from shirube.plans.web.labels import GRADES, grade_status, unit_word
from shirube.plans.web.public.reader import Reader
from shirube.plans.web.public.texts import content, short_year
from shirube.ui.charts import Share, SharePart, Track, draw_share, draw_track
from shirube.ui.charts.bars import ShareView
from shirube.ui.charts.track import TrackView
from shirube.ui.figures import format_figure
from shirube.ui.tables import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiLine:
    """`latest` is None where nothing has been measured since the plan began."""

    name: str
    url: str
    status: Status
    latest: str | None
    latest_when: str
    target_year: str
    track: TrackView


def kpi_line(document: PlanDocument, kpi: KpiItem, reader: Reader) -> KpiLine:
    reading = newest_reading(kpi.readings, reader.today)
    return KpiLine(
        name=content(kpi.translations, reader.language, "name", kpi.name),
        url=reverse("plans:kpi", args=[document.slug, kpi.code]),
        status=grade_status(kpi.grade),
        latest=figure_of(kpi, reading.value) if reading else None,
        latest_when=format_date(reading.measured_on, reader.language) if reading else "",
        target_year=short_year(kpi.target.fiscal_year, reader.language),
        track=kpi_track(kpi, reading, reader.language),
    )


def kpi_track(kpi: KpiItem, reading: ReadingItem | None, language: str) -> TrackView:
    """Without the place of today on the way: the grade compares with the day of the reading, which may be months ago."""
    track = Track(
        title=translated(kpi.translations, language, "name", kpi.name),
        unit=unit_word(kpi.unit),
        decimals=kpi.decimals,
        baseline=kpi.baseline.value if kpi.baseline else None,
        latest=reading.value if reading else None,
        target=kpi.target.value,
    )
    return draw_track(track, identifier=f"track-{kpi.code}")


def grade_share(kpis: Iterable[KpiItem], identifier: str) -> ShareView:
    """How many indicators are ahead, on course, behind, and cannot be judged."""
    grades = [kpi.grade for kpi in kpis]
    tones = {
        Grade.AHEAD: "success",
        Grade.ON_COURSE: "info",
        Grade.BEHIND: "warning",
        Grade.CANNOT_JUDGE: "unknown",
    }
    parts = tuple(SharePart(str(GRADES[grade]), grades.count(grade), tone) for grade, tone in tones.items())
    return draw_share(Share(_("評価指標の進み具合"), parts), identifier=identifier)


def figure_of(kpi: KpiItem, value: Decimal) -> str:
    return format_figure(value, unit_word(kpi.unit), kpi.decimals)


def _distance_figure(kpi: KpiItem, distance: Decimal) -> str:
    """The difference of two percentages is in points: from 40% to 44% are 4 points, not 4%."""
    unit = _("ポイント") if kpi.unit in {"%", "％"} else unit_word(kpi.unit)
    return format_figure(distance, unit, kpi.decimals)


def why_kpi(kpi: KpiItem, reader: Reader) -> tuple[str, ...]:
    """The grade explained: what was read, what the way to the target asks for, and the rule in words."""
    judgement = judge_kpi(kpi, reader.today)
    if judgement.ground is Ground.WAY:
        return _why_way(kpi, judgement, reader)
    if judgement.ground is Ground.LEVEL:
        return _why_level(kpi, judgement, reader)
    return (_why_not(judgement, reader),)


def _why_not(judgement: Judgement, reader: Reader) -> str:
    if judgement.ground is Ground.NO_READING or judgement.reading is None:
        return _(
            "計画が始まってからの値がまだ報告されていないため、進み具合を判定できません。0という意味ではありません。"
        )
    facts = {"day": format_date(judgement.reading.measured_on, reader.language), "days": STALE_AFTER_DAYS}
    if judgement.ground is Ground.STALE_READING:
        return (
            _("最後の値は%(day)sのもので、%(days)s日より前です。今の様子を表していないため、判定できません。")
            % facts
        )
    return _("文書に現状の値が示されていないため、目標までの道すじを引けません。そのため判定できません。")


def _why_level(kpi: KpiItem, judgement: Judgement, reader: Reader) -> tuple[str, ...]:
    facts = {**_facts(kpi, judgement, reader), "target": figure_of(kpi, kpi.target.value or Decimal(0))}
    rule = (
        _("この指標は、%(target)sを保つことが目標です。同じ値なら「順調」、違えば「遅れている」です。")
        % facts
    )
    return (_("%(day)sの値は%(value)sです。") % facts, rule)


def _why_way(kpi: KpiItem, judgement: Judgement, reader: Reader) -> tuple[str, ...]:
    lead = judgement.lead or Decimal(0)
    facts = {
        **_facts(kpi, judgement, reader),
        "expected": figure_of(kpi, judgement.expected or Decimal(0)),
        "distance": _distance_figure(kpi, abs(lead)),
        "room": _distance_figure(kpi, judgement.room or Decimal(0)),
        "percent": f"{TOLERANCE:.0%}",
    }
    first = (
        _("%(day)sの値は%(value)sです。目標へまっすぐ進む道すじでは、この日に%(expected)sのはずです。")
        % facts
    )
    return (
        first,
        _distance(lead, facts),
        _("%(room)sは、現状から目標までの道のり全体の%(percent)sです。") % facts,
    )


def _distance(lead: Decimal, facts: dict[str, str]) -> str:
    room = (
        _("差が%(room)s以内なら「順調」、それより先なら「予定より進んでいる」、後ろなら「遅れている」です。")
        % facts
    )
    if lead == 0:
        return _("道すじのとおりです。") + room
    ahead = _("道すじより%(distance)s先にあります。") % facts
    behind = _("道すじより%(distance)s後ろにあります。") % facts
    return (ahead if lead > 0 else behind) + room


def _facts(kpi: KpiItem, judgement: Judgement, reader: Reader) -> dict[str, str]:
    if judgement.reading is None:
        raise ValueError("a judgement on way or level rests on a reading")
    day = format_date(judgement.reading.measured_on, reader.language)
    return {"day": day, "value": figure_of(kpi, judgement.reading.value)}


def direction_words(direction: Direction) -> str:
    words = {
        Direction.INCREASE: _("大きいほどよい"),
        Direction.DECREASE: _("小さいほどよい"),
        Direction.KEEP: _("この値を保つ"),
    }
    return words[direction]
