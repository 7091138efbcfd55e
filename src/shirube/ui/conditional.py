"""Answers that are sent only to those who do not have them already (RFC 9110 §13)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

import shirube


def answer_if_changed(
    request: HttpRequest, *, stamp: str, modified_at: datetime, make: Callable[[], HttpResponse]
) -> HttpResponse:
    """What `make` gives, or 304 for a reader whose copy still holds.

    `stamp` must change with everything the answer is made from, and `modified_at` with it; address, language and the
    version of the software are known here. For answers that are the same for every reader. The tag is a weak one:
    files of one content may differ in bytes.
    """
    tag, seconds = f'W/"{_digest(request, stamp)}"', int(modified_at.timestamp())
    response = get_conditional_response(request, etag=tag, last_modified=seconds) or make()
    response["ETag"] = tag
    response["Last-Modified"] = http_date(seconds)
    # A cache on the way may keep it but must ask each time: what is published must be seen at once.
    patch_cache_control(response, public=True, no_cache=True)
    return response


def _digest(request: HttpRequest, stamp: str) -> str:
    language = getattr(request, "language", None)
    parts = (
        shirube.__version__,
        request.get_host(),
        request.get_full_path(),
        language.code if language else "",
        stamp,
    )
    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()
