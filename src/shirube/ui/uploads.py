"""A limit on the size of an upload that holds before anything of it is read into memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]

# What the form around the file may take: field names, boundaries, the token.
_ENVELOPE = 64 * 1024
# A browser that is answered while it still sends shows "connection reset" instead of the answer; up to this size the
# rest is read and thrown away, a piece at a time.
_POLITE = 100 * 1024 * 1024
_PIECE = 256 * 1024


def limit_body(largest: int, answer: View) -> Callable[[View], View]:
    """Give a request whose body announces more than `largest` bytes of file to `answer`, its body unread.

    Must stand outside `csrf_protect`, which reads the form; the middleware's own check is to be switched off with
    `csrf_exempt`. A body without an announced length is empty for WSGI.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            announced = _announced(request)
            if announced <= largest + _ENVELOPE:
                return view(request, *args, **kwargs)
            if announced <= _POLITE:
                _discard(request)
            return answer(request, *args, **kwargs)

        return limited

    return decorate


def _announced(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _discard(request: HttpRequest) -> None:
    while request.read(_PIECE):
        pass
