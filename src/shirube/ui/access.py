"""Every view declares who may open it; a test reads the declaration from `view.access`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any, Protocol, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from shirube.kernel.errors import ForbiddenError
from shirube.ui.sentences import explain

View = Callable[..., HttpResponseBase]


class Access(Enum):
    """Who may open a page. Whose objects it shows is decided by the queries: another city's object is a 404."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    RESIDENT = "resident"
    STAFF = "staff"


class Visitor(Protocol):
    """What the user of a request must answer, always for the municipality of that request; accounts provide it."""

    @property
    def is_authenticated(self) -> bool: ...

    @property
    def is_staff(self) -> bool:
        """Whether the user holds any role at all."""
        ...

    def has_any_role(self, roles: Collection[str]) -> bool: ...


@dataclass(frozen=True, slots=True)
class Declaration:
    """`roles` is None where any role will do, and always None below `Access.STAFF`."""

    level: Access
    roles: frozenset[str] | None = None


def access(level: Access, *, roles: frozenset[str] | None = None) -> Callable[[View], View]:
    """Declare who may open the view: everyone, every member of staff signed in, residents, or staff holding one of `roles`.

    Signed out: to the sign-in page and back. Wrong role: the 403 page. ValueError for roles without `Access.STAFF`.
    """
    if roles is not None and level is not Access.STAFF:
        raise ValueError("only staff hold roles")
    declaration = Declaration(level, roles)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return _refuse(request, declaration) or _private(view(request, *args, **kwargs), level)

        guarded.access = declaration  # type: ignore[attr-defined]
        return guarded

    return decorate


def records_reading(view: View) -> View:
    """Mark a view whose GET writes down who read what, or that it was read: its commands open their own transactions.

    Such a view must tolerate being called twice.
    """
    view.records_reading = True  # type: ignore[attr-defined]
    return view


def _refuse(request: HttpRequest, declaration: Declaration) -> HttpResponse | None:
    if declaration.level is Access.PUBLIC:
        return None
    if declaration.level is Access.RESIDENT:
        is_known = getattr(request, "resident", None) is not None
        return None if is_known else _to_sign_in(request, "accounts:resident-sign-in")
    visitor = cast("Visitor", request.user)
    if not visitor.is_authenticated:
        return _to_sign_in(request, "account_login")
    if declaration.level is Access.STAFF and not _holds(visitor, declaration.roles):
        return explain(request, ForbiddenError())
    return None


def _holds(visitor: Visitor, roles: frozenset[str] | None) -> bool:
    return visitor.is_staff if roles is None else visitor.has_any_role(roles)


def _to_sign_in(request: HttpRequest, door: str) -> HttpResponse:
    address = reverse(door)
    # A form cannot be sent again by a redirect: after signing in, only a page that was being read is opened.
    if request.method in {"GET", "HEAD"}:
        address += "?" + urlencode({"next": request.get_full_path()})
    if request.headers.get("HX-Request"):
        # htmx would follow a redirect silently and put the sign-in page into the fragment.
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _private(response: HttpResponseBase, level: Access) -> HttpResponseBase:
    # Danger: counters share one PC; the page of one person must not come back from the browser's cache for the next.
    if level is not Access.PUBLIC:
        add_never_cache_headers(response)
    return response
