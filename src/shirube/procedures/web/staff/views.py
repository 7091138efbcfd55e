"""Staff's pages of the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.organizations import interface as organizations
from shirube.procedures.commands.editing import (
    assign_section,
    drop_override,
    edit_procedure,
    switch_reception,
)
from shirube.procedures.commands.guards import NotYourProcedureError, can_assign, can_edit, can_write
from shirube.procedures.domain.reception import State
from shirube.procedures.queries.catalogue import ProcedureSummary, get_entry, list_entries
from shirube.procedures.queries.coverage import list_nationwide, list_received
from shirube.procedures.queries.history import list_changes
from shirube.procedures.web.public.reader import reader_of
from shirube.procedures.web.staff.desk import (
    ASSIGNERS,
    PROPOSERS,
    READERS,
    WRITERS,
    Desk,
    desk_of,
    seen_revision,
)
from shirube.procedures.web.staff.forms import EntryForm, ReceptionForm, SectionForm
from shirube.procedures.web.staff.own_forms import OwnEntryForm
from shirube.procedures.web.staff.proposals import form_of, proposal_of
from shirube.procedures.web.staff.rows import catalogue_table, history_table, override_lines
from shirube.procedures.web.staff.ways import way_to_catalogue, way_to_entry
from shirube.procedures.web.words import reception_status
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for, status_of


@access(Access.STAFF, roles=READERS)
def show_list(request: HttpRequest) -> HttpResponse:
    """The whole catalogue; `?mine` only what the reader's sections are in charge of."""
    desk = desk_of(request)
    entries = list_entries(municipality_id=desk.municipality_id)
    is_mine = "mine" in request.GET
    shown = [one for one in entries if _may_write(desk, one)] if is_mine else entries
    nationwide = list_nationwide(municipality_id=desk.municipality_id)
    context = {
        "table": catalogue_table(shown, _sections(desk), desk.today),
        "is_mine": is_mine,
        "nationwide": len(nationwide),
        "received": len(list_received(nationwide)),
        "may_add": desk.actor.holds(*PROPOSERS),
        "breadcrumbs": way_to_catalogue(),
    }
    return page(request, "procedures/staff/list.html", context)


@access(Access.STAFF, roles=READERS)
def show_entry(request: HttpRequest, code: str) -> HttpResponse:
    """One entry: where it stands, what the city says differently, what was changed."""
    desk = desk_of(request)
    procedure = get_entry(municipality_id=desk.municipality_id, code=code)
    changes = list_changes(municipality_id=desk.municipality_id, procedure_id=procedure.id)
    context = {
        "procedure": procedure,
        "status": reception_status(procedure, procedure.refusal_on(desk.today), "ja"),
        "section": _sections(desk).get(procedure.section_id) if procedure.section_id else None,
        "overrides": override_lines(procedure),
        "history": history_table(changes),
        "form": form_of(procedure),
        "may_edit": _may_write(desk, procedure),
        "may_switch": can_edit(desk.actor, procedure.section_id) and not procedure.is_proposed,
        "may_assign": can_assign(desk.actor),
        "breadcrumbs": way_to_entry(procedure),
    }
    if procedure.is_proposed:
        context |= proposal_of(procedure, desk, reader_of(request))
    return page(request, "procedures/staff/entry.html", context)


@access(Access.STAFF, roles=WRITERS)
def switch(request: HttpRequest, code: str) -> HttpResponse:
    """Reception on, off, or within a window."""
    desk = desk_of(request)
    procedure = _editable(desk, code)
    window = procedure.reception
    initial = {
        "state": procedure.state.value,
        "opens_on": window.opens_on,
        "closes_on": window.closes_on,
        "revision": procedure.revision,
    }
    form = ReceptionForm(request.POST or None, initial=initial)

    def save() -> None:
        data = form.cleaned_data
        switch_reception(
            **desk.act,
            code=code,
            state=State(data["state"]),
            opens_on=data["opens_on"],
            closes_on=data["closes_on"],
            reason=data["reason"],
            seen_revision=data["revision"],
        )

    return _answer(request, form, procedure, save, _("受付を切り替える"))


