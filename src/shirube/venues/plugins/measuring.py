"""The measures of this room: smartphone classes by number and age, and the use of rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from shirube.measures import interface as measures
from shirube.venues.domain.ages import AgeGroup
from shirube.venues.queries.figures import count_blocks, count_came, list_attended, list_held

_TOPIC = "smartphone"
_SOURCE = "スマホ教室の開催と出席の記録"
_AGES = {
    AgeGroup.UNDER_20: "20歳未満",
    AgeGroup.TO_39: "20〜39歳",
    AgeGroup.TO_59: "40〜59歳",
    AgeGroup.SIXTIES: "60代",
    AgeGroup.SEVENTIES: "70代",
    AgeGroup.OVER_80: "80歳以上",
    AgeGroup.UNKNOWN: "年代を答えなかった人",
}
_DAYS = 30


@dataclass(frozen=True, slots=True)
class SmartphoneClasses:
    """Smartphone classes held in the fiscal year so far. None is 0 only where the city holds such classes at all."""

    identifier: str = "venues.smartphone_classes"
    title: str = "スマホ教室の開催回数（今年度）"
    unit: str = "回"
    formula: str = "今年度のはじめから今日までに開いたスマホ教室の回の数。中止した回は入れない"

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:
        held = list_held(municipality_id=municipality_id, topic=_TOPIC, on=on)
        if not held:
            return measures.not_measured(source=_SOURCE)
        rows = [f"venues.session:{one}" for one in held]
        return measures.Computed(value=Decimal(len(held)), source=_SOURCE, rows=rows)


@dataclass(frozen=True, slots=True)
class SmartphoneAttendance:
    """People who came to smartphone classes in the fiscal year so far, of one age or of all."""

    identifier: str
    title: str
    formula: str
    age_group: AgeGroup | None = None
    unit: str = "人"

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:
        attended = list_attended(municipality_id=municipality_id, topic=_TOPIC, on=on)
        if not attended:
            return measures.not_measured(source=_SOURCE)
        came = count_came(municipality_id=municipality_id, session_ids=attended, age_group=self.age_group)
        rows = [f"venues.session:{one}" for one in attended]
        return measures.Computed(value=Decimal(came), source=_SOURCE, rows=rows)


@dataclass(frozen=True, slots=True)
class RoomUseShare:
    """Of the blocks that rooms were open for in the last 30 days, the share that was booked."""

    identifier: str = "venues.room_use_share"
    title: str = "施設の部屋の利用率（30日間）"
    unit: str = "%"
    formula: str = "直近30日に予約された区分の数 ÷ 同じ期間に開いていた区分の数"

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:
        booked, offered = count_blocks(municipality_id=municipality_id, on=on, days=_DAYS)
        return measures.share(part=booked, whole=offered, source="施設の予約")


def _of_age(age_group: AgeGroup) -> SmartphoneAttendance:
    label = _AGES[age_group]
    return SmartphoneAttendance(
        identifier=f"venues.smartphone_attendance_{age_group.value}",
        title=f"スマホ教室に来た人の数（今年度・{label}）",
        formula=f"今年度に出席を記録したスマホ教室に来た{label}の人の数",
        age_group=age_group,
    )


MEASURES: tuple[measures.Measure, ...] = (
    SmartphoneClasses(),
    SmartphoneAttendance(
        identifier="venues.smartphone_attendance",
        title="スマホ教室に来た人の数（今年度）",
        formula="今年度に出席を記録したスマホ教室に来た人の数。予約のない人も入れる",
    ),
    *(_of_age(one) for one in AgeGroup),
    RoomUseShare(),
)
