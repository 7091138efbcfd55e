"""A form that is sent after its sender's session has ended is kept, and sent again after signing in (docs/adr/0011)."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.accounts import interface as accounts
from shirube.accounts.models import User
from shirube.accounts.web.sessions import city_path
from shirube.kernel.clock import read_clock
from shirube.kernel.errors import DomainError
from shirube.kernel.scope import current_municipality
from shirube.ui.access import Access, access
from shirube.ui.pages import page

OWNER_COOKIE = "shirube_owner"
TOKEN_COOKIE = "shirube_kept"  # noqa: S105 — a name.
SENT_AGAIN = "kept_input_sent_again"
_SALT = "accounts.owner_of_browser"
# Pages of staff. Pages about one's own account are left out: they ask for secrets.
KEPT_LEVELS = frozenset({Access.STAFF})


def remember_owner(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Whose forms this browser has open: told at sign-in, for the moment when the session is no longer known."""
    value = signing.dumps([str(user.municipality_id), str(user.pk)], salt=_SALT)
    _set_cookie(request, response, OWNER_COOKIE, value, age=None)


def keep_and_ask_to_sign_in(request: HttpRequest, level: Access) -> HttpResponse | None:
    """The way to the sign-in page, with the form kept. None where it is not known whose it is or it may not be kept."""
    owner = _owner(request)
    if request.method != "POST" or level not in KEPT_LEVELS or owner is None:
        return None
    try:
        token = accounts.keep_input(
            municipality_id=current_municipality(), user_id=owner, typed=_typed(request), now=read_clock()
        )
    except DomainError:
        return None
    messages.info(request, _("入力した内容は60分間とってあります。サインインすると、続きから送れます。"))
    response = _to_sign_in(request)
    _set_cookie(request, response, TOKEN_COOKIE, token, age=int(accounts.INPUT_KEPT_FOR.total_seconds()))
    return response


def forget_what_was_sent_again(request: HttpRequest, response: HttpResponse) -> None:
    """The form has reached its view: what was kept would only invite to send it twice."""
    if SENT_AGAIN in request.POST and response.status_code < 500:
        _forget(request, response)


@access(Access.SIGNED_IN)
def kept_input(request: HttpRequest) -> HttpResponse:
    """What was kept for the person who is signed in now, and one button to go on."""
    typed = accounts.find_kept_input(
        municipality_id=current_municipality(),
        user_id=request.user.pk,  # type: ignore[arg-type]
        token=request.COOKIES.get(TOKEN_COOKIE, ""),
        now=read_clock(),
    )
    context = {"typed": typed, "sent_again": SENT_AGAIN}
    return page(request, "accounts/kept_input.html", context)


@access(Access.SIGNED_IN)
@require_POST
def discard_kept_input(request: HttpRequest) -> HttpResponse:
    response = redirect(settings.LOGIN_REDIRECT_URL)
    _forget(request, response)
    messages.success(request, _("とっておいた入力を消しました。"))
    return response


def _typed(request: HttpRequest) -> accounts.TypedInput:
    return accounts.TypedInput(
        path=request.get_full_path(),
        fields=tuple((name, str(value)) for name, values in request.POST.lists() for value in values),
        files=tuple(file.name or "" for name in request.FILES for file in request.FILES.getlist(name)),
    )


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    address = f"{reverse('account_login')}?{urlencode({'next': reverse('accounts:kept-input')})}"
    # htmx would follow a redirect silently and put the sign-in page into the fragment.
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _owner(request: HttpRequest) -> UUID | None:
    try:
        city, user_id = signing.loads(request.COOKIES.get(OWNER_COOKIE, ""), salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return UUID(user_id) if city == str(current_municipality()) else None


def _forget(request: HttpRequest, response: HttpResponse) -> None:
    token = request.COOKIES.get(TOKEN_COOKIE, "")
    accounts.forget_kept_input(
        municipality_id=current_municipality(),
        user_id=request.user.pk,  # type: ignore[arg-type]
        token=token,
        now=read_clock(),
    )
    response.delete_cookie(TOKEN_COOKIE, path=city_path(request))


def _set_cookie(
    request: HttpRequest, response: HttpResponse, name: str, value: str, *, age: int | None
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=age,
        path=city_path(request),
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
