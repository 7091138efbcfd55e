"""What the accounts room does around each request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from shirube.accounts.web.second_factor import lacks_second_factor
from shirube.accounts.web.sessions import LAST_SEEN_AT
from shirube.kernel.clock import read_clock
from shirube.ui.access import Access

View = Callable[[HttpRequest], HttpResponse]
# Cost: one write for each person and this time, not for each page.
SEEN_EVERY = timedelta(minutes=5)


def guard_sign_in(get_response: View) -> View:
    """Send staff without a second factor to set one up, ask again for the password where a step needs it, note the visit."""

    def middleware(request: HttpRequest) -> HttpResponse:
        _note_visit(request)
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:  # noqa: ARG001
        declared = getattr(view, "access", None)
        if declared is None or declared.level is not Access.STAFF:
            return None
        if request.user.is_authenticated and lacks_second_factor(request):
            return HttpResponseRedirect(_with_next("mfa_index", request))
        return None

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        # allauth would keep the whole POST and run its view again behind the middleware's back, with an address that
        # our city prefix makes unresolvable. Instead the page is opened again, and the person presses once more.
        if not isinstance(exception, ReauthenticationRequired):
            return None
        methods = get_adapter().get_reauthentication_methods(request.user)
        address = methods[0]["url"] if methods else reverse("account_login")
        return HttpResponseRedirect(f"{address}?{urlencode({'next': request.path})}")

    middleware.process_view = process_view  # type: ignore[attr-defined]
    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def _note_visit(request: HttpRequest) -> None:
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    seen = request.session.get(LAST_SEEN_AT) if has_session else None
    now = read_clock()
    if seen is not None and now - datetime.fromisoformat(seen) > SEEN_EVERY:
        request.session[LAST_SEEN_AT] = now.isoformat()


def _with_next(name: str, request: HttpRequest) -> str:
    address = reverse(name)
    return f"{address}?{urlencode({'next': request.path})}" if request.method == "GET" else address
