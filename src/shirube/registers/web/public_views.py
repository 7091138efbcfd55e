"""Registers that residents may read: how far each item has come, and what is late."""

from __future__ import annotations

from typing import Any, cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_date
from shirube.kernel.clock import japan_date, read_clock
from shirube.registers.domain.fields import TITLE
from shirube.registers.domain.outputs import write_csv
from shirube.registers.queries.registers import (
    ItemView,
    RegisterView,
    get_public_register,
    list_public_registers,
)
from shirube.registers.web.words import progress_status, value_cell
from shirube.ui.access import Access, access
from shirube.ui.downloads import download
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Table


@access(Access.PUBLIC)
def show_list(request: HttpRequest) -> HttpResponse:
    """Each register with how much of it is done."""
    registers = list_public_registers(**_look(request))
    context = {
        "registers": [
            (one, reverse("registers:register", args=[one.code]), _words(one)) for one in registers
        ],
        "breadcrumbs": [_home(), Link(_("進みぐあいの台帳"), "")],
    }
    return page(request, "registers/public/list.html", context)


@access(Access.PUBLIC)
def show_register(request: HttpRequest, code: str) -> HttpResponse:
    register = get_public_register(code=code, **_look(request))
    address = reverse("registers:csv", args=[code])
    context = {
        "register": register,
        "words": _words(register),
        "late": [(item, _late(item, cast("Any", request).language.code)) for item in register.late],
        "table": _table(register, cast("Any", request).language.code),
        "downloads": [{"label": register.pack.title, "format": "CSV", "url": address}],
        "breadcrumbs": [
            _home(),
            Link(_("進みぐあいの台帳"), reverse("registers:list")),
            Link(register.pack.title, ""),
        ],
    }
    return page(request, "registers/public/register.html", context)


@access(Access.PUBLIC)
def export_csv(request: HttpRequest, code: str) -> FileResponse:
    """What residents may read of the register."""
    register = get_public_register(code=code, **_look(request))
    fields = [field for field in register.fields.values() if field.public]
    content = write_csv(fields, [item.values for item in register.items], register.section_names)
    return download(content, name=f"{register.pack.title}.csv", content_type="text/csv; charset=utf-8")


def _look(request: HttpRequest) -> dict[str, Any]:
    municipality = cast("Any", request).municipality
    return {"municipality_id": municipality.id, "on": japan_date(read_clock())}


def _home() -> Link:
    return Link(_("ホーム"), reverse("portal:home"))


def _words(register: RegisterView) -> str:
    return _("%(total)s件のうち%(done)s件が終わりました") % {
        "total": len(register.items),
        "done": register.done,
    }


def _late(item: ItemView, language: str) -> str:
    late = item.progress.late
    if late is None or late.planned is None:
        return ""
    facts = {"stage": late.label, "day": format_date(late.planned, language), "days": item.progress.days_late}
    return _("%(stage)s: 予定は%(day)s（%(days)s日の遅れ）") % facts


def _table(register: RegisterView, language: str) -> Table:
    shown = [
        field
        for field in register.fields.values()
        if field.public and not field.stage and field.code != TITLE
    ]
    columns = (
        Column(register.pack.item_word),
        Column(_("今の段階")),
        *(Column(field.label) for field in shown),
        Column(_("終わる予定")),
        Column(_("終わった日")),
    )
    rows = tuple(
        (
            Cell(item.title),
            Cell(None, status=progress_status(item.progress, register.known_until)),
            *(value_cell(field, item, register) for field in shown),
            _day(item.progress.lines[-1].planned, language),
            _day(item.progress.lines[-1].actual, language),
        )
        for item in register.items
    )
    return Table(register.pack.title, columns, rows)


def _day(day: Any, language: str) -> Cell:
    return Cell(format_date(day, language) if day else None, missing=_("日付なし"))
