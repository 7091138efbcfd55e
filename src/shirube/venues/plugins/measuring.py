"""The measures of this room: smartphone classes by number and age, and the use of rooms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

from shirube.measures import interface as measures
from shirube.venues.domain.ages import AgeGroup
from shirube.venues.queries.figures import count_blocks, count_came, list_attended, list_held

_TOPIC = "smartphone"
_CLASSES = "スマホ教室の開催と出席の記録"
_ROOMS = "施設の予約"
_NO_CLASSES = "今年度に開いたスマホ教室の記録が、まだありません。"
_AGES = {
    AgeGroup.UNDER_20: ("20歳未満", "under 20", "20さいより　わかい人（ひと）"),
    AgeGroup.TO_39: ("20〜39歳", "20 to 39", "20さいから　39さい"),
    AgeGroup.TO_59: ("40〜59歳", "40 to 59", "40さいから　59さい"),
    AgeGroup.SIXTIES: ("60代", "60 to 69", "60さいから　69さい"),
    AgeGroup.SEVENTIES: ("70代", "70 to 79", "70さいから　79さい"),
    AgeGroup.OVER_80: ("80歳以上", "80 and over", "80さい　いじょう"),
    AgeGroup.UNKNOWN: ("年代を答えなかった人", "age not told", "年（とし）を　いわなかった人（ひと）"),
}
_DAYS = 30


def _smartphone_classes(municipality_id: UUID, on: date) -> measures.Computed:
    """None is 0 only where the city holds such classes at all."""
    held = list_held(municipality_id=municipality_id, topic=_TOPIC, on=on)
    if not held:
        return measures.not_measured(source=_CLASSES, reason=_NO_CLASSES)
    rows = [f"venues.session:{one}" for one in held]
    return measures.Computed(value=Decimal(len(held)), source=_CLASSES, rows=rows)


def _attendance(age_group: AgeGroup | None) -> measures.Standing:
    """People who came to smartphone classes in the fiscal year so far, of one age or of all."""

    def compute(municipality_id: UUID, on: date) -> measures.Computed:
        attended = list_attended(municipality_id=municipality_id, topic=_TOPIC, on=on)
        if not attended:
            return measures.not_measured(source=_CLASSES, reason=_NO_CLASSES)
        came = count_came(municipality_id=municipality_id, session_ids=attended, age_group=age_group)
        rows = [f"venues.session:{one}" for one in attended]
        return measures.Computed(value=Decimal(came), source=_CLASSES, rows=rows)

    return measures.Standing(compute=compute)


def _room_use(municipality_id: UUID, on: date) -> measures.Computed:
    """Of the blocks that rooms were open for, those that were booked."""
    booked, offered = count_blocks(municipality_id=municipality_id, on=on, days=_DAYS)
    return measures.share(part=booked, whole=offered, source=_ROOMS)


def _attendances() -> Iterator[measures.Measure]:
    yield measures.Measure(
        identifier="venues.smartphone_attendance",
        names=measures.named(
            "スマホ教室に来た人の数（今年度）",
            "People at smartphone classes (this fiscal year)",
            "スマホ教室（きょうしつ）に　来（き）た人（ひと）の　数（かず）",
        ),
        unit="人",
        kind=measures.Kind.SUM,
        window=measures.Window.YEAR,
        formula="今年度に出席を記録したスマホ教室に来た人の数。予約のない人も入れる",
        source=_CLASSES,
        how=_attendance(None),
        people=True,
    )
    for age_group, (ja, en, easy) in _AGES.items():
        yield measures.Measure(
            identifier=f"venues.smartphone_attendance_{age_group.value}",
            names=measures.named(
                f"スマホ教室に来た人の数（今年度・{ja}）",
                f"People at smartphone classes ({en})",
                f"スマホ教室（きょうしつ）に　来（き）た人（ひと）の　数（かず）：　{easy}",
            ),
            unit="人",
            kind=measures.Kind.SUM,
            window=measures.Window.YEAR,
            formula=f"今年度に出席を記録したスマホ教室に来た{ja}の人の数",
            source=_CLASSES,
            how=_attendance(age_group),
            people=True,
        )


MEASURES: tuple[measures.Measure, ...] = (
    measures.Measure(
        identifier="venues.smartphone_classes",
        names=measures.named(
            "スマホ教室の開催回数（今年度）",
            "Smartphone classes held (this fiscal year)",
            "スマホ教室（きょうしつ）を　した　回数（かいすう）",
        ),
        unit="回",
        kind=measures.Kind.COUNT,
        window=measures.Window.YEAR,
        formula="今年度のはじめから今日までに開いたスマホ教室の回の数。中止した回は入れない",
        source=_CLASSES,
        how=measures.Standing(compute=_smartphone_classes),
    ),
    *_attendances(),
    measures.Measure(
        identifier="venues.room_use_share",
        names=measures.named(
            "施設の部屋の利用率（30日間）",
            "Use of rooms (last 30 days)",
            "部屋（へや）が　つかわれた　わりあい",
        ),
        unit="%",
        kind=measures.Kind.RATIO,
        window=measures.Window.THIRTY_DAYS,
        formula="直近30日に予約された区分の数 ÷ 同じ期間に開いていた区分の数",
        source=_ROOMS,
        how=measures.Standing(compute=_room_use),
    ),
)
