"""Before a draw staff look whether people belong to the class they named: all that are right at once, the others one by one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shirube.bookings.commands.lotteries.checking import confirm_classes, correct_class
from shirube.bookings.domain.lotteries import LotteryState
from shirube.bookings.models import Lottery
from shirube.bookings.queries.lottery_entries import Entrant, count_unchecked, list_entrants
from shirube.bookings.web.lottery_words import class_words
from shirube.bookings.web.staff.desk import JAPANESE, act, for_desk, name_of, way_to
from shirube.bookings.web.staff.lotteries import list_way, lottery_way, own_lottery
from shirube.bookings.web.staff.lottery_forms import CorrectionForm
from shirube.kernel.errors import ConflictError, DomainError
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

_ROWS = 50


@for_desk
def entrants(request: HttpRequest, lottery_id: UUID) -> HttpResponse:
    """Who entered by which class; `?all=1` shows those that were looked at too, `?after=` goes on behind a number."""
    row = own_lottery(request, lottery_id)
    if request.method == "POST":
        return _confirm(request, row)
    shows_all = "all" in request.GET
    which = {"municipality_id": row.municipality_id, "lottery_id": row.pk}
    after = _number(request.GET.get("after", ""))
    found = list_entrants(**which, unchecked_only=not shows_all, after=after, limit=_ROWS + 1)
    context = {
        "lines": [_line(row, one) for one in found[:_ROWS]],
        "unchecked": count_unchecked(**which),
        "shows_all": shows_all,
        "can_check": _can_check(row),
        "next_url": _next_url(found[_ROWS - 1].number, shows_all=shows_all) if len(found) > _ROWS else "",
        "lottery_id": row.pk,
        "title": name_of(row.resource),
        "breadcrumbs": way_to(list_way(), lottery_way(row), Link(_("申し込んだ人の区分"), "")),
    }
    return page(request, "bookings/staff/lottery_entrants.html", context)


@for_desk
def correct(request: HttpRequest, lottery_id: UUID, entry_number: int) -> HttpResponse:
    """Another class for one entry, with the reason that the entrant is told."""
    row = own_lottery(request, lottery_id)
    found = list_entrants(
        municipality_id=row.municipality_id, lottery_id=row.pk, after=entry_number - 1, limit=1
    )
    if not found or found[0].number != entry_number or not _can_check(row):
        raise Http404
    one = found[0]
    form = CorrectionForm(request.POST or None, rules=row.lottery_rules, own=one.priority_class)
    if request.method == "POST" and form.is_valid() and _correct(request, one, form):
        return redirect("bookings_staff:lottery-entrants", row.pk)
    back = Link(_("申し込んだ人の区分"), reverse("bookings_staff:lottery-entrants", args=[row.pk]))
    context = {
        "line": _line(row, one),
        "form": form,
        "title": name_of(row.resource),
        "breadcrumbs": way_to(list_way(), lottery_way(row), back, Link(_("区分を直す"), "")),
    }
    return page(request, "bookings/staff/lottery_class.html", context, status=422 if form.errors else 200)


def _confirm(request: HttpRequest, row: Lottery) -> HttpResponse:
    ids = [one for text in request.POST.getlist("entry")[:_ROWS] if (one := _uuid(text)) is not None]
    back = redirect("bookings_staff:lottery-entrants", row.pk)
    if not ids:
        messages.warning(request, _("だれも選ばれていません。何も変わっていません。"))
        return back
    try:
        count = confirm_classes(**act(request), lottery_id=row.pk, entry_ids=ids)
    except ConflictError as error:
        messages.error(request, sentence_for(error))
        return back
    words = ngettext("%(n)s件の区分を確かめました。", "%(n)s件の区分を確かめました。", count)
    messages.success(request, words % {"n": count})
    return back


def _correct(request: HttpRequest, one: Entrant, form: CorrectionForm) -> bool:
    try:
        correct_class(**act(request), entry_id=one.id, **form.cleaned_data)
    except DomainError as error:
        if not isinstance(error, ConflictError):
            raise
        form.add_error(None, sentence_for(error))
        return False
    messages.success(request, _("区分を直しました。申し込んだ人に知らせます。"))
    return True


def _line(row: Lottery, one: Entrant) -> dict[str, Any]:
    return {"one": one, "class": class_words(row.lottery_rules.classes, one.priority_class, JAPANESE)}


def _can_check(row: Lottery) -> bool:
    undrawn = row.state in {LotteryState.ANNOUNCED, LotteryState.CLOSED}
    return undrawn and not row.public_value and bool(row.lottery_rules.classes)


def _next_url(number: int, *, shows_all: bool) -> str:
    return f"?after={number}" + ("&all=1" if shows_all else "")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
