"""Pages on which administrators look after the accounts of staff. Auditors read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.accounts import interface as accounts
from shirube.accounts.interface import Role
from shirube.accounts.web.mail import send_invitation
from shirube.accounts.web.people_forms import InvitationEntryForm, RoleForm
from shirube.accounts.web.people_tables import people_table, role_lines
from shirube.accounts.web.second_factor import has_second_factor
from shirube.kernel.clock import japan_date, read_clock
from shirube.organizations import interface as organizations
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

READERS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
WRITERS = frozenset({Role.ADMINISTRATOR})
readable = access(Access.STAFF, roles=READERS)
writable = access(Access.STAFF, roles=WRITERS)


@readable
def person_list(request: HttpRequest) -> HttpResponse:
    """All accounts; `?q=` finds part of a name, a kana or an address."""
    search = request.GET.get("q", "")
    people = accounts.list_staff(municipality_id=_city(request), search=search)
    context = {
        "table": people_table(people, _section_names(request)),
        "search": search,
        "may_write": _may_write(request),
    }
    return page(request, "accounts/person_list.html", context)


@writable
def invite(request: HttpRequest) -> HttpResponse:
    """Make an account and mail its owner a link."""
    form = InvitationEntryForm(request.POST or None, sections=_open_sections(request))
    if form.is_valid():
        try:
            invited = accounts.invite_staff(person=form.person, **_act(request))
        except accounts.EmailTakenError as taken:
            form.add_error("email", sentence_for(taken))
        else:
            return _sent(request, invited)
    return page(request, "accounts/invite.html", {"form": form}, status=422 if form.errors else 200)


@readable
def person(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """One account: its roles, its state, and what can be done."""
    return _person_page(request, user_id, RoleForm(sections=_open_sections(request)))


@writable
@require_POST
def assign_role(request: HttpRequest, user_id: UUID) -> HttpResponse:
    form = RoleForm(request.POST, sections=_open_sections(request))
    if not form.is_valid():
        return _person_page(request, user_id, form, status=422)
    accounts.assign_role(user_id=user_id, held=form.held, **_act(request))
    return _done(request, user_id, _("役割を加えました。"))


@writable
@require_POST
def withdraw_role(request: HttpRequest, user_id: UUID) -> HttpResponse:
    held = _posted_role(request)
    accounts.withdraw_role(user_id=user_id, held=held, **_act(request))
    return _done(request, user_id, _("役割を外しました。"))


@writable
def deactivate(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Ask first, then close the account."""
    person = accounts.get_staff(municipality_id=_city(request), user_id=user_id)
    if request.method != "POST":
        return page(request, "accounts/deactivate.html", {"person": person})
    accounts.deactivate_staff(user_id=user_id, **_act(request))
    return _done(request, user_id, _("アカウントを停止しました。開いていた画面もすべて終わりました。"))


@writable
@require_POST
def unlock(request: HttpRequest, user_id: UUID) -> HttpResponse:
    accounts.unlock_staff(user_id=user_id, **_act(request))
    return _done(request, user_id, _("サインインの停止を解除しました。"))


@writable
@require_POST
def resend(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """A new link by mail; the earlier one stops working. Also opens a closed account that was never used."""
    return _sent(request, accounts.renew_invitation(user_id=user_id, **_act(request)))


def _sent(request: HttpRequest, invited: accounts.Invited) -> HttpResponse:
    person = accounts.get_staff(municipality_id=_city(request), user_id=invited.user_id)
    if send_invitation(request, person, invited):
        return _done(request, person.id, _("招待のメールを送りました。リンクは72時間使えます。"))
    messages.error(
        request,
        _(
            "アカウントは作りましたが、メールを送れませんでした。アドレスを確かめ、「招待を送り直す」を押してください。"
        ),
    )
    return redirect("accounts:person", person.id)


def _person_page(request: HttpRequest, user_id: UUID, form: RoleForm, status: int = 200) -> HttpResponse:
    city = _city(request)
    person = accounts.get_staff(municipality_id=city, user_id=user_id)
    context = {
        "person": person,
        "roles": role_lines(person, _section_names(request)),
        "invitation": accounts.find_invitation_of(municipality_id=city, user_id=user_id),
        "locked_until": accounts.find_lock(municipality_id=city, email=person.email, now=read_clock()),
        "has_second_factor": has_second_factor(user_id),
        "is_oneself": request.user.pk == user_id,
        "form": form,
        "may_write": _may_write(request),
    }
    return page(request, "accounts/person.html", context, status=status)


def _done(request: HttpRequest, user_id: UUID, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("accounts:person", user_id)


def _posted_role(request: HttpRequest) -> accounts.Held:
    try:
        section = request.POST.get("section", "")
        return accounts.Held(Role(request.POST.get("role", "")), UUID(section) if section else None)
    except ValueError as unknown:
        raise accounts.RoleNotHeldError from unknown


def _act(request: HttpRequest) -> Mapping[str, Any]:
    user: Any = request.user
    return {"municipality_id": _city(request), "actor": user.as_actor(), "now": read_clock()}


def _city(request: HttpRequest) -> UUID:
    city: UUID = request.municipality.id  # type: ignore[attr-defined]
    return city


def _may_write(request: HttpRequest) -> bool:
    user: Any = request.user
    return bool(user.has_any_role(WRITERS))


def _open_sections(request: HttpRequest) -> Any:
    return organizations.list_sections(municipality_id=_city(request), on=japan_date(read_clock()))


def _section_names(request: HttpRequest) -> Mapping[UUID, str]:
    return {
        section.id: section.name for section in organizations.list_sections(municipality_id=_city(request))
    }
