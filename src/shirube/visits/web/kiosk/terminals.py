"""Which browser is a kiosk: staff say so on the terminal itself, and it keeps a signed cookie of the branch.

Nobody can pull tickets from home, and no staff session stays on a terminal that everybody touches.
"""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from shirube.kernel.errors import ForbiddenError
from shirube.visits.queries.places import BranchView

COOKIE = "shirube_kiosk"
_SALT = "visits.kiosk"
_KEPT_FOR = timedelta(days=400)


class NotAKioskError(ForbiddenError):
    """This browser was not made a kiosk of the branch, or all kiosks were renewed."""

    code = "visits.not_a_kiosk"


def make_kiosk(response: HttpResponse, branch: BranchView, *, is_secure: bool) -> None:
    response.set_signed_cookie(
        COOKIE,
        _value(branch),
        salt=_SALT,
        max_age=_KEPT_FOR,
        httponly=True,
        samesite="Lax",
        secure=is_secure,
    )


def is_kiosk(request: HttpRequest, branch: BranchView) -> bool:
    kept = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=_KEPT_FOR)
    return kept == _value(branch)


def require_kiosk(request: HttpRequest, branch: BranchView) -> None:
    """NotAKioskError."""
    if not is_kiosk(request, branch):
        raise NotAKioskError


def _value(branch: BranchView) -> str:
    return f"{branch.id}:{branch.kiosk_generation}"
