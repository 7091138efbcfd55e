"""登録団体 on the representative's pages: handing in, seeing, correcting and renewing a registration."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.bookings.commands.groups import hand_in_group, register_group
from shirube.bookings.commands.guessing import open_group_by_code
from shirube.bookings.domain.groups import GroupState
from shirube.bookings.queries.groups import GroupNotFoundError, GroupView, get_group
from shirube.bookings.web.residents.forms import GroupCodeForm, GroupForm
from shirube.bookings.web.residents.visit import Visit, for_group, groups_of, keep_group, visit_of
from shirube.bookings.web.words import GROUP_KINDS, group_status_of
from shirube.kernel.clock import japan_date
from shirube.kernel.ids import new_id
from shirube.ui.access import Access, access
from shirube.ui.pages import page


@access(Access.PUBLIC)
def start(request: HttpRequest) -> HttpResponse:
    """What a registration is, one's own groups, and the way to one by its number and code."""
    visit = visit_of(request)
    form = GroupCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if (response := _open(visit, form)) is not None:
            return response
        form.add_error(
            None, _("この番号と合言葉の組み合わせは見つかりませんでした。もう一度入れてください。")
        )
    lines = [{"group": one, "status": group_status_of(one.state)} for one in groups_of(request, visit)]
    context = {"form": form, "lines": lines}
    return page(request, "bookings/groups.html", context, status=422 if form.errors else 200)


@access(Access.PUBLIC)
def register(request: HttpRequest) -> HttpResponse:
    """Hand in a new group; its number and code are told once, on the next page."""
    visit = visit_of(request)
    known = {"name": visit.booker.name, "mail": visit.booker.mail, "key": new_id().hex}
    form = GroupForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        made = register_group(
            **visit.act,
            facts=form.facts(),
            contact=form.booker(visit.booker),
            key=f"page:{form.cleaned_data['key']}",
        )
        response = redirect("bookings:group", made.number)
        keep_group(response, made.number, made.secret)
        messages.success(request, _("団体の登録を申請しました。"))
        return response
    return _form_page(request, form, None)


@access(Access.PUBLIC)
def group(request: HttpRequest, group_number: str) -> HttpResponse:
    """How the registration stands, and what can be done now."""
    visit = visit_of(request)
    found = _own(request, visit, group_number)
    today = japan_date(visit.now)
    context = {
        "group": found,
        "kind": str(GROUP_KINDS[found.facts.kind]),
        "status": group_status_of(found.state),
        "secret": found.contact.secret,
        "may_hand_in": found.may_be_handed_in(today),
        "is_returned": found.state == GroupState.RETURNED,
        "may_book": found.is_valid_on(today),
    }
    return page(request, "bookings/group.html", context)


@access(Access.PUBLIC)
def hand_in(request: HttpRequest, group_number: str) -> HttpResponse:
    """Correct what was returned, or renew."""
    visit = visit_of(request)
    found = _own(request, visit, group_number)
    form = GroupForm(request.POST or None, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        actor = for_group(request, visit.booker, found.number)
        contact = form.booker(visit.booker)
        hand_in_group(**{**visit.act, "actor": actor}, group_id=found.id, facts=form.facts(), contact=contact)
        messages.success(request, _("団体の登録を申請しました。"))
        return redirect("bookings:group", found.number)
    return _form_page(request, form, found)


def _open(visit: Visit, form: forms.Form) -> HttpResponse | None:
    try:
        found = open_group_by_code(
            municipality_id=visit.municipality_id,
            number=form.cleaned_data["number"],
            secret=form.cleaned_data["secret"],
            network_address=visit.address,
            now=visit.now,
        )
    except GroupNotFoundError:
        return None
    response = redirect("bookings:group", found.number)
    keep_group(response, found.number, found.contact.secret)
    return response


def _own(request: HttpRequest, visit: Visit, number: str) -> GroupView:
    """GroupNotFoundError."""
    actor = for_group(request, visit.booker, number)
    return get_group(municipality_id=visit.municipality_id, number=number, actor=actor)


def _initial(found: GroupView) -> dict[str, Any]:
    contact = found.contact
    return {
        **found.facts.as_json(),
        "group_name": found.facts.name,
        "name": contact.name,
        "mail": contact.mail,
        "phone": contact.phone,
        "key": new_id().hex,
    }


def _form_page(request: HttpRequest, form: forms.Form, found: GroupView | None) -> HttpResponse:
    back = reverse("bookings:group", args=[found.number]) if found else reverse("bookings:groups")
    context = {"form": form, "group": found, "back": back}
    return page(request, "bookings/group_form.html", context, status=422 if form.errors else 200)
