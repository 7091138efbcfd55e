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

from shirube.accounts.web.kept_input import forget_what_was_sent_again, keep_and_ask_to_sign_in
from shirube.accounts.web.second_factor import lacks_second_factor
from shirube.accounts.web.sessions import LAST_SEEN_AT
from shirube.kernel.clock import read_clock
from shirube.ui.access import Access

View = Callable[[HttpRequest], HttpResponse]
# Cost: one write for each person and this time, not for each page.
SEEN_EVERY = timedelta(minutes=5)


def guard_sign_in(get_response: View) -> View:
    """Send staff without a second factor to set one up, ask again for the password where a step needs it, note the visit.

    A form that arrives without a session is kept until its sender has signed in again."""

    def middleware(request: HttpRequest) -> HttpResponse:
        _note_visit(request)
        response = get_response(request)
        if getattr(request, "reached_its_view", False) and request.user.is_authenticated:
            forget_what_was_sent_again(request, response)
        return response

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:  # noqa: ARG001
        declared = getattr(view, "access", None)
        if declared is None or declared.level is Access.PUBLIC:
            return None
        answer = _stop_at_the_door(request, declared.level)
        request.reached_its_view = answer is None and request.method == "POST"  # type: ignore[attr-defined]
        return answer

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


def _stop_at_the_door(request: HttpRequest, level: Access) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return keep_and_ask_to_sign_in(request, level)
    if level is Access.STAFF and lacks_second_factor(request):
        return HttpResponseRedirect(_with_next("mfa_index", request))
    return None


def _note_visit(request: HttpRequest) -> None:
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    seen = request.session.get(LAST_SEEN_AT) if has_session else None
    now = read_clock()
    if seen is not None and now - datetime.fromisoformat(seen) > SEEN_EVERY:
        request.session[LAST_SEEN_AT] = now.isoformat()


def _with_next(name: str, request: HttpRequest) -> str:
    address = reverse(name)
    return f"{address}?{urlencode({'next': request.path})}" if request.method == "GET" else address
