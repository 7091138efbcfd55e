"""The one way to answer with a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from shirube.kernel.languages import EASY_JAPANESE
from shirube.ui.ruby import with_ruby


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a template that extends `ui/frame.html`. A form sent back with errors is 422, not 200."""
    html = render_to_string(template, dict(context or {}), request)
    return HttpResponse(with_ruby(html) if get_language() == EASY_JAPANESE.code else html, status=status)
