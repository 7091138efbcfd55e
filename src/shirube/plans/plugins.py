"""What plans put into the registries of lower rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shirube.files import interface as files
from shirube.measures import interface as measures
from shirube.plans.queries import coverage

EVIDENCE = files.purposes.register(files.Purpose(identifier="plans.evidence"))


@dataclass(frozen=True, slots=True)
class ActionsReportedShare:
    """Of the actions that run this fiscal year, the share with a report for it."""

    identifier: str = "plans.actions_reported_share"
    title: str = "実施事項の報告率"
    unit: str = "%"
    formula: str = "今年度の状況を報告した実施事項の数 ÷ 今年度に期間がある実施事項の数"

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:
        running = coverage.list_running_actions(municipality_id=municipality_id, on=on)
        reported = coverage.count_reported_actions(municipality_id=municipality_id, action_ids=running, on=on)
        rows = [f"plans.action:{action_id}" for action_id in running]
        return measures.share(part=reported, whole=len(running), source="計画の実施事項と報告", rows=rows)


@dataclass(frozen=True, slots=True)
class KpisMeasuredShare:
    """Of the KPIs of plans in force, the share with a reading from the last fiscal year on."""

    identifier: str = "plans.kpis_measured_share"
    title: str = "評価指標の測定率"
    unit: str = "%"
    formula: str = "前年度のはじめから今日までに値が入った評価指標の数 ÷ 期間中の計画の評価指標の数"

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:
        current = coverage.list_current_kpis(municipality_id=municipality_id, on=on)
        measured = coverage.count_measured_kpis(municipality_id=municipality_id, kpi_ids=current, on=on)
        rows = [f"plans.kpi:{kpi_id}" for kpi_id in current]
        return measures.share(part=measured, whole=len(current), source="計画の評価指標と測定値", rows=rows)


measures.measures.register(ActionsReportedShare())
measures.measures.register(KpisMeasuredShare())
