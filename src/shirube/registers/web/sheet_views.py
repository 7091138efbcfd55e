"""The round trip of a register's sheet: download, send back, look at the difference, apply."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shirube.kernel.sheets.package import is_ole
from shirube.kernel.sheets.problems import Fault, InvalidSheetError, refuse
from shirube.kernel.sheets.workbook import LARGEST_FILE, read_workbook
from shirube.registers.commands.sheets import SheetAppliedError, SheetOutdatedError, apply_sheet, keep_sheet
from shirube.registers.domain.sheet_check import RowChange
from shirube.registers.domain.sheet_file import SheetTexts, write_sheet
from shirube.registers.domain.sheet_words import IDENTITY_SHEET, TABLE_SHEET
from shirube.registers.queries.registers import RegisterView
from shirube.registers.queries.rights import can_keep
from shirube.registers.queries.sheets import SheetView, get_sheet, list_waiting_sheets, sheet_content
from shirube.registers.web.desk import READERS, WRITERS, Desk, desk_of, way_to
from shirube.registers.web.editing_views import Meanwhile
from shirube.registers.web.forms import MEGABYTES, SheetForm
from shirube.registers.web.sentences import PROBLEMS
from shirube.registers.web.words import field_words, history_value
from shirube.ui.access import Access, access
from shirube.ui.downloads import download
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.ui.sheet_problems import report_problems
from shirube.ui.uploads import limit_body

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ZIP = b"PK"


def _refuse_large(request: HttpRequest, code: str) -> HttpResponse:
    desk = desk_of(request)
    too_large = refuse(Fault.TOO_LARGE, limit=str(MEGABYTES))
    return _problem_page(request, desk.register(code), too_large, 413)


# The body of an upload may only be read once its size is known to be bearable; csrf_protect reads it behind the limit.
@csrf_exempt
@access(Access.STAFF, roles=READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@limit_body(LARGEST_FILE, _refuse_large)
@csrf_protect
def show_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """To download the register, and to send it back filled in."""
    desk = desk_of(request)
    register = desk.register(code)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _receive(request, register, desk, form)
    context = {
        **_about(register),
        "form": form,
        "may_send": desk.actor.holds(*WRITERS),
        "waiting": _waiting(register, desk),
    }
    return page(request, "registers/staff/sheet.html", context, status=422 if form.errors else 200)


@access(Access.STAFF, roles=READERS)
@require_safe
def download_sheet(request: HttpRequest, code: str) -> FileResponse:
    """The register as XLSX, with the values of this moment."""
    desk = desk_of(request)
    register = desk.register(code)
    content = sheet_content(
        municipality_id=desk.municipality_id, register=register, actor=desk.actor, on=desk.today
    )
    return download(write_sheet(content, _texts()), name=f"{register.pack.title}.xlsx", content_type=_XLSX)


@access(Access.STAFF, roles=WRITERS)
@require_safe
def show_checked(request: HttpRequest, code: str, sheet_id: UUID) -> HttpResponse:
    """What the sheet would change, with the button; or what it has changed."""
    desk = desk_of(request)
    register = desk.register(code)
    sheet = get_sheet(
        municipality_id=desk.municipality_id, register_id=register.id, sheet_id=sheet_id, actor=desk.actor
    )
    title = _("シートの適用") if sheet.applied_at else _("シートの確認")
    context = {
        **_about(register),
        "title": title,
        "sheet": sheet,
        "changed": [_changed(register, row) for row in sheet.difference.rows if row.item_id],
        "added": [_changed(register, row) for row in sheet.difference.rows if not row.item_id],
        "count": len(sheet.difference.rows),
        "can_keep": can_keep(desk.actor),
        "breadcrumbs": _way(register, Link(title, "")),
    }
    return page(request, "registers/staff/checked.html", context)


@access(Access.STAFF, roles=WRITERS)
@require_POST
def apply(request: HttpRequest, code: str, sheet_id: UUID) -> HttpResponse:
    """Apply the sheet as a whole; of the items without a row, those that were ticked are taken off."""
    desk = desk_of(request)
    removing = {UUID(one) for one in request.POST.getlist("remove") if _is_uuid(one)}
    try:
        apply_sheet(**desk.act, register=code, sheet_id=sheet_id, removing=removing)
    except SheetAppliedError as error:
        messages.info(request, sentence_for(error))
    except SheetOutdatedError as error:
        messages.warning(request, sentence_for(error))
        return redirect("registers_staff:sheet", code)
    else:
        messages.success(request, _("シートをまとめて適用しました。"))
    return redirect("registers_staff:checked-sheet", code, sheet_id)


def _receive(request: HttpRequest, register: RegisterView, desk: Desk, form: SheetForm) -> HttpResponse:
    upload = form.cleaned_data["file"]
    try:
        # Before the command: reading a file takes time in which nobody else could write.
        book = _open(upload.read())
        sheet_id = keep_sheet(**desk.act, register=register.code, file_name=upload.name or "", book=book)
    except InvalidSheetError as error:
        return _problem_page(request, register, error, 422)
    return redirect("registers_staff:checked-sheet", register.code, sheet_id)


def _open(content: bytes) -> Any:
    """The cells of the upload. InvalidSheetError."""
    if not content.strip():
        raise refuse(Fault.EMPTY_FILE)
    if not content.startswith(_ZIP) and not is_ole(content):
        raise refuse(Fault.NOT_A_SHEET)
    return read_workbook(content, sheets=(TABLE_SHEET,), identity=IDENTITY_SHEET)


def _problem_page(
    request: HttpRequest, register: RegisterView, error: InvalidSheetError, status: int
) -> HttpResponse:
    context = {
        **_about(register),
        "form": SheetForm(),
        "report": report_problems(error.problems, PROBLEMS),
    }
    return page(request, "registers/staff/sheet_problems.html", context, status=status)


def _about(register: RegisterView) -> dict[str, Any]:
    return {
        "register": register,
        "sheet_url": reverse("registers_staff:sheet", args=[register.code]),
        "downloads": [
            {
                "label": register.pack.title,
                "format": _("Excelブック"),
                "url": reverse("registers_staff:sheet-file", args=[register.code]),
            }
        ],
        "breadcrumbs": _way(register),
    }


def _way(register: RegisterView, *steps: Link) -> list[Link]:
    return way_to(register, Link(_("シート"), reverse("registers_staff:sheet", args=[register.code])), *steps)


def _waiting(register: RegisterView, desk: Desk) -> Sequence[Link]:
    waiting: Sequence[SheetView] = list_waiting_sheets(
        municipality_id=desk.municipality_id, register_id=register.id, actor=desk.actor
    )
    return [
        Link(
            one.file_name,
            reverse("registers_staff:checked-sheet", args=[register.code, one.id]),
            _("%(count)s件の違い。まだ適用していません") % {"count": len(one.difference.rows)},
        )
        for one in waiting
    ]


def _changed(register: RegisterView, row: RowChange) -> dict[str, Any]:
    changes = [
        Meanwhile(
            field_words(register, one.field),
            history_value(register, one.field, one.before),
            history_value(register, one.field, one.after),
        )
        for one in row.changes
    ]
    caption = _("%(title)s（セル%(place)sの行）") % {"title": row.title, "place": row.place}
    return {"caption": caption, "changes": changes}


def _texts() -> SheetTexts:
    return SheetTexts(
        guide=[
            _("1. 「台帳」のシートの、色の付いたセルを書き直します。ほかのセルは保護されています。"),
            _("2. 日付は 2026/4/1、2026年4月1日、令和8年4月1日、R8.4.1 のどの形でも構いません。"),
            _("3. 行の並べ替えと絞り込みは自由です。行ごとに、隠れた識別番号で元の項目を見分けます。"),
            _("4. 新しい項目は、表の下の空いている行に書きます。"),
            _("5. 行を消しても、台帳からは自動で外れません。送ったあとの画面で、外すかどうかを選びます。"),
            _("6. 保存して送ると、変わるところを画面で確かめてから、まとめて適用できます。"),
            _("7. 1か所でも直すところがあると、何も適用されません。直すセルの番地が画面に出ます。"),
        ],
        hint=_("色の付いたセルを書き直します。変えないセルはそのままにします。"),
        choice_prompt=_("一覧から選んでください。"),
        day_prompt=_("日付を入力してください。例: 2026/4/1、R8.4.1"),
    )


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
