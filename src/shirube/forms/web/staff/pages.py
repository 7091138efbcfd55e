"""What the pages of the builder share: the way there, the words for a broken rule, fragments for htmx."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.forms.domain.editing import japanese
from shirube.forms.web.staff.desk import Bench
from shirube.kernel.errors import ConflictError, DomainError, ForbiddenError, NotFoundError
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for


def way_to_list(*further: Link) -> list[Link]:
    home = Link(_("仕事の一覧"), reverse("portal:staff-home"))
    return [home, Link(_("フォームづくり"), reverse("forms:list")), *further]


def way_to(bench: Bench, *further: Link) -> list[Link]:
    """From the list of forms over the draft to a page."""
    title = japanese(bench.content.get("title")) or bench.code
    return way_to_list(Link(title, outline_url(bench.code) if further else ""), *further)


def outline_url(code: str, anchor: str = "") -> str:
    return reverse("forms:outline", args=[code]) + (f"#{anchor}" if anchor else "")


def anchor_of(path: str) -> str:
    """The id of a field in the outline."""
    return "q-" + path.replace(".", "-")


def is_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def fragment(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return HttpResponse(render_to_string(template, context, request))


def bench_page(
    request: HttpRequest,
    template: str,
    bench: Bench,
    *further: Link,
    context: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    """A page about the draft."""
    shared = {"bench": bench, "draft": bench.draft, "breadcrumbs": way_to(bench, *further)}
    return page(request, template, {**shared, **context}, status=status)


def refused(request: HttpRequest, error: DomainError) -> str:
    """The sentence of a conflict, to be shown where the person is; anything graver rises."""
    if isinstance(error, ForbiddenError | NotFoundError) or not isinstance(error, ConflictError):
        raise error
    sentence = sentence_for(error)
    messages.error(request, sentence)
    return sentence


def back_to_outline(code: str, anchor: str = "") -> HttpResponse:
    return redirect(outline_url(code, anchor))
