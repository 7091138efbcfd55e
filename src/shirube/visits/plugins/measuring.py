"""The counter's measures: waiting, service, reserved and one-stop visits, of the 30 days that end with the day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from shirube.measures import interface as measures
from shirube.visits.domain.learning import percentile
from shirube.visits.queries import figures

_SOURCE = "窓口の番号札と呼出しの記録（直近30日）"
_NOBODY = "直近30日に、窓口の記録がありません。"
_MINUTE = Decimal(60)


def _minutes(read: Callable[..., Sequence[figures.Timed]], share: float) -> measures.Standing:
    """A percentile of measured times, in minutes. Cost: reads 30 days, however long the history is."""

    def compute(municipality_id: UUID, on: date) -> measures.Computed:
        timed = read(municipality_id=municipality_id, on=on)
        if not timed:
            return measures.not_measured(source=_SOURCE, reason=_NOBODY)
        seconds = percentile([one.seconds for one in timed], share)
        return measures.Computed(
            value=Decimal(seconds) / _MINUTE,
            denominator=Decimal(len(timed)),
            source=_SOURCE,
            rows=[f"visits.step:{one.step_id}" for one in timed],
        )

    return measures.Standing(compute=compute)


def _mean_minutes(municipality_id: UUID, on: date) -> measures.Computed:
    """As in what most cities' plans promise. Cost: reads 30 days, however long the history is."""
    timed = figures.list_waits(municipality_id=municipality_id, on=on)
    if not timed:
        return measures.not_measured(source=_SOURCE, reason=_NOBODY)
    minutes = Decimal(sum(one.seconds for one in timed)) / _MINUTE
    return measures.Computed(
        value=minutes / len(timed),
        numerator=minutes,
        denominator=Decimal(len(timed)),
        source=_SOURCE,
        rows=[f"visits.step:{one.step_id}" for one in timed],
    )


def _share_of_visits(count: Callable[..., figures.Counted]) -> measures.Standing:
    """Of the visits, the share that fulfils something."""

    def compute(municipality_id: UUID, on: date) -> measures.Computed:
        counted = count(municipality_id=municipality_id, on=on)
        rows = [f"visits.visit:{visit_id}" for visit_id in counted.visit_ids]
        return measures.share(part=counted.part, whole=len(rows), source=_SOURCE, rows=rows)

    return measures.Standing(compute=compute)


def _times(
    identifier: str,
    names: tuple[str, str, str],
    formula: str,
    how: measures.Standing,
    kind: measures.Kind = measures.Kind.MEDIAN,
) -> measures.Measure:
    return measures.Measure(
        identifier=identifier,
        names=measures.named(*names),
        unit="分",
        kind=kind,
        window=measures.Window.THIRTY_DAYS,
        formula=formula,
        source=_SOURCE,
        how=how,
    )


def _visits(
    identifier: str, names: tuple[str, str, str], formula: str, how: measures.Standing
) -> measures.Measure:
    return measures.Measure(
        identifier=identifier,
        names=measures.named(*names),
        unit="%",
        kind=measures.Kind.RATIO,
        window=measures.Window.THIRTY_DAYS,
        formula=formula,
        source=_SOURCE,
        how=how,
    )


COUNTER_MEASURES = (
    _times(
        "visits.waiting_mean",
        (
            "窓口の待ち時間（平均）",
            "Waiting time at the counter (average)",
            "窓口（まどぐち）で　待（ま）つ　時間（じかん）の　平均（へいきん）",
        ),
        "直近30日に呼ばれたすべての用件の、待った時間の合計 ÷ 呼ばれた用件の数",
        measures.Standing(compute=_mean_minutes),
        measures.Kind.MEAN,
    ),
    _times(
        "visits.waiting_median",
        (
            "窓口の待ち時間（中央値）",
            "Waiting time at the counter (median)",
            "窓口（まどぐち）で　待（ま）つ　時間（じかん）",
        ),
        "直近30日に呼ばれたすべての用件を、待った時間の短い順に並べたときの真ん中の値",
        _minutes(figures.list_waits, 0.5),
    ),
    _times(
        "visits.waiting_p90",
        (
            "窓口の待ち時間（90パーセンタイル）",
            "Waiting time at the counter (90th percentile)",
            "窓口（まどぐち）で　待（ま）つ　時間（じかん）：　10人（にん）の　うち　9人（にん）",
        ),
        "直近30日に呼ばれたすべての用件のうち、10件に9件がこの時間までに呼ばれた値",
        _minutes(figures.list_waits, 0.9),
    ),
    _times(
        "visits.service_median",
        (
            "窓口の対応時間（中央値）",
            "Time at the desk (median)",
            "窓口（まどぐち）で　話（はな）す　時間（じかん）",
        ),
        "直近30日に終えたすべての用件を、窓口での時間の短い順に並べたときの真ん中の値（保留の間は数えない）",
        _minutes(figures.list_services, 0.5),
    ),
    _times(
        "visits.service_p90",
        (
            "窓口の対応時間（90パーセンタイル）",
            "Time at the desk (90th percentile)",
            "窓口（まどぐち）で　話（はな）す　時間（じかん）：　10人（にん）の　うち　9人（にん）",
        ),
        "直近30日に終えたすべての用件のうち、10件に9件がこの時間までに終わった値（保留の間は数えない）",
        _minutes(figures.list_services, 0.9),
    ),
    _visits(
        "visits.reserved_share",
        (
            "予約して来庁した割合",
            "Share of visits with a reservation",
            "予約（よやく）して　来（き）た　わりあい",
        ),
        "直近30日に予約して来庁した数 ÷ 窓口に来庁したすべての数",
        _share_of_visits(figures.count_reserved),
    ),
    _visits(
        "visits.one_stop_share",
        (
            "ワンストップで済んだ来庁の割合",
            "Share of visits done in one stop",
            "一度（いちど）で　ぜんぶ　おわった　わりあい",
        ),
        "一度の来庁で二つ以上の用件か、まとめて行う手続きを終えた数 ÷ 用件を終えた来庁の数（直近30日）",
        _share_of_visits(figures.count_one_stop),
    ),
)
