"""What stands in the printed columns of each line, the same for XLSX and CSV."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from shirube.kernel.calendar import format_fiscal_year
from shirube.kernel.sheets.writing import Printed
from shirube.plans.domain.document import Value
from shirube.plans.domain.sheets.form import ActionLine, KpiLine, SheetForm
from shirube.plans.domain.sheets.words import STATE_WORDS, Column


def kpi_columns(form: SheetForm, line: KpiLine) -> Mapping[Column, Printed]:
    """Everything but the cells to fill in."""
    kpi, last = line.kpi, line.kpi.readings[-1] if line.kpi.readings else None
    return {
        Column.TOKEN: form.token(line),
        Column.INITIATIVE: f"{line.initiative.code} {line.initiative.title}",
        Column.KPI: kpi.name,
        Column.UNIT: kpi.unit,
        Column.BASELINE: _stop(kpi.baseline, kpi.decimals),
        Column.TARGET: _stop(kpi.target, kpi.decimals),
        Column.LAST_VALUE: Decimal(f"{last.value.normalize():f}") if last else None,
        Column.LAST_DAY: last.measured_on if last else None,
    }


def action_columns(form: SheetForm, line: ActionLine) -> Mapping[Column, Printed]:
    """Everything but the cells to fill in."""
    return {
        Column.TOKEN: form.token(line),
        Column.INITIATIVE: f"{line.initiative.code} {line.initiative.title}",
        Column.ACTION: line.action.name,
        Column.PHASE: line.phase,
        Column.LAST_STATE: STATE_WORDS[line.report.state] if line.report else None,
    }


def figure(value: Decimal, decimals: int) -> str:
    """1,234.5: grouped, with the KPI's decimals, rounded half up."""
    return f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,.{decimals}f}"


def _stop(stop: Value | None, decimals: int) -> str | None:
    """77.8（令和7年度）; None where the document prints no figure."""
    if stop is None or stop.value is None:
        return None
    return f"{figure(stop.value, decimals)}（{format_fiscal_year(stop.fiscal_year)}）"
