"""Whose turn it is: two people do not write into each other's draft unawares."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.forms.interface import discard_form_draft, release_edit_lock, start_form_draft, take_edit_lock
from shirube.forms.web.staff.desk import DRAFTERS, desk_of, open_bench
from shirube.forms.web.staff.pages import back_to_outline, refused
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access


@access(Access.STAFF, roles=DRAFTERS)
@require_POST
def take_lock(request: HttpRequest, code: str) -> HttpResponse:
    """Take the draft over from a colleague, who is told at the next save."""
    desk = desk_of(request)
    take_edit_lock(**desk.act, code=code, take_over=True)
    messages.success(
        request, _("編集を引き継ぎました。前の人がこのあと保存しようとすると、そのことが伝わります。")
    )
    return back_to_outline(code)


@access(Access.STAFF, roles=DRAFTERS)
@require_POST
def release_lock(request: HttpRequest, code: str) -> HttpResponse:
    """Done for now: others may go on at once."""
    release_edit_lock(**desk_of(request).act, code=code)
    messages.success(request, _("編集を終えました。下書きは残っています。"))
    return redirect(reverse("forms:list"))


@access(Access.STAFF, roles=DRAFTERS)
@require_POST
def start_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Draft from the published version, or from an old one to go back to it."""
    number = request.POST.get("number", "")
    try:
        start_form_draft(
            **desk_of(request).act,
            code=code,
            number=int(number) if number.isascii() and number.isdecimal() and len(number) < 8 else None,
            replace="replace" in request.POST,
        )
    except DomainError as error:
        refused(request, error)
        return redirect(reverse("forms:versions", args=[code]))
    messages.success(request, _("下書きをつくりました。公開中の版は、公開するまで変わりません。"))
    return back_to_outline(code)


@access(Access.STAFF, roles=DRAFTERS)
@require_POST
def discard_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Throw the draft away, once the person has said so."""
    bench = open_bench(request, code)
    if "sure" not in request.POST:
        open_bench(request, code)
        messages.warning(request, _("下書きを捨てるには、確認の欄に印を付けてください。まだ捨てていません。"))
        return back_to_outline(code, "discard")
    try:
        discard_form_draft(**bench.desk.act, code=code)
    except DomainError as error:
        refused(request, error)
        return back_to_outline(code)
    messages.success(request, _("下書きを捨てました。公開中の版は変わっていません。"))
    return redirect(reverse("forms:list"))
