"""One register as a table, a board by stage, and a time-line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.registers.domain.outputs import write_csv
from shirube.registers.queries.mirrors import list_differing, look_at_reality
from shirube.registers.queries.registers import RegisterView
from shirube.registers.queries.rights import can_change_item, can_start_item
from shirube.registers.web.board import board_columns, empty_stages
from shirube.registers.web.choosing import Choice, choice_of, choose
from shirube.registers.web.desk import READERS, Desk, desk_of, way
from shirube.registers.web.rows import table_head, table_rows
from shirube.registers.web.timeline import draw_timeline
from shirube.ui.access import Access, access
from shirube.ui.downloads import download
from shirube.ui.links import Link
from shirube.ui.pages import page


@access(Access.STAFF, roles=READERS)
def show_table(request: HttpRequest, code: str) -> HttpResponse:
    """Sorted and filtered by `?section=&stage=&state=&q=&sort=`; each cell leads to its own small form."""
    desk = desk_of(request)
    register = desk.register(code)
    choice = choice_of(request.GET)
    items = choose(register, choice)
    writable = frozenset(item.id for item in items if can_change_item(desk.actor, item.section_id))
    context = {
        **_about(register, desk, choice, "table"),
        "head": table_head(register, choice),
        "rows": table_rows(register, items, writable),
        "count": len(items),
    }
    return page(request, "registers/staff/table.html", context)


@access(Access.STAFF, roles=READERS)
def show_board(request: HttpRequest, code: str) -> HttpResponse:
    """A column for each stage in which anything stands, with its items as cards."""
    desk = desk_of(request)
    register = desk.register(code)
    choice = choice_of(request.GET)
    items = choose(register, choice)
    columns = board_columns(register, items)
    context = {
        **_about(register, desk, choice, "board"),
        "columns": columns,
        "empty_stages": empty_stages(register, columns),
        "count": len(items),
    }
    return page(request, "registers/staff/board.html", context)


@access(Access.STAFF, roles=READERS)
def show_timeline(request: HttpRequest, code: str) -> HttpResponse:
    """Planned and actual days over the years, drawn on the server."""
    desk = desk_of(request)
    register = desk.register(code)
    choice = choice_of(request.GET)
    items = choose(register, choice)
    context = {
        **_about(register, desk, choice, "timeline"),
        "chart": draw_timeline(register, items, register.judged_on),
        "count": len(items),
    }
    return page(request, "registers/staff/timeline.html", context)


@access(Access.STAFF, roles=READERS)
def export_csv(request: HttpRequest, code: str) -> FileResponse:
    """Everything that the person may see of the register."""
    register = desk_of(request).register(code)
    content = write_csv(
        register.fields.values(), [one.values for one in register.items], register.section_names
    )
    return download(content, name=f"{register.pack.title}.csv", content_type="text/csv; charset=utf-8")


def _about(register: RegisterView, desk: Desk, choice: Choice, view: str) -> dict[str, Any]:
    """What the three views share."""
    return {
        "register": register,
        "choice": choice,
        "views": _views(register, choice, view),
        "section_choices": _sections(register),
        "stage_choices": [(stage.code, stage.label) for stage in register.pack.stages],
        "links": _links(register),
        "add_url": _add_url(register, desk),
        "differing": _differing(register, desk),
        "late": len(register.late),
        "done": register.done,
        "total": len(register.items),
        "breadcrumbs": way(Link(register.pack.title, "")),
    }


def _differing(register: RegisterView, desk: Desk) -> Sequence[Link]:
    """Items that say otherwise than the running system, with what is so."""
    reality = look_at_reality(municipality_id=desk.municipality_id, register=register)
    return [
        Link(
            item.title,
            reverse("registers_staff:item", args=[register.code, item.id]),
            reality[item.key].words,
        )
        for item in list_differing(register, reality)
    ]


def _views(register: RegisterView, choice: Choice, view: str) -> Sequence[dict[str, Any]]:
    names = {"table": _("表"), "board": _("段階ごと"), "timeline": _("年表")}
    return [
        {
            "label": label,
            "url": reverse(f"registers_staff:{name}", args=[register.code]) + choice.query(),
            "current": name == view,
        }
        for name, label in names.items()
    ]


def _sections(register: RegisterView) -> Sequence[tuple[str, str]]:
    used: set[UUID | None] = {item.section_id for item in register.items}
    return [(code, one.name) for code, one in register.sections.items() if one.id in used]


def _links(register: RegisterView) -> Sequence[Link]:
    sheet = Link(
        _("Excelのシートで直す"),
        reverse("registers_staff:sheet", args=[register.code]),
        _("ダウンロード、記入、送って確かめてから適用"),
    )
    csv = Link(_("CSVで取り出す"), reverse("registers_staff:csv", args=[register.code]), _("今の値をすべて"))
    if register.pack.text_search is None:
        return [sheet, csv]
    search = Link(
        _("例規の文から探す"),
        reverse("registers_staff:ordinances", args=[register.code]),
        _("送った例規の文から、当てはまりそうな文を示します"),
    )
    return [search, sheet, csv]


def _add_url(register: RegisterView, desk: Desk) -> str:
    return (
        reverse("registers_staff:add", args=[register.code])
        if can_start_item(desk.actor, register.pack)
        else ""
    )
