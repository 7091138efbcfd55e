"""Figures of others: what is imported, and importing it from a sheet or an address, with a look before it counts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.kernel.errors import DomainError
from shirube.kernel.sheets.problems import InvalidSheetError
from shirube.measures import interface as measures
from shirube.plans.domain.series_sheet import SeriesSheet, read_series_sheet
from shirube.plans.domain.sheets.opening import open_any_sheet
from shirube.plans.web.sentences_sheets import PROBLEMS
from shirube.plans.web.staff.desk import Desk, desk_of
from shirube.plans.web.staff.pages import answer, here, home_step, tell
from shirube.plans.web.staff.remote_sheet import fetch_sheet
from shirube.plans.web.staff.series_forms import ImportForm, SeriesForm
from shirube.plans.web.staff.series_pages import (
    ReadSheet,
    points_table,
    preview_table,
    problems_table,
    series_table,
    sign,
    unsign,
)
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.sheet_problems import report_problems

keepers = access(Access.STAFF, roles=measures.SERIES_KEEPERS)


@keepers
def series_list(request: HttpRequest) -> HttpResponse:
    """All series, and the form for another one."""
    desk = desk_of(request)
    form, status = SeriesForm(request.POST or None), 0
    if request.method == "POST" and form.is_valid():
        try:
            measures.define_series(series=form.series(), **desk.act)
        except DomainError as error:
            status = tell(form, error)
        else:
            messages.success(request, _("取り込む数値を登録しました。"))
            return redirect("plans_staff:series", form.cleaned_data["code"])
    found = measures.list_series(municipality_id=desk.municipality_id)
    context = {"table": series_table(found), "breadcrumbs": [home_step(), here(_("取り込む数値"))]}
    return answer(request, "plans/staff/series_list.html", form, context, status)


@keepers
def series(request: HttpRequest, series_code: str) -> HttpResponse:
    """One series: its figures, and the form that reads more of them."""
    desk = desk_of(request)
    one = measures.get_series_of_code(municipality_id=desk.municipality_id, code=series_code)
    form = ImportForm(request.POST or None, request.FILES or None, initial=_initial(one))
    read: ReadSheet | None = None
    if request.method == "POST" and form.is_valid():
        read = _read(form)
    return answer(request, "plans/staff/series.html", form, _context(desk, one, read))


@keepers
@require_POST
def take_in(request: HttpRequest, series_code: str) -> HttpResponse:
    """Keep the figures that were looked at."""
    desk = desk_of(request)
    measures.get_series_of_code(municipality_id=desk.municipality_id, code=series_code)
    try:
        read = unsign(request.POST.get("read", ""), series_code)
    except signing.BadSignature:
        messages.warning(
            request, _("見てから時間がたったため、取り込めませんでした。もう一度読み込んでください。")
        )
        return redirect("plans_staff:series", series_code)
    outcome = measures.import_points(
        code=series_code, points=read.points, source=read.source, mapping=read.mapping, **desk.act
    )
    facts = {"added": outcome.added, "corrected": outcome.corrected, "unchanged": outcome.unchanged}
    messages.success(
        request,
        _("取り込みました。新しい値%(added)s件、訂正%(corrected)s件、同じ値%(unchanged)s件です。") % facts,
    )
    return redirect("plans_staff:series", series_code)


def _initial(one: measures.SeriesSummary) -> dict[str, Any]:
    return {
        "day_head": one.mapping.get("day", ""),
        "value_head": one.mapping.get("value", ""),
        "source": one.source,
        "url": one.url,
    }


def _read(form: ImportForm) -> ReadSheet | None:
    """What the file holds; None with the reason at the form."""
    data = form.cleaned_data
    try:
        content = data["file"].read() if data["file"] else fetch_sheet(data["url"])
        sheet = read_series_sheet(
            open_any_sheet(content), day_head=data["day_head"], value_head=data["value_head"]
        )
    except InvalidSheetError as error:
        found = report_problems(error.problems, PROBLEMS).whole
        form.add_error("file", " ".join(f"{one.wrong}{one.remedy}" for one in found))
        return None
    except DomainError as error:
        tell(form, error)
        return None
    return _checked(form, sheet)


def _checked(form: ImportForm, sheet: SeriesSheet) -> ReadSheet | None:
    data = form.cleaned_data
    if not sheet.is_found:
        heads = "、".join(sheet.heads[:30]) or _("見出しがありません")
        form.add_error("day_head", _("この見出しの列がそろった行が見つかりません。ある見出し: %s") % heads)
        return None
    points = [measures.NewPoint(one.on, one.value) for one in sheet.points]
    mapping = {"day": data["day_head"], "value": data["value_head"]}
    return ReadSheet(points, data["source"], mapping, tuple(sheet.problems))


def _context(desk: Desk, one: measures.SeriesSummary, read: ReadSheet | None) -> dict[str, Any]:
    there = measures.list_points(municipality_id=desk.municipality_id, code=one.code)
    return {
        "series": one,
        "points": points_table(there, one.unit),
        "preview": preview_table(read, there, one.unit) if read and not read.problems else None,
        "problems": problems_table(read.problems) if read and read.problems else None,
        "signed": sign(read, one.code) if read and not read.problems and read.points else "",
        "breadcrumbs": [
            home_step(),
            Link(_("取り込む数値"), reverse("plans_staff:series-list")),
            here(one.names.ja),
        ],
    }
