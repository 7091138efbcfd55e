"""What plans are measured by: the figures of applications. All are of the fiscal year up to the day, but the first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from shirube.applications.queries import statistics
from shirube.measures import interface as measures

SOURCE = "申請の統計（個人の情報を含まない）"


@dataclass(frozen=True, slots=True)
class ReceivedInMonth:
    identifier: str = "applications.received_in_month"
    title: str = "申請の受付件数（今月）"
    unit: str = "件"
    formula: str = "今月のはじめから今日までに、オンライン・窓口・紙・郵送・電話で受け付けた申請の数"

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:
        count = statistics.count_received_in_month(municipality_id=municipality_id, on=on)
        return measures.Computed(value=Decimal(count), source=SOURCE)


@dataclass(frozen=True, slots=True)
class OnlineShare:
    identifier: str = "applications.online_share"
    title: str = "オンライン申請の割合"
    unit: str = "%"
    formula: str = "今年度にオンラインで受け付けた申請の数 ÷ 今年度に受け付けた申請の数"

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:
        found = statistics.count_online(municipality_id=municipality_id, on=on)
        return measures.share(part=found.part, whole=found.whole, source=SOURCE)


@dataclass(frozen=True, slots=True)
class DaysToDecision:
    """The median, or another percentile, of the days from arrival to decision without those of corrections."""

    percent: int
    identifier: str
    title: str
    formula: str
    unit: str = "日"

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:
        days, cases = statistics.days_at_percentile(
            municipality_id=municipality_id, on=on, percent=self.percent
        )
        if days is None:
            return measures.not_measured(source=SOURCE)
        return measures.Computed(value=Decimal(days), denominator=Decimal(cases), source=SOURCE)


@dataclass(frozen=True, slots=True)
class WithinStandardShare:
    identifier: str = "applications.within_standard_share"
    title: str = "標準処理期間内に決定した割合"
    unit: str = "%"
    formula: str = (
        "今年度に標準処理期間内に決定した申請の数 ÷ 今年度に決定した申請の数（標準処理期間のない手続を除く）"
    )

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:
        found = statistics.count_within_standard(municipality_id=municipality_id, on=on)
        return measures.share(part=found.part, whole=found.whole, source=SOURCE)


@dataclass(frozen=True, slots=True)
class CorrectionRounds:
    identifier: str = "applications.correction_rounds"
    title: str = "申請1件あたりの補正の回数"
    unit: str = "回"
    formula: str = "今年度に決定した申請の補正の回数の合計 ÷ 今年度に決定した申請の数"

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:
        average, cases = statistics.average_rounds(municipality_id=municipality_id, on=on)
        if average is None:
            return measures.not_measured(source=SOURCE)
        return measures.Computed(value=average, denominator=Decimal(cases), source=SOURCE)


_DAYS = "今年度に決定した申請の、到達から決定までの日数（補正の間を除く）"
MEASURES = (
    ReceivedInMonth(),
    OnlineShare(),
    DaysToDecision(50, "applications.days_median", "決定までの日数（中央値）", f"{_DAYS}の中央値"),
    DaysToDecision(90, "applications.days_p90", "決定までの日数（90％）", f"{_DAYS}の90パーセンタイル"),
    WithinStandardShare(),
    CorrectionRounds(),
)
