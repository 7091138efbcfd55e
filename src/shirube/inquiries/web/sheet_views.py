"""The round trip of an answer's sheet: download, fill in, send back into the draft."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from shirube.inquiries.commands.answering import AnswerDraft, save_answer
from shirube.inquiries.domain.sheet import (
    IDENTITY_SHEET,
    KPI_SHEET,
    QUESTION_SHEET,
    ROW_SHEET,
    SheetTexts,
    write_sheet,
)
from shirube.inquiries.domain.terms import WRITABLE, InquiryState
from shirube.inquiries.queries.contents import kpis_of, rows_of
from shirube.inquiries.queries.inquiries import InquiryNotFoundError, get_asked
from shirube.inquiries.queries.rights import can_answer
from shirube.inquiries.queries.sheets import SheetFrame, read_sheet, tables_of
from shirube.inquiries.web.desk import READERS, WRITERS, Desk, desk_of, way_to_answer
from shirube.inquiries.web.forms import MEGABYTES, SheetForm
from shirube.inquiries.web.sentences import PROBLEMS
from shirube.inquiries.web.told import may_read
from shirube.kernel.errors import DomainError
from shirube.kernel.sheets.package import is_ole
from shirube.kernel.sheets.problems import Fault, InvalidSheetError, refuse
from shirube.kernel.sheets.workbook import LARGEST_FILE, read_workbook
from shirube.organizations import interface as organizations
from shirube.registers import interface as registers
from shirube.ui.access import Access, access
from shirube.ui.downloads import download
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for, status_of
from shirube.ui.sheet_problems import report_problems
from shirube.ui.uploads import limit_body

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ZIP = b"PK"


def _refuse_large(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    too_large = refuse(Fault.TOO_LARGE, limit=str(MEGABYTES))
    return _problem_page(request, _frame(desk, asked_id), desk, too_large, 413)


# The body of an upload may only be read once its size is known to be bearable; csrf_protect reads it behind the limit.
@csrf_exempt
@access(Access.STAFF, roles=READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@limit_body(LARGEST_FILE, _refuse_large)
@csrf_protect
def show_sheet(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """To download the answer as a sheet, and to send it back filled in."""
    desk = desk_of(request)
    frame = _frame(desk, asked_id)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _receive(request, frame, desk, form)
    context = {**_about(frame, desk), "form": form}
    return page(request, "inquiries/sheet.html", context, status=422 if form.errors else 200)


@access(Access.STAFF, roles=READERS)
@require_safe
def download_sheet(request: HttpRequest, asked_id: UUID) -> FileResponse:
    """The answer as it stands, as XLSX."""
    desk = desk_of(request)
    frame = _frame(desk, asked_id)
    title = f"{frame.inquiry.title}（{frame.asked.section.name}）"
    body = write_sheet(tables_of(frame), title=title, identity=frame.identity, texts=_texts())
    return download(body, name=f"{title}.xlsx", content_type=XLSX)


def _receive(request: HttpRequest, frame: SheetFrame, desk: Desk, form: SheetForm) -> HttpResponse:
    asked = frame.asked
    try:
        filled = read_sheet(_open(form.cleaned_data["file"].read()), frame)
    except InvalidSheetError as error:
        return _problem_page(request, frame, desk, error, 422)
    draft = AnswerDraft(
        answers=filled.answers,
        typed={key: one for key, one in asked.typed.items() if key not in filled.answers},
        rows=filled.rows,
        readings=filled.readings,
        remark=asked.remark,
        is_not_applicable=asked.is_not_applicable,
    )
    try:
        save_answer(**desk.act, asked_id=asked.id, draft=draft, seen_revision=asked.revision)
    except DomainError as error:
        if status_of(error) in {403, 404}:
            raise
        messages.error(request, sentence_for(error))
        return redirect("inquiries:sheet", asked.id)
    messages.success(
        request, _("シートの値を下書きに入れました（変わった値 %(n)s件）。") % {"n": filled.changed}
    )
    if filled.missing:
        words = _("シートに行のなかった%(n)s件は、元のまま残しました。")
        messages.info(request, words % {"n": filled.missing})
    return redirect("inquiries:answer", asked.id)


def _open(content: bytes) -> Any:
    """The cells of the upload. InvalidSheetError."""
    if not content.strip():
        raise refuse(Fault.EMPTY_FILE)
    if not content.startswith(_ZIP) and not is_ole(content):
        raise refuse(Fault.NOT_A_SHEET)
    return read_workbook(content, sheets=(QUESTION_SHEET, ROW_SHEET, KPI_SHEET), identity=IDENTITY_SHEET)


def _problem_page(
    request: HttpRequest, frame: SheetFrame, desk: Desk, error: InvalidSheetError, status: int
) -> HttpResponse:
    report = report_problems(error.problems, PROBLEMS)
    context = {**_about(frame, desk), "form": SheetForm(), "report": report}
    return page(request, "inquiries/sheet.html", context, status=status)


def _frame(desk: Desk, asked_id: UUID) -> SheetFrame:
    """InquiryNotFoundError also for a draft of another section."""
    inquiry, asked = get_asked(**desk.look, asked_id=asked_id)
    if not may_read(asked, desk):
        raise InquiryNotFoundError(inquiry=str(asked_id))
    facts: dict[str, Any] = {"municipality_id": desk.municipality_id, "inquiry": inquiry, "on": desk.today}
    office = registers.office_of(municipality_id=desk.municipality_id, on=desk.today)
    return SheetFrame(
        inquiry=inquiry,
        asked=asked,
        part=rows_of(**facts, asked=asked),
        kpis=kpis_of(**facts, asked=asked),
        office=office,
        municipality=organizations.get_municipality(desk.municipality_id),
    )


def _about(frame: SheetFrame, desk: Desk) -> dict[str, Any]:
    inquiry, asked = frame.inquiry, frame.asked
    address = reverse("inquiries:sheet", args=[asked.id])
    may_send = (
        desk.actor.holds(*WRITERS)
        and can_answer(desk.actor, asked.section.id)
        and inquiry.state is InquiryState.SENT
        and asked.state in WRITABLE
    )
    return {
        "inquiry": inquiry,
        "asked": asked,
        "may_send": may_send,
        "sheet_url": address,
        "downloads": [
            {
                "label": inquiry.title,
                "format": _("Excelブック"),
                "url": reverse("inquiries:sheet-file", args=[asked.id]),
            }
        ],
        "breadcrumbs": way_to_answer(inquiry, asked, Link(_("シート"), "")),
    }


def _texts() -> SheetTexts:
    return SheetTexts(
        guide=[
            _("1. 色の付いたセルに書きます。ほかのセルは保護されています。"),
            _("2. 日付は 2026/4/1、2026年4月1日、令和8年4月1日、R8.4.1 のどの形でも構いません。"),
            _("3. 行の並べ替えは自由です。行ごとに、隠れた識別番号で見分けます。"),
            _("4. 行を消しても、その回答は消えません。元のまま残ります。"),
            _("5. 送ると、回答の下書きに入ります。画面で確かめてから、課長に回します。"),
            _("6. ファイルを付ける質問は、画面で答えます。"),
            _("7. 1か所でも直すところがあると、何も入りません。直すセルの番地が画面に出ます。"),
        ],
        hint=_("色の付いたセルに書きます。変えないセルはそのままにします。"),
        choice_prompt=_("一覧から選んでください。"),
        day_prompt=_("日付を入力してください。例: 2026/4/1、R8.4.1"),
    )
