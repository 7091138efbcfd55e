"""What plans are measured by: the figures of applications. All are of the fiscal year up to the day, but the first."""

from __future__ import annotations

from shirube.applications.commands.counting import RECEIVED, SETTLED
from shirube.measures import interface as measures

SOURCE = "申請の統計（個人の情報を含まない）"
_DAYS = "今年度に決定した申請の、到達から決定までの日数（補正の間を除く）"


def _days_to_decision(percent: int, code: str, names: tuple[str, str, str], formula: str) -> measures.Measure:
    """The median, or another percentile, of the days from arrival to decision without those of corrections."""
    return measures.Measure(
        identifier=code,
        names=measures.named(*names),
        unit="日",
        kind=measures.Kind.MEDIAN,
        window=measures.Window.YEAR,
        formula=formula,
        source=SOURCE,
        how=measures.Rolled(facts=SETTLED, number="days", percent=percent, dimensions=("procedure",)),
    )


MEASURES = (
    measures.Measure(
        identifier="applications.received_in_month",
        names=measures.named(
            "申請の受付件数（今月）",
            "Applications received (this month)",
            "今月（こんげつ）の　申（もう）しこみの　数（かず）",
        ),
        unit="件",
        kind=measures.Kind.COUNT,
        window=measures.Window.MONTH,
        formula="今月のはじめから今日までに、オンライン・窓口・紙・郵送・電話で受け付けた申請の数",
        source=SOURCE,
        how=measures.Rolled(facts=RECEIVED, dimensions=("channel", "procedure")),
    ),
    measures.Measure(
        identifier="applications.online_share",
        names=measures.named(
            "オンライン申請の割合",
            "Share of applications made online",
            "インターネットで　した　申（もう）しこみの　わりあい",
        ),
        unit="%",
        kind=measures.Kind.RATIO,
        window=measures.Window.YEAR,
        formula="今年度にオンラインで受け付けた申請の数 ÷ 今年度に受け付けた申請の数",
        source=SOURCE,
        how=measures.Rolled(
            facts=RECEIVED, part=lambda case: case["channel"] == "online", dimensions=("procedure",)
        ),
    ),
    _days_to_decision(
        50,
        "applications.days_median",
        (
            "決定までの日数（中央値）",
            "Days to a decision (median)",
            "きまるまでの　日数（にっすう）",
        ),
        f"{_DAYS}の中央値",
    ),
    _days_to_decision(
        90,
        "applications.days_p90",
        (
            "決定までの日数（90％）",
            "Days to a decision (90th percentile)",
            "きまるまでの　日数（にっすう）：　10件（けん）の　うち　9件（けん）",
        ),
        f"{_DAYS}の90パーセンタイル",
    ),
    measures.Measure(
        identifier="applications.within_standard_share",
        names=measures.named(
            "標準処理期間内に決定した割合",
            "Share decided within the standard period",
            "きめた　日数（にっすう）の　中（なか）で　おわった　わりあい",
        ),
        unit="%",
        kind=measures.Kind.RATIO,
        window=measures.Window.YEAR,
        formula=(
            "今年度に標準処理期間内に決定した申請の数 ÷ 今年度に決定した申請の数（標準処理期間のない手続を除く）"
        ),
        source=SOURCE,
        how=measures.Rolled(
            facts=SETTLED,
            counts=lambda case: "within" in case,
            part=lambda case: case["within"] == "yes",
            dimensions=("procedure",),
        ),
    ),
    measures.Measure(
        identifier="applications.correction_rounds",
        names=measures.named(
            "申請1件あたりの補正の回数",
            "Corrections asked for, for each application",
            "なおしてもらった　回数（かいすう）",
        ),
        unit="回",
        kind=measures.Kind.MEAN,
        window=measures.Window.YEAR,
        formula="今年度に決定した申請の補正の回数の合計 ÷ 今年度に決定した申請の数",
        source=SOURCE,
        how=measures.Rolled(
            facts=SETTLED, counts=lambda case: "days" in case, number="rounds", dimensions=("procedure",)
        ),
    ),
)
