"""Lotteries for staff: announcing, watching, the public number, the protocol, and whom to telephone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.bookings.commands.lotteries.announcing import announce_lottery, call_off_lottery
from shirube.bookings.commands.lotteries.drawing import state_public_value
from shirube.bookings.commands.lotteries.entering import enter_lottery
from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.lotteries import Stage
from shirube.bookings.domain.states import ReservationState, Source
from shirube.bookings.models import Lottery, LotteryAward
from shirube.bookings.queries.lotteries import (
    LotteryView,
    count_entries,
    get_lottery,
    get_lottery_row,
    list_lotteries,
    list_lottery_slots,
)
from shirube.bookings.queries.lottery_entries import (
    LotteryEntryView,
    count_unchecked,
    list_awards,
    list_untellable,
)
from shirube.bookings.queries.rights import NotYourResourceError, can_run, describe_all
from shirube.bookings.queries.wording import moment_words, time_words, title_words
from shirube.bookings.web.lottery_words import class_words, entry_status, lottery_words, stage_status
from shirube.bookings.web.staff.desk import (
    JAPANESE,
    act,
    actor_of,
    city_id,
    for_desk,
    name_of,
    runnable,
    way_to,
)
from shirube.bookings.web.staff.lottery_forms import (
    AnnounceForm,
    CallOffForm,
    PhoneEntryForm,
    PublicValueForm,
)
from shirube.bookings.web.words import staff_status_of
from shirube.kernel.calendar import format_date
from shirube.kernel.clock import read_clock
from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.kernel.ids import new_id
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.ui.tables import Cell, Column, Table

_CAN_BE_CALLED_OFF = frozenset({Stage.COMING, Stage.OPEN, Stage.CLOSED})


@for_desk
def lotteries(request: HttpRequest) -> HttpResponse:
    """All of the city; those that need somebody say so."""
    found = list_lotteries(municipality_id=city_id(request), now=read_clock())
    told = describe_all(
        municipality_id=city_id(request), things=[(one.owner, one.subject_id) for one in found]
    )
    columns = (
        Column(_("抽選")),
        Column(_("使う日")),
        Column(_("締切")),
        Column(_("申し込み"), number=True),
        Column(_("状態")),
    )
    rows = tuple(
        _row(one, title_words(told.get((one.owner, one.subject_id)), JAPANESE)) for one in found[::-1]
    )
    context = {"table": Table(_("抽選の一覧"), columns, rows), "breadcrumbs": way_to(Link(_("抽選"), ""))}
    return page(request, "bookings/staff/lotteries.html", context)


def _row(one: LotteryView, title: str) -> tuple[Cell, ...]:
    note = _("公表された数字を入れてください") if one.waits_for_public_value else ""
    return (
        Cell(title, url=reverse("bookings_staff:lottery", args=[one.id]), note=note),
        Cell(f"{format_date(one.use_from)}〜{format_date(one.use_until)}"),
        Cell(moment_words(one.times.closes_at, JAPANESE)),
        Cell(str(one.entries)),
        Cell(None, status=stage_status(one.stage)),
    )


@for_desk
def announce(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """From the announcement on its slots are kept for the draw."""
    row = runnable(request, resource_id)
    form = AnnounceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            lottery_id = announce_lottery(
                **act(request),
                resource_ids=[resource_id],
                announcement=form.announcement(),
                key=f"desk:{resource_id}:{form.cleaned_data['use_from']}:{form.cleaned_data['closes_on']}",
            )
        except DomainError as error:
            _say(form, error)
        else:
            messages.success(
                request, _("抽選を公示しました。この期間の空きの枠は、先着順では予約できません。")
            )
            return redirect("bookings_staff:lottery", lottery_id)
    context = {
        "form": form,
        "title": name_of(row),
        "breadcrumbs": way_to(list_way(), Link(_("抽選を公示する"), "")),
    }
    return page(request, "bookings/staff/announce.html", context, status=422 if form.errors else 200)


@for_desk
def lottery(request: HttpRequest, lottery_id: UUID) -> HttpResponse:
    """Where it stands, who entered by class, who won, and whom to telephone."""
    return _lottery_page(request, lottery_id, PublicValueForm(), 200)


@for_desk
@require_POST
def public_value(request: HttpRequest, lottery_id: UUID) -> HttpResponse:
    """What was published after the closing; the draw follows at once."""
    own_lottery(request, lottery_id)
    form = PublicValueForm(request.POST)
    if not form.is_valid():
        return _lottery_page(request, lottery_id, form, 422)
    value = form.cleaned_data["value"]
    return _do(
        request,
        lottery_id,
        lambda: state_public_value(**act(request), lottery_id=lottery_id, value=value),
        _("数字を記録しました。まもなく抽選します。"),
    )


@for_desk
@require_POST
def call_off(request: HttpRequest, lottery_id: UUID) -> HttpResponse:
    own_lottery(request, lottery_id)
    form = CallOffForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("取りやめる理由を入れてください。"))
        return redirect("bookings_staff:lottery", lottery_id)
    reason = form.cleaned_data["reason"]
    return _do(
        request,
        lottery_id,
        lambda: call_off_lottery(**act(request), lottery_id=lottery_id, reason=reason),
        _("抽選を取りやめ、申し込んだ人に知らせます。"),
    )


@for_desk
def enter(request: HttpRequest, lottery_id: UUID) -> HttpResponse:
    """By telephone or at the counter; the same number and code are told."""
    row = own_lottery(request, lottery_id)
    which = {"municipality_id": row.municipality_id, "lottery_id": row.pk}
    asked: dict[str, Any] = {
        "rules": row.lottery_rules,
        "slots": list_lottery_slots(**which),
        "language": JAPANESE,
    }
    form = PhoneEntryForm(request.POST or None, initial={"key": new_id().hex}, **asked)
    if request.method == "POST" and form.is_valid() and (made := _enter(request, row, form)) is not None:
        words = _("抽選の申し込みを受けました。受付番号 %(number)s、合言葉 %(secret)s を伝えてください。")
        messages.success(request, words % {"number": made.receipt_number, "secret": made.secret})
        return redirect("bookings_staff:lottery", lottery_id)
    context = {
        "form": form,
        "title": name_of(row.resource),
        "breadcrumbs": way_to(list_way(), lottery_way(row), Link(_("電話や窓口で申し込みを受ける"), "")),
    }
    return page(request, "bookings/staff/enter_lottery.html", context, status=422 if form.errors else 200)


def _enter(request: HttpRequest, row: Lottery, form: PhoneEntryForm) -> LotteryEntryView | None:
    booker = form.booker(Booker())
    try:
        return enter_lottery(
            **act(request),
            lottery_id=row.pk,
            wish=form.wish(),
            booker=booker,
            key=f"desk:{form.cleaned_data['key']}",
            source=Source(form.cleaned_data["source"]),
        )
    except DomainError as error:
        _say(form, error)
        return None


def own_lottery(request: HttpRequest, lottery_id: UUID) -> Lottery:
    """The lottery, for those of its section: names stand on its pages. NotYourResourceError."""
    row = get_lottery_row(municipality_id=city_id(request), lottery_id=lottery_id)
    if not can_run(resource=row.resource, actor=actor_of(request)):
        raise NotYourResourceError
    return row


def _lottery_page(request: HttpRequest, lottery_id: UUID, form: forms.Form, status: int) -> HttpResponse:
    row = own_lottery(request, lottery_id)
    which = {"municipality_id": row.municipality_id, "lottery_id": lottery_id}
    view = get_lottery(**which, now=read_clock())
    counts = count_entries(**which)
    context = {
        **lottery_words(view, row.municipality_id, JAPANESE),
        "counts": [
            (class_words(view.rules.classes, code, JAPANESE) or _("すべて"), count)
            for code, count in sorted(counts.of_class.items())
        ],
        "withdrawn": counts.withdrawn,
        "has_classes": bool(view.rules.classes),
        "unchecked": count_unchecked(**which) if view.rules.classes else 0,
        "untellable": [(one, entry_status(one.state)) for one in list_untellable(**which)],
        "awards": [_award(one) for one in list_awards(**which)],
        "value_form": form,
        "call_off_form": CallOffForm(auto_id="call_off_%s"),
        "can_call_off": view.stage in _CAN_BE_CALLED_OFF,
        "breadcrumbs": way_to(list_way(), Link(name_of(row.resource), "")),
    }
    return page(request, "bookings/staff/lottery.html", context, status=status)


def _award(one: LotteryAward) -> dict[str, Any]:
    slot, made = one.lottery_slot.slot, one.reservation
    return {
        "place": one.entry.place,
        "number": one.entry.receipt_number,
        "time": time_words(slot.starts_at, slot.ends_at, JAPANESE),
        "is_later": one.is_later,
        "status": staff_status_of(ReservationState(made.state)) if made else None,
        "slot_id": slot.pk,
    }


def _do(request: HttpRequest, lottery_id: UUID, deed: Callable[[], None], words: str) -> HttpResponse:
    try:
        deed()
    except (ForbiddenError, NotFoundError):
        raise
    except DomainError as error:
        messages.error(request, sentence_for(error))
    else:
        messages.success(request, words)
    return redirect("bookings_staff:lottery", lottery_id)


def _say(form: forms.Form, error: DomainError) -> None:
    if isinstance(error, (ForbiddenError, NotFoundError)):
        raise error
    form.add_error(None, sentence_for(error))


def list_way() -> Link:
    return Link(_("抽選"), reverse("bookings_staff:lotteries"))


def lottery_way(row: Lottery) -> Link:
    return Link(name_of(row.resource), reverse("bookings_staff:lottery", args=[row.pk]))
