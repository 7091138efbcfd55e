"""Pages that say the same until what they show changes: answered from memory, or with 304 to who has them already."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

import shirube
from shirube.ui.pages import page

# Memory: a page takes some 30 kB.
_KEPT_PAGES = 512
_pages: OrderedDict[str, bytes] = OrderedDict()
_lock = Lock()


def kept_page(
    request: HttpRequest, template: str, *, stamp: str, context: Callable[[], Mapping[str, Any]]
) -> HttpResponse:
    """The page, made anew only where `stamp` has changed or the reader is signed in.

    `stamp` must change with everything the context reads, the day included; the address, the language and the city
    are known here. A signed-in reader sees their own name in the frame, so their page is nobody else's.
    """
    if _is_personal(request):
        return _shared(page(request, template, context()))
    tag = _tag(request, template, stamp)
    known = get_conditional_response(request, etag=f'"{tag}"')
    response = known or _answer(request, tag, lambda: page(request, template, context()))
    response["ETag"] = f'"{tag}"'
    return _shared(response)


def forget_pages() -> None:
    """For tests, which roll stamps back."""
    with _lock:
        _pages.clear()


def _is_personal(request: HttpRequest) -> bool:
    cookies = {settings.SESSION_COOKIE_NAME, "messages"}
    return settings.DEBUG or not cookies.isdisjoint(request.COOKIES)


def _answer(request: HttpRequest, tag: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    with _lock:
        body = _pages.get(tag)
        if body is not None:
            _pages.move_to_end(tag)
    if body is not None:
        return HttpResponse(body)
    response = make()
    # Danger: anyone can invent query strings; they must not push the real pages out of memory.
    if not request.META.get("QUERY_STRING"):
        _keep(tag, response.content)
    return response


def _keep(tag: str, body: bytes) -> None:
    with _lock:
        _pages[tag] = body
        while len(_pages) > _KEPT_PAGES:
            _pages.popitem(last=False)


def _shared(response: HttpResponse) -> HttpResponse:
    """A cache on the way may keep the page but must ask each time, and never across sessions."""
    patch_vary_headers(response, ["Cookie"])
    patch_cache_control(response, no_cache=True)
    return response


def _tag(request: HttpRequest, template: str, stamp: str) -> str:
    municipality = getattr(request, "municipality", None)
    language = getattr(request, "language", None)
    parts = (
        _build(),
        request.get_host(),
        request.get_full_path(),
        str(municipality.id) if municipality else "",
        language.code if language else "",
        template,
        stamp,
    )
    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=1)
def _build() -> str:
    """Which state of the software draws the page: a new installation must not be answered from an old one's pages."""
    folder = Path(shirube.__file__).parent
    kinds = {".py", ".html", ".mo", ".css"}
    newest = max(path.stat().st_mtime_ns for path in folder.rglob("*") if path.suffix in kinds)
    return f"{shirube.__version__}.{newest}"
