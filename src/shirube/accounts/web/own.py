"""Pages about one's own account: accepting an invitation, and where one is signed in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shirube.accounts import interface as accounts
from shirube.accounts.models import User
from shirube.accounts.web.forms import InvitationForm
from shirube.kernel.clock import read_clock
from shirube.ui.access import Access, access
from shirube.ui.pages import page


@access(Access.PUBLIC)
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time link: choose a password, then be signed in. Opening it alone uses nothing up (mail scanners do)."""
    city = _city(request)
    found = accounts.find_open_invitation(municipality_id=city, token=token, now=read_clock())
    if found is None:
        raise accounts.InvitationNotOpenError
    person = User.objects.get(municipality_id=city, pk=found.user_id)
    form = InvitationForm(person, request.POST or None)
    if form.is_valid():
        accounts.accept_invitation(
            municipality_id=city, token=token, password=form.cleaned_data["password1"], now=read_clock()
        )
        return _enter(request, found.user_id)
    context = {"form": form, "person": person}
    return page(request, "accounts/invitation.html", context, status=422 if form.errors else 200)


@access(Access.SIGNED_IN)
def session_list(request: HttpRequest) -> HttpResponse:
    """Where the person is signed in."""
    sessions = accounts.list_sessions(
        municipality_id=_city(request),
        user_id=_user_id(request),
        current_key=request.session.session_key,
        now=read_clock(),
    )
    return page(request, "accounts/session_list.html", {"sessions": sessions})


@access(Access.SIGNED_IN)
@require_POST
def end_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    accounts.end_session(
        municipality_id=_city(request), user_id=_user_id(request), session_id=session_id, now=read_clock()
    )
    messages.success(request, _("その機器からサインアウトしました。"))
    return redirect("accounts:session-list")


@access(Access.SIGNED_IN)
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    accounts.end_other_sessions(
        municipality_id=_city(request),
        user_id=_user_id(request),
        kept_key=request.session.session_key,
        now=read_clock(),
    )
    messages.success(request, _("ほかのすべての機器からサインアウトしました。"))
    return redirect("accounts:session-list")


def _enter(request: HttpRequest, user_id: UUID) -> HttpResponse:
    user = User.objects.get(municipality_id=_city(request), pk=user_id)
    record_authentication(request, user, method="password", email=user.email)
    answer: HttpResponse = perform_login(request, user)
    return answer


def _city(request: HttpRequest) -> UUID:
    city: UUID = request.municipality.id  # type: ignore[attr-defined]
    return city


def _user_id(request: HttpRequest) -> UUID:
    user: Any = request.user
    user_id: UUID = user.pk
    return user_id
