"""The counter's measures: waiting, service, reserved and one-stop visits, of the 30 days that end with the day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from shirube.measures import interface as measures
from shirube.visits.domain.learning import percentile
from shirube.visits.queries import figures

_SOURCE = "窓口の番号札と呼出しの記録（直近30日）"
_MINUTE = Decimal(60)


@dataclass(frozen=True, slots=True)
class Minutes:
    """A percentile of measured times, in minutes."""

    identifier: str
    title: str
    formula: str
    read: Callable[..., Sequence[figures.Timed]]
    share: float
    unit: str = "分"

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:
        timed = self.read(municipality_id=municipality_id, on=on)
        if not timed:
            return measures.not_measured(source=_SOURCE)
        seconds = percentile([one.seconds for one in timed], self.share)
        return measures.Computed(
            value=Decimal(seconds) / _MINUTE,
            denominator=Decimal(len(timed)),
            source=_SOURCE,
            rows=[f"visits.step:{one.step_id}" for one in timed],
        )


@dataclass(frozen=True, slots=True)
class VisitsShare:
    """Of the visits, the share that fulfils something."""

    identifier: str
    title: str
    formula: str
    count: Callable[..., figures.Counted]
    unit: str = "%"

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:
        counted = self.count(municipality_id=municipality_id, on=on)
        rows = [f"visits.visit:{visit_id}" for visit_id in counted.visit_ids]
        return measures.share(part=counted.part, whole=len(rows), source=_SOURCE, rows=rows)


COUNTER_MEASURES = (
    Minutes(
        "visits.waiting_median",
        "窓口の待ち時間（中央値）",
        "直近30日に呼ばれたすべての用件を、待った時間の短い順に並べたときの真ん中の値",
        figures.list_waits,
        0.5,
    ),
    Minutes(
        "visits.waiting_p90",
        "窓口の待ち時間（90パーセンタイル）",
        "直近30日に呼ばれたすべての用件のうち、10件に9件がこの時間までに呼ばれた値",
        figures.list_waits,
        0.9,
    ),
    Minutes(
        "visits.service_median",
        "窓口の対応時間（中央値）",
        "直近30日に終えたすべての用件を、窓口での時間の短い順に並べたときの真ん中の値（保留の間は数えない）",
        figures.list_services,
        0.5,
    ),
    Minutes(
        "visits.service_p90",
        "窓口の対応時間（90パーセンタイル）",
        "直近30日に終えたすべての用件のうち、10件に9件がこの時間までに終わった値（保留の間は数えない）",
        figures.list_services,
        0.9,
    ),
    VisitsShare(
        "visits.reserved_share",
        "予約して来庁した割合",
        "直近30日に予約して来庁した数 ÷ 窓口に来庁したすべての数",
        figures.count_reserved,
    ),
    VisitsShare(
        "visits.one_stop_share",
        "ワンストップで済んだ来庁の割合",
        "一度の来庁で二つ以上の用件か、まとめて行う手続きを終えた数 ÷ 用件を終えた来庁の数（直近30日）",
        figures.count_one_stop,
    ),
)
