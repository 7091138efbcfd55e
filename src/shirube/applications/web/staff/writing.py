"""Acts that need words: correction, proposal, document, message, note, moving. Each on a page of its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.applications.commands.approval import propose_decision
from shirube.applications.commands.issuing import issue_document
from shirube.applications.commands.review import move_to_section, return_for_correction
from shirube.applications.commands.talking import add_note, upload_message_file, write_to_resident
from shirube.applications.commands.viewing import open_case
from shirube.applications.domain.states import Outcome
from shirube.applications.queries.documents import suggest_document_for
from shirube.applications.queries.rules import get_rules
from shirube.applications.queries.staff_cases import CaseForStaff
from shirube.applications.web.staff.act_forms import (
    DocumentForm,
    MoveForm,
    ProposeForm,
    ReturnForm,
    WordsForm,
)
from shirube.applications.web.staff.approval_view import present_route
from shirube.applications.web.staff.basis import present_basis
from shirube.applications.web.staff.case_page import draw_case
from shirube.applications.web.staff.desk import Desk, desk_of, handlers, way
from shirube.applications.web.staff.queue import case_address, to_case
from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.organizations import interface as organizations
from shirube.ui.access import records_reading
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for, status_of


@handlers
@records_reading
def send_back(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """補正: choose the fields, say why and what to do."""
    desk = desk_of(request)
    found = open_case(**desk.act, case_id=case_id)
    form = ReturnForm(found, desk.today, request.POST or None)
    if request.method == "POST" and form.is_valid() and is_done(form, lambda: _return(desk, case_id, form)):
        messages.success(request, _("補正のお願いを送りました。本人が直すまで、期限は止まります。"))
        return to_case(request, case_id)
    return _page(request, "send_back", found, form, _("補正を求める"))


def _return(desk: Desk, case_id: UUID, form: ReturnForm) -> None:
    return_for_correction(
        **desk.act,
        case_id=case_id,
        message=form.cleaned_data["message"],
        points=form.points(),
        answer_by=form.cleaned_data["answer_by"],
    )


@handlers
@records_reading
def propose(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """起案: the outcome with its reason; it goes to the first desk of the route, or is decided where there is none."""
    desk = desk_of(request)
    found = open_case(**desk.act, case_id=case_id)
    rules = get_rules(municipality_id=desk.municipality_id, code=found.procedure_code)
    form = ProposeForm(list(rules.results), request.POST or None)
    if request.method == "POST" and form.is_valid() and is_done(form, lambda: _propose(desk, case_id, form)):
        messages.success(request, _("起案しました。") if rules.route else _("決定しました。"))
        return to_case(request, case_id)
    further = {
        "route": present_route(desk, found, rules.route),
        "basis": present_basis(desk, found, rules.name_in("ja")),
    }
    return _page(request, "propose", found, form, _("起案する"), **further)


def _propose(desk: Desk, case_id: UUID, form: ProposeForm) -> None:
    propose_decision(
        **desk.act,
        case_id=case_id,
        outcome=Outcome(form.cleaned_data["outcome"]),
        reason=form.cleaned_data["reason"],
        comment=form.cleaned_data["comment"],
    )


@handlers
@records_reading
def issue(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The decision document: the procedure's words with their places filled, to be looked at before it goes."""
    desk = desk_of(request)
    found = open_case(**desk.act, case_id=case_id)
    suggested = suggest_document_for(**desk.look, case_id=case_id)
    initial = {"title": suggested.title, "body": suggested.body}
    form = DocumentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and is_done(form, lambda: _issue(desk, case_id, form)):
        messages.success(request, _("書類を交付しました。本人にお知らせしました。"))
        return to_case(request, case_id)
    return _page(request, "issue", found, form, _("書類を交付する"), unfilled=suggested.unfilled)


def _issue(desk: Desk, case_id: UUID, form: DocumentForm) -> None:
    issue_document(
        **desk.act, case_id=case_id, title=form.cleaned_data["title"], body=form.cleaned_data["body"]
    )


@handlers
@require_POST
def message(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A message to the resident, with files."""
    desk = desk_of(request)
    form = WordsForm(request.POST)
    if form.is_valid() and is_done(form, lambda: _write(request, desk, case_id, form)):
        messages.success(request, _("メッセージを送りました。"))
        return to_case(request, case_id)
    return draw_case(request, desk, open_case(**desk.act, case_id=case_id), message_form=form, status=422)


def _write(request: HttpRequest, desk: Desk, case_id: UUID, form: WordsForm) -> None:
    taken = [
        upload_message_file(
            **desk.act,
            case_id=case_id,
            holder=None,
            name=upload.name or "",
            declared_type=upload.content_type or "",
            content=upload,  # type: ignore[arg-type]  # a file, though not a BinaryIO by name
        ).id
        for upload in request.FILES.getlist("files")
    ]
    write_to_resident(**desk.act, case_id=case_id, text=form.cleaned_data["words"], file_ids=taken)


@handlers
@require_POST
def note(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """An internal note; the resident never sees it."""
    desk = desk_of(request)
    form = WordsForm(request.POST)
    if form.is_valid() and is_done(
        form, lambda: add_note(**desk.act, case_id=case_id, text=form.cleaned_data["words"])
    ):
        messages.success(request, _("内部メモを残しました。"))
        return to_case(request, case_id)
    return draw_case(request, desk, open_case(**desk.act, case_id=case_id), note_form=form, status=422)


@handlers
@records_reading
def move(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """回付: hand a case over that came to the wrong section."""
    desk = desk_of(request)
    found = open_case(**desk.act, case_id=case_id)
    everywhere = organizations.list_sections(municipality_id=desk.municipality_id, on=desk.today)
    sections = [(str(one.id), one.name) for one in everywhere if one.id != found.section_id]
    form = MoveForm(sections, request.POST or None)
    if request.method == "POST" and form.is_valid() and is_done(form, lambda: _move(desk, case_id, form)):
        messages.success(request, _("ほかの課に回しました。"))
        return redirect("applications_staff:cases")
    return _page(request, "move", found, form, _("ほかの課に回す"))


def _move(desk: Desk, case_id: UUID, form: MoveForm) -> None:
    move_to_section(**desk.act, case_id=case_id, section_id=UUID(form.cleaned_data["section"]))


def is_done(form: django_forms.Form, deed: Any) -> bool:
    """Whether it was done; a broken rule is said at the form, with all that was typed. Who may not gets the error page."""
    try:
        deed()
    except (ForbiddenError, NotFoundError):
        raise
    except DomainError as error:
        form.add_error(None, sentence_for(error))
        form.refused_with = status_of(error)  # type: ignore[attr-defined]
        return False
    return True


def _page(
    request: HttpRequest, name: str, found: CaseForStaff, form: django_forms.Form, title: str, **further: Any
) -> HttpResponse:
    here = case_address(request, found.id)
    context = {
        "case": found,
        "form": form,
        "title": title,
        "back": here,
        "breadcrumbs": way((found.receipt_number, here), (title, "")),
        **further,
    }
    refused = getattr(form, "refused_with", 422)
    return page(
        request,
        f"applications/staff/{name}.html",
        context,
        status=(409 if refused == 409 else 422) if form.errors else 200,
    )
