"""Drafting an inquiry: its head, its questions, its rows and KPIs, its sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.accounts.interface import Role
from shirube.inquiries.commands.drafting import (
    InquiryEntry,
    choose_sections,
    discard_inquiry,
    draft_inquiry,
    edit_inquiry,
)
from shirube.inquiries.domain.terms import InquiryState
from shirube.inquiries.queries.inquiries import InquiryView, get_inquiry
from shirube.inquiries.web.desk import WRITERS, Desk, attempt, desk_of, tell, way, way_to
from shirube.inquiries.web.forms import InquiryForm, SectionsForm, section_choices
from shirube.kernel.errors import DomainError
from shirube.organizations import interface as organizations
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that holds one form."""

    title: str
    submit: str
    cancel_url: str
    breadcrumbs: list[Link]
    lead: str = ""


def show_form(request: HttpRequest, form: django_forms.Form, sheet: Sheet, status: int) -> HttpResponse:
    context = {
        "form": form,
        "title": sheet.title,
        "lead": sheet.lead,
        "submit": sheet.submit,
        "cancel_url": sheet.cancel_url,
        "breadcrumbs": sheet.breadcrumbs,
    }
    return page(request, "inquiries/form.html", context, status=status)


@access(Access.STAFF, roles=WRITERS)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft."""
    desk = desk_of(request)
    form = InquiryForm(request.POST or None, sections=_asking(desk))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            inquiry_id = draft_inquiry(**desk.act, entry=_entry(form))
        except DomainError as error:
            status = tell(form, error)
        else:
            messages.success(request, _("下書きを作りました。次に、聞く内容と送る課を決めます。"))
            return redirect("inquiries:inquiry", inquiry_id)
    title = _("新しい照会")
    sheet = Sheet(title, _("下書きを作る"), reverse("inquiries:home"), way(Link(title, "")))
    return show_form(request, form, sheet, status)


@access(Access.STAFF, roles=WRITERS)
def edit(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Change the head of a draft."""
    desk = desk_of(request)
    inquiry = get_inquiry(**desk.look, inquiry_id=inquiry_id)
    form = InquiryForm(request.POST or None, sections=_asking(desk), initial=_initial(inquiry))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        seen = form.cleaned_data["revision"] or 0
        try:
            edit_inquiry(**desk.act, inquiry_id=inquiry_id, entry=_entry(form), seen_revision=seen)
        except DomainError as error:
            status = tell(form, error)
        else:
            messages.success(request, _("下書きを保存しました。"))
            return redirect("inquiries:inquiry", inquiry_id)
    return show_form(request, form, _sheet(inquiry, _("照会の下書きを直す"), _("保存する")), status)


@access(Access.STAFF, roles=WRITERS)
def sections(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Choose whom the inquiry goes to."""
    desk = desk_of(request)
    inquiry = get_inquiry(**desk.look, inquiry_id=inquiry_id)
    living = organizations.list_sections(municipality_id=desk.municipality_id, on=desk.today)
    chosen = [str(one.section.id) for one in inquiry.asked]
    form = SectionsForm(request.POST or None, choices=section_choices(living), initial={"sections": chosen})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            choose_sections(**desk.act, inquiry_id=inquiry_id, section_ids=form.cleaned_data["sections"])
        except DomainError as error:
            status = tell(form, error)
        else:
            messages.success(request, _("送る課を保存しました。"))
            return redirect("inquiries:inquiry", inquiry_id)
    return show_form(request, form, _sheet(inquiry, _("照会を送る課"), _("保存する")), status)


@access(Access.STAFF, roles=WRITERS)
@require_POST
def discard(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Throw the draft away."""
    desk = desk_of(request)
    inquiry = get_inquiry(**desk.look, inquiry_id=inquiry_id)
    done = _("下書き「%(title)s」を削除しました。") % {"title": inquiry.title}
    if attempt(request, lambda: discard_inquiry(**desk.act, inquiry_id=inquiry_id), done):
        return redirect("inquiries:home")
    return redirect("inquiries:inquiry", inquiry_id)


def is_draft(inquiry: InquiryView) -> bool:
    return inquiry.state is InquiryState.DRAFT


def _sheet(inquiry: InquiryView, title: str, submit: str) -> Sheet:
    address = reverse("inquiries:inquiry", args=[inquiry.id])
    return Sheet(title, submit, address, way_to(inquiry, Link(title, "")), inquiry.title)


def _asking(desk: Desk) -> list[tuple[str, str]]:
    """The sections in whose name the person may ask; DX promotion in any."""
    living = organizations.list_sections(municipality_id=desk.municipality_id, on=desk.today)
    if desk.actor.holds(Role.DX_PROMOTION):
        return section_choices(living)
    return section_choices(one for one in living if desk.actor.works_in([one.id]))


def _initial(inquiry: InquiryView) -> dict[str, Any]:
    return {
        "revision": inquiry.revision,
        "title": inquiry.title,
        "purpose": inquiry.purpose,
        "section": str(inquiry.section.id) if inquiry.section else "",
        "contact": inquiry.contact,
        "due_on": inquiry.due_on,
        "remind_days": inquiry.remind_days,
        "visibility": inquiry.visibility.value,
    }


def _entry(form: InquiryForm) -> InquiryEntry:
    data = form.cleaned_data
    return InquiryEntry(
        title=data["title"],
        section_id=data["section"],
        due_on=data["due_on"],
        purpose=data["purpose"],
        contact=data["contact"],
        visibility=data["visibility"],
        remind_days=data["remind_days"],
    )
