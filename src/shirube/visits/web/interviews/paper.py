"""紙一枚: a sheet printed with a code, and typed in beside its scanned picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from shirube.applications import interface as applications
from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.kernel.clock import JAPAN
from shirube.kernel.errors import DomainError
from shirube.procedures import interface as procedures
from shirube.ui.downloads import download
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.visits.commands.interviews.sheets import (
    SheetView,
    get_sheet,
    print_paper_sheet,
    type_in_sheet,
)
from shirube.visits.domain.interview.codes import carried_code, shown_code
from shirube.visits.web.interviews.clerk import Clerk, clerk_of, handlers, way

_PICTURES = frozenset({"image/jpeg", "image/png"})
_MOST_SCANS = 20
_REFRESH, _ACCEPT = "_refresh", "_accept_warnings"


class CodeForm(django_forms.Form):
    code = django_forms.CharField(
        label=gettext_lazy("用紙の番号（二次元コードを読むか、打つ）"),
        max_length=200,
        widget=django_forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )


class ArrivalForm(django_forms.Form):
    """When the sheet came, and who was seen. Its names carry a prefix that no field of a form can have."""

    received_on = django_forms.DateField(
        label=gettext_lazy("受け取った日"), widget=django_forms.DateInput({"type": "date"})
    )
    identity_seen = django_forms.CharField(
        label=gettext_lazy("本人確認に見たもの"), max_length=100, required=False
    )


@dataclass(frozen=True, slots=True)
class Typing:
    """The form as it was typed so far; `is_asked` where a button only wants the page again."""

    answers: Mapping[str, Any]
    typed: Mapping[str, Any]
    is_asked: bool


@handlers
def sheets(request: HttpRequest) -> HttpResponseBase:
    """Print a sheet of a procedure of one's sections, or type one in."""
    clerk = clerk_of(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            found = get_sheet(municipality_id=clerk.municipality_id, typed=form.cleaned_data["code"])
            return redirect("interviews_staff:type-in", found.code)
        except DomainError as error:
            form.add_error("code", sentence_for(error))
    mine = {section_id for _role, section_id in clerk.actor.sections}
    known = procedures.list_procedures(municipality_id=clerk.municipality_id)
    context = {
        "form": form,
        "procedures": [
            {"code": one.code, "name": one.short.ja}
            for one in known
            if one.section_id in mine and one.other_ways.get("paper")
        ],
        "breadcrumbs": way((_("紙の申請書"), "")),
    }
    return page(request, "visits/interviews/sheets.html", context, status=422 if form.errors else 200)


@handlers
@require_POST
def print_sheet(request: HttpRequest) -> HttpResponse:
    """One sheet of A4 pages in large type, with its own code on each."""
    clerk = clerk_of(request)
    code = print_paper_sheet(**clerk.act, procedure_code=request.POST.get("procedure", "")[:80])
    sheet = get_sheet(municipality_id=clerk.municipality_id, typed=code)
    pdf = forms.make_sheet_pdf(
        sheet.version.form, sheet_code=carried_code(clerk.city_code, code), language="ja"
    )
    name = content_disposition_header(as_attachment=False, filename=f"{sheet.procedure.short.ja}.pdf") or ""
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


@handlers
def type_in(request: HttpRequest, code: str) -> HttpResponse:
    """The picture on one side, the form on the other; what is missing is told once and taken in all the same."""
    clerk = clerk_of(request)
    sheet = get_sheet(municipality_id=clerk.municipality_id, typed=code)
    typing = _read(request, sheet.version.form, clerk.today)
    form = ArrivalForm(request.POST or None, initial={"received_on": clerk.today}, prefix="arrival")
    scans = _scans(request, clerk, form)
    problems = _problems(sheet, typing, clerk.today)
    unclear = [one for one in problems if _ACCEPT not in request.POST or one.path in typing.typed]
    if typing.is_asked or not form.is_valid() or unclear:
        return _answer(request, clerk, sheet, typing, form, scans, [] if typing.is_asked else unclear)
    try:
        receipt = type_in_sheet(
            **clerk.act,
            sheet=sheet,
            answers=typing.answers,
            scan_ids=scans,
            identity_seen=form.cleaned_data["identity_seen"],
            received_at=_moment(form.cleaned_data["received_on"], clerk.now),
        )
    except DomainError as error:
        form.add_error(None, sentence_for(error))
        return _answer(request, clerk, sheet, typing, form, scans, [])
    messages.success(request, _("申請を入れました。受付番号は %(n)s です。") % {"n": receipt.receipt_number})
    return redirect("interviews_staff:sheets")


@handlers
@require_safe
def scan(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """The picture that the clerk has just uploaded, for nobody else; anything but a picture is a download."""
    clerk = clerk_of(request)
    kept = files.get_file(municipality_id=clerk.municipality_id, file_id=file_id)
    if kept.uploaded_by != clerk.actor.log_name or kept.attached_to:
        raise files.StoredFileNotFoundError
    opened = files.open_file(municipality_id=clerk.municipality_id, file_id=file_id)
    response = download(opened.content, name=opened.name, content_type=opened.content_type)
    if opened.content_type in _PICTURES:
        # Danger: decoded and written anew by us when it was stored, and still nothing of it may run.
        response.headers["Content-Disposition"] = "inline"
    return response


def _read(request: HttpRequest, form: forms.Form, today: date) -> Typing:
    if request.method != "POST":
        return Typing({}, {}, is_asked=True)
    found: dict[str, Any] = {}
    typed: dict[str, Any] = {}
    is_asked = _REFRESH in request.POST
    for step in forms.list_visible_steps(form, found, today=today):
        bound = forms.bind_step(
            form, step.code, dict(request.POST.lists()), found, today=today, typed=typed, partial=True
        )
        found, typed = dict(bound.answers), dict(bound.typed)
        is_asked = is_asked or bound.asked is not None
    return Typing(found, typed, is_asked)


def _problems(sheet: SheetView, typing: Typing, today: date) -> list[forms.Problem]:
    found = forms.check_answers(
        sheet.version.form, dict(typing.answers), today=today, typed=tuple(typing.typed)
    )
    return [one for one in found if one.code != "files_missing"]


def _scans(request: HttpRequest, clerk: Clerk, form: ArrivalForm) -> list[UUID]:
    """What was scanned, now and on the page before; a file that is refused says why."""
    kept = [one for one in map(_uuid, request.POST.getlist("_scan")) if one is not None]
    for upload in request.FILES.getlist("_scans")[:_MOST_SCANS]:
        try:
            stored = applications.upload_scan(
                **clerk.act,
                name=upload.name or "",
                declared_type=upload.content_type or "",
                content=upload,  # type: ignore[arg-type]  # a file, though not a BinaryIO by name
            )
        except DomainError as error:
            form.add_error(None, f"{upload.name}: {sentence_for(error)}")
        else:
            kept.append(stored.id)
    return kept[:_MOST_SCANS]


def _answer(
    request: HttpRequest,
    clerk: Clerk,
    sheet: SheetView,
    typing: Typing,
    form: ArrivalForm,
    scans: list[UUID],
    unclear: list[forms.Problem],
) -> HttpResponse:
    content = sheet.version.form
    bound = forms.Bound(dict(typing.answers), dict(typing.typed))
    context = {
        "name": sheet.procedure.short.ja,
        "code": shown_code(sheet.code),
        "receipt_number": sheet.receipt_number,
        "form": form,
        "steps": [
            forms.present_step(content, one.code, bound, language="ja", today=clerk.today)
            for one in forms.list_visible_steps(content, dict(typing.answers), today=clerk.today)
        ],
        "problems": forms.present_problems(content, unclear, dict(typing.answers), language="ja"),
        "can_accept": bool(unclear) and not typing.typed,
        "scans": [
            {"id": one, "url": reverse("interviews_staff:scan", args=[one]), "number": number}
            for number, one in enumerate(scans, 1)
        ],
        "breadcrumbs": way(
            (_("紙の申請書"), reverse("interviews_staff:sheets")), (sheet.procedure.short.ja, "")
        ),
    }
    is_refused = request.method == "POST" and bool(form.errors or unclear)
    return page(request, "visits/interviews/type_in.html", context, status=422 if is_refused else 200)


def _moment(day: date, now: datetime) -> datetime:
    """The day of arrival as a moment; the hour is not asked, noon stands for it."""
    return now if day == now.astimezone(JAPAN).date() else datetime.combine(day, time(12), tzinfo=JAPAN)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
