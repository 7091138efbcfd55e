"""A section's form without a database, and the ways in which its sheet is filled in."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from openpyxl import Workbook, load_workbook

from shirube.kernel.sheets.problems import InvalidSheetError, SheetProblem
from shirube.plans.domain import document as doc
from shirube.plans.domain.sheets.checking import check_sheet
from shirube.plans.domain.sheets.csv_file import write_csv
from shirube.plans.domain.sheets.difference import Difference
from shirube.plans.domain.sheets.form import ActionLine, KpiLine, SheetForm, SheetIdentity
from shirube.plans.domain.sheets.opening import open_sheet
from shirube.plans.domain.sheets.xlsx_file import SheetTexts, write_xlsx
from shirube.plans.domain.terms import ActionState, Direction

TODAY = date(2026, 2, 10)
YEAR = 2025
TEXTS = SheetTexts(
    guide=["色の付いたセルに記入します。"],
    kpi_hint="記入します。",
    action_hint="記入します。",
    no_rows="ありません。",
    day_prompt="日",
    value_prompt="数",
    state_prompt="状況",
    reason_prompt="理由",
)
IDENTITY = SheetIdentity(
    municipality="990019",
    plan="dx-2024",
    section="jyoho",
    fiscal_year=YEAR,
    municipality_name="標市",
    plan_name="しるべ計画",
    section_name="DX推進課",
)


def reading(number: int, day: date, value: str, source: str = "集計表") -> doc.ReadingItem:
    return doc.ReadingItem(
        id=UUID(int=number),
        measured_on=day,
        value=Decimal(value),
        source=source,
        note="",
        entered_at=datetime(2025, 6, 1, tzinfo=UTC),
    )


def kpi(number: int, name: str, unit: str, *readings: doc.ReadingItem, decimals: int = 0) -> doc.KpiItem:
    return doc.KpiItem(
        id=UUID(int=number),
        code=f"kpi-{number}",
        name=name,
        unit=unit,
        decimals=decimals,
        direction=Direction.INCREASE,
        baseline=doc.Value(fiscal_year=2023, value=Decimal(10)),
        target=doc.Value(fiscal_year=2028, value=Decimal(60)),
        readings=readings,
    )


def action(number: int, name: str, *reports: doc.Report, phases: Sequence[doc.Phase] = ()) -> doc.ActionItem:
    return doc.ActionItem(
        id=UUID(int=number), code=f"action-{number}", name=name, phases=tuple(phases), reports=reports
    )


def report(year: int, state: ActionState, reason: str = "") -> doc.Report:
    moment = datetime(year, 10, 1, tzinfo=UTC)
    return doc.Report(fiscal_year=year, state=state, reason=reason, reported_at=moment)


ONLINE = kpi(101, "オンライン申請の割合", "%", reading(901, date(2025, 6, 30), "41.5"), decimals=1)
CLASSES = kpi(102, "スマートフォン教室の参加者", "人")
CARDS = kpi(103, "コンビニ交付の件数", "件", reading(902, date(2025, 9, 30), "1200"))
FORMS = action(201, "様式の見直し", phases=[doc.Phase(name="準備", first_year=2024, last_year=2026)])
COUNTER = action(202, "書かない窓口", report(2025, ActionState.ON_TIME))
INITIATIVE = doc.InitiativeItem(
    id=UUID(int=1),
    code="1-1",
    slug="1-1",
    title="手続きのオンライン化",
    summary="",
    pillar_code=None,
    category=None,
    dx_mark=False,
    dx_mark_basis="",
    revision=1,
)


def form_with(
    kpis: Sequence[doc.KpiItem] = (ONLINE, CLASSES, CARDS),
    actions: Sequence[doc.ActionItem] = (FORMS, COUNTER),
    **identity: Any,
) -> SheetForm:
    who = replace(IDENTITY, **identity)
    return SheetForm(
        identity=who,
        kpis=tuple(KpiLine(INITIATIVE, item) for item in kpis),
        actions=tuple(ActionLine(INITIATIVE, item, who.fiscal_year) for item in actions),
    )


FORM = form_with()
Edit = Callable[[Workbook], object]


@cache
def _blank() -> bytes:
    return write_xlsx(FORM, TEXTS)


def xlsx(
    cells: Mapping[str, Any] | None = None,
    *edits: Edit,
    form: SheetForm = FORM,
    sheet: str = "評価指標",
) -> bytes:
    """The form's workbook with `cells` ({"I4": …}) of a sheet filled in, and other edits made."""
    book = load_workbook(io.BytesIO(_blank() if form is FORM else write_xlsx(form, TEXTS)))
    for reference, value in (cells or {}).items():
        book[sheet][reference].value = value
    for edit in edits:
        edit(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def row(number: int, day: Any, value: Any, source: Any = "集計表", note: Any = None) -> dict[str, Any]:
    """The four cells of a KPI's row."""
    cells = zip("IJKL", (day, value, source, note), strict=True)
    return {f"{letter}{number}": value for letter, value in cells}


def csv_rows(form: SheetForm = FORM) -> list[list[str]]:
    return list(csv.reader(io.StringIO(write_csv(form).decode("utf-8-sig"))))


def csv_bytes(rows: Sequence[Sequence[str]], encoding: str = "utf-8-sig") -> bytes:
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue().encode(encoding, "replace")


def check(content: bytes, form: SheetForm = FORM, today: date = TODAY) -> Difference:
    return check_sheet(open_sheet(content), form, today)


def problems_of(content: bytes, form: SheetForm = FORM, today: date = TODAY) -> list[SheetProblem]:
    """All problems of a sheet that must have some."""
    try:
        check(content, form, today)
    except InvalidSheetError as error:
        return list(error.problems)
    raise AssertionError("the sheet was accepted")


def found_in(content: bytes, **options: Any) -> list[tuple[str, str, str]]:
    """(sheet, cell, code) of each problem."""
    return [(p.place.sheet, p.place.cell, p.code.value) for p in problems_of(content, **options)]


def repack(content: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The archive with its parts changed by hand, as no spreadsheet program would."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()
