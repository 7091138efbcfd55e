"""What plans put into the registries of lower rooms."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from shirube.files import interface as files
from shirube.jobs import interface as jobs
from shirube.measures import interface as measures
from shirube.plans import tasks
from shirube.plans.queries import coverage

EVIDENCE = files.purposes.register(files.Purpose(identifier="plans.evidence"))


def _actions_reported(municipality_id: UUID, on: date) -> measures.Computed:
    running = coverage.list_running_actions(municipality_id=municipality_id, on=on)
    reported = coverage.count_reported_actions(municipality_id=municipality_id, action_ids=running, on=on)
    rows = [f"plans.action:{action_id}" for action_id in running]
    return measures.share(part=reported, whole=len(running), source=_ACTIONS, rows=rows)


def _kpis_measured(municipality_id: UUID, on: date) -> measures.Computed:
    current = coverage.list_current_kpis(municipality_id=municipality_id, on=on)
    measured = coverage.count_measured_kpis(municipality_id=municipality_id, kpi_ids=current, on=on)
    rows = [f"plans.kpi:{kpi_id}" for kpi_id in current]
    return measures.share(part=measured, whole=len(current), source=_KPIS, rows=rows)


_ACTIONS, _KPIS = "計画の実施事項と報告", "計画の評価指標と測定値"
measures.measures.register(
    measures.Measure(
        identifier="plans.actions_reported_share",
        names=measures.named(
            "実施事項の報告率", "Share of actions reported on", "報告（ほうこく）した　しごとの　わりあい"
        ),
        unit="%",
        kind=measures.Kind.RATIO,
        window=measures.Window.YEAR,
        formula="今年度の状況を報告した実施事項の数 ÷ 今年度に期間がある実施事項の数",
        source=_ACTIONS,
        how=measures.Standing(compute=_actions_reported),
    )
)
measures.measures.register(
    measures.Measure(
        identifier="plans.kpis_measured_share",
        names=measures.named(
            "評価指標の測定率",
            "Share of indicators with a value",
            "数（かず）を　はかった　指標（しひょう）の　わりあい",
        ),
        unit="%",
        kind=measures.Kind.RATIO,
        window=measures.Window.MOMENT,
        formula="前年度のはじめから今日までに値が入った評価指標の数 ÷ 期間中の計画の評価指標の数",
        source=_KPIS,
        how=measures.Standing(compute=_kpis_measured),
    )
)

# Behind the snapshots of the night (portal.snapshots, 1:30).
jobs.schedules.register(
    jobs.Schedule(identifier="plans.read_measures", task=tasks.read_measures, when=jobs.Daily(4, 20))
)