@access(Access.STAFF, roles=PROPOSERS)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Texts and facts, as the city's own words."""
    desk = desk_of(request)
    procedure = _editable(desk, code)
    kind = OwnEntryForm if procedure.is_own else EntryForm
    form = kind(request.POST or None, procedure=procedure)

    def save() -> None:
        revision = form.cleaned_data["revision"]
        edit_procedure(**desk.act, code=code, wishes=form.wishes(), seen_revision=revision)

    return _answer(request, form, procedure, save, _("内容を変える"))


@access(Access.STAFF, roles=ASSIGNERS)
def assign(request: HttpRequest, code: str) -> HttpResponse:
    """Another section in charge."""
    desk = desk_of(request)
    procedure = _editable(desk, code)
    sections = organizations.list_sections(municipality_id=desk.municipality_id, on=desk.today)
    current = next((one.code for one in sections if one.id == procedure.section_id), "")
    initial = {"section": current, "revision": procedure.revision}
    form = SectionForm(request.POST or None, sections=sections, initial=initial)

    def save() -> None:
        data = form.cleaned_data
        assign_section(**desk.act, code=code, section_code=data["section"], seen_revision=data["revision"])

    return _answer(request, form, procedure, save, _("担当の課を決める"))


@access(Access.STAFF, roles=WRITERS)
@require_POST
def restore(request: HttpRequest, code: str) -> HttpResponse:
    """Let the pack speak again for one key."""
    desk = desk_of(request)
    _editable(desk, code)
    try:
        key = request.POST.get("key", "")
        drop_override(**desk.act, code=code, key=key, seen_revision=seen_revision(request))
        messages.success(request, _("パックの値に戻しました。"))
    except DomainError as error:
        if isinstance(error, ForbiddenError | NotFoundError):
            raise
        messages.error(request, sentence_for(error))
    return redirect("procedures_staff:procedure", code)


def _answer(
    request: HttpRequest,
    form: forms.Form,
    procedure: ProcedureSummary,
    save: Callable[[], None],
    title: str,
) -> HttpResponse:
    """Save what is valid and go back to the entry; else the form again, with what is wrong."""
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            save()
        except DomainError as error:
            status = _tell(form, error)
        else:
            messages.success(request, _saved_words(procedure))
            return redirect("procedures_staff:procedure", procedure.code)
    context: dict[str, Any] = {
        "form": form,
        "title": title,
        "procedure": procedure,
        "cancel_url": reverse("procedures_staff:procedure", args=[procedure.code]),
        "breadcrumbs": way_to_entry(procedure, Link(title, "")),
    }
    return page(request, "procedures/staff/form.html", context, status=status)


def _tell(form: forms.Form, error: DomainError) -> int:
    if isinstance(error, ForbiddenError | NotFoundError):
        raise error
    form.add_error(None, sentence_for(error))
    return 409 if status_of(error) == 409 else 422


def _editable(desk: Desk, code: str) -> ProcedureSummary:
    """NotYourProcedureError before anybody types in vain."""
    procedure = get_entry(municipality_id=desk.municipality_id, code=code)
    if not _may_write(desk, procedure):
        raise NotYourProcedureError
    return procedure


def _may_write(desk: Desk, procedure: ProcedureSummary) -> bool:
    return can_write(desk.actor, procedure.section_id, procedure.state)


def _saved_words(procedure: ProcedureSummary) -> str:
    if procedure.is_proposed:
        return _("保存しました。受付が始まるまで、市民には見えません。")
    return _("保存しました。市民のページにも出ています。")


def _sections(desk: Desk) -> dict[Any, organizations.SectionSummary]:
    return {one.id: one for one in organizations.list_sections(municipality_id=desk.municipality_id)}
