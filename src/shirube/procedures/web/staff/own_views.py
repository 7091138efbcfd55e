"""A published form of the city's own is received: proposed here, opened by another person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.forms import interface as forms
from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.organizations import interface as organizations
from shirube.procedures.commands.editing import switch_reception
from shirube.procedures.commands.guards import NotYourProcedureError, can_propose
from shirube.procedures.commands.own import add_own_procedure, discard_proposal
from shirube.procedures.commands.refusals import FormMissingError
from shirube.procedures.domain.reception import State
from shirube.procedures.queries.catalogue import get_entry, list_entries
from shirube.procedures.web.staff.desk import PROPOSERS, WRITERS, Desk, desk_of, seen_revision
from shirube.procedures.web.staff.own_forms import OwnProcedureForm
from shirube.procedures.web.staff.ways import way_to_catalogue
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for, status_of


@dataclass(frozen=True, slots=True)
class Choice:
    """A form that may be received. `note`: the section, and where it is received already."""

    label: str
    url: str
    note: str


@access(Access.STAFF, roles=PROPOSERS)
def choose_form(request: HttpRequest) -> HttpResponse:
    """Which published form is to be received."""
    desk = desk_of(request)
    choices = _choices(desk)
    context = {
        "unused": [one for one in choices if not one.note],
        "used": [one for one in choices if one.note],
        "breadcrumbs": way_to_catalogue(Link(_("手続を加える"), "")),
    }
    return page(request, "procedures/staff/choose.html", context)


@access(Access.STAFF, roles=PROPOSERS)
def add(request: HttpRequest, form_code: str) -> HttpResponse:
    """Everything the catalogue and the desks need to know."""
    desk = desk_of(request)
    version = forms.find_current_version(municipality_id=desk.municipality_id, code=form_code, on=desk.today)
    if version is None and forms.find_listing(municipality_id=desk.municipality_id, code=form_code) is None:
        raise forms.FormNotFoundError(form=form_code)
    if version is None:
        raise FormMissingError(form=form_code)
    sections = _own_sections(desk, version.section_id)
    form = OwnProcedureForm(request.POST or None, title=version.form.title.ja, sections=sections)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            code = add_own_procedure(
                **desk.act,
                form_code=form_code,
                section_code=form.cleaned_data["section"],
                facts=form.facts(),
                code=form.cleaned_data["code"],
            )
        except DomainError as error:
            if isinstance(error, ForbiddenError | NotFoundError):
                raise
            form.add_error(None, sentence_for(error))
            status = status_of(error)
        else:
            messages.success(request, _("手続を加えました。ほかの人が確かめると、受付が始まります。"))
            return redirect("procedures_staff:procedure", code)
    here = [Link(_("手続を加える"), reverse("procedures_staff:choose")), Link(version.form.title.ja, "")]
    context = {"form": form, "form_title": version.form.title.ja, "breadcrumbs": way_to_catalogue(*here)}
    return page(request, "procedures/staff/add.html", context, status=status)


@access(Access.STAFF, roles=WRITERS)
@require_POST
def open_reception(request: HttpRequest, code: str) -> HttpResponse:
    """One press: what was proposed is received from now on, within its window."""
    desk = desk_of(request)
    procedure = get_entry(municipality_id=desk.municipality_id, code=code)
    window = procedure.reception
    try:
        switch_reception(
            **desk.act,
            code=code,
            state=State.ON,
            opens_on=window.opens_on,
            closes_on=window.closes_on,
            seen_revision=seen_revision(request),
        )
        messages.success(request, _("受付を始めました。市民のページに出ています。"))
    except DomainError as error:
        _tell(request, error)
    return redirect("procedures_staff:procedure", code)


@access(Access.STAFF, roles=PROPOSERS)
@require_POST
def discard(request: HttpRequest, code: str) -> HttpResponse:
    """Take a proposal away, once the person has said so."""
    desk = desk_of(request)
    get_entry(municipality_id=desk.municipality_id, code=code)
    if "sure" not in request.POST:
        messages.warning(request, _("取り下げるには、確認の欄に印を付けてください。まだ取り下げていません。"))
        return redirect("procedures_staff:procedure", code)
    try:
        discard_proposal(**desk.act, code=code, seen_revision=seen_revision(request))
        messages.success(request, _("取り下げました。フォームは残っています。"))
    except DomainError as error:
        _tell(request, error)
        return redirect("procedures_staff:procedure", code)
    return redirect("procedures_staff:procedure-list")


def _tell(request: HttpRequest, error: DomainError) -> None:
    if isinstance(error, ForbiddenError | NotFoundError):
        raise error
    messages.error(request, sentence_for(error))


def _choices(desk: Desk) -> Sequence[Choice]:
    used: dict[str, list[str]] = {}
    for entry in list_entries(municipality_id=desk.municipality_id):
        used.setdefault(entry.form_code, []).append(entry.short.ja)
    return [
        Choice(
            one.title, reverse("procedures_staff:add", args=[one.code]), _("、").join(used.get(one.code, ()))
        )
        for one in forms.list_forms(municipality_id=desk.municipality_id)
        if one.number and can_propose(desk.actor, one.section_id)
    ]


def _own_sections(desk: Desk, first: object) -> list[organizations.SectionSummary]:
    """The sections this person may put in charge, the form's own first. NotYourProcedureError where there is none."""
    everyone = organizations.list_sections(municipality_id=desk.municipality_id, on=desk.today)
    own = [one for one in everyone if can_propose(desk.actor, one.id)]
    if not own or not can_propose(desk.actor, first):  # type: ignore[arg-type]
        raise NotYourProcedureError
    return sorted(own, key=lambda one: one.id != first)
