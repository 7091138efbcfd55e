"""Reserving a time at the counter: days and times as radio buttons, then who comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.accounts import interface as accounts
from shirube.bookings import interface as bookings
from shirube.kernel.calendar import format_date
from shirube.kernel.clock import JAPAN, japan_date
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.visits.commands.reserving import FURTHER, follow_reservation
from shirube.visits.queries.places import BranchView, ServiceView
from shirube.visits.queries.visits import code_of
from shirube.visits.web.visitor import Visitor, visitor_of
from shirube.visits.web.waiting.counter import bring_list, find_service

SHOWN_DAYS = 10


class ReserveForm(forms.Form):
    """`key` is the page's own: pressing twice makes one reservation."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    slot = forms.TypedChoiceField(
        label=gettext_lazy("来る時間"),
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("来る時間を選んでください。")},
    )
    further = forms.TypedMultipleChoiceField(
        label=gettext_lazy("同じ日にいっしょに済ませる用件"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    name = forms.CharField(
        label=gettext_lazy("お名前"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("お名前を入力してください。")},
    )
    mail = forms.EmailField(
        label=gettext_lazy("メールアドレス"),
        help_text=gettext_lazy(
            "メールか電話のどちらかを入力してください。順番が近づいたらメールでお知らせします。"
        ),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": gettext_lazy("メールアドレスは name@example.jp のように入力してください。")
        },
    )
    phone = forms.CharField(
        label=gettext_lazy("電話番号"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("mail") and not data.get("phone") and "mail" not in self.errors:
            self.add_error("mail", _("メールアドレスか電話番号のどちらかを入力してください。"))
        return data


@access(Access.PUBLIC)
def reserve(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Free times of the next days, and who comes; the reservation's own page is that of the visit."""
    visitor = visitor_of(request)
    branch, chosen = find_service(visitor, service_id)
    if chosen.resource_id is None:
        raise Http404
    slots = _free(chosen.resource_id, visitor)
    form = _form(request, slots, branch, chosen, visitor)
    if form.is_valid():
        try:
            code = _book(form, visitor)
        except DomainError as error:
            form.add_error(None, sentence_for(error))
        else:
            return redirect("visits:ticket", code)
    context = {
        "form": form,
        "title": visitor.say(chosen.title),
        "branch_title": visitor.say(branch.title),
        "bring": bring_list(chosen, visitor),
        "days": _days(slots, str(form["slot"].value() or ""), visitor),
        "breadcrumbs": [
            {"label": visitor.say(chosen.title), "url": reverse("visits:service", args=[chosen.id])},
            {"label": _("予約")},
        ],
    }
    return page(request, "visits/counter/reserve.html", context, status=422 if form.is_bound else 200)


def _free(resource_id: UUID, visitor: Visitor) -> list[bookings.SlotView]:
    """The free times of the next days that have any."""
    found = bookings.list_slots(
        municipality_id=visitor.municipality_id,
        resource_ids=[resource_id],
        since=visitor.now,
        until=visitor.now + timedelta(days=60),
        now=visitor.now,
    )
    free = [one for one in found if one.state in {bookings.SlotState.FREE, bookings.SlotState.FEW}]
    days = sorted({japan_date(one.starts_at) for one in free})[:SHOWN_DAYS]
    return [one for one in free if japan_date(one.starts_at) in days]


def _form(
    request: HttpRequest,
    slots: Sequence[bookings.SlotView],
    branch: BranchView,
    chosen: ServiceView,
    visitor: Visitor,
) -> ReserveForm:
    form = ReserveForm(request.POST or None, initial={"key": uuid4().hex, **_known(visitor)})
    form.fields["slot"].choices = [(str(one.id), _clock(one.starts_at)) for one in slots]  # type: ignore[attr-defined]
    others = [(str(one.id), visitor.say(one.title)) for one in branch.offered if one.id != chosen.id]
    form.fields["further"].choices = others  # type: ignore[attr-defined]
    return form


def _known(visitor: Visitor) -> dict[str, str]:
    """A signed-in resident types nothing anew."""
    if visitor.resident_id is None:
        return {}
    found = accounts.find_resident(resident_id=visitor.resident_id, **visitor.city)
    return {"name": found.name, "mail": found.email} if found else {}


def _book(form: ReserveForm, visitor: Visitor) -> str:
    """The code of the expected visit. Errors of bookings."""
    data = form.cleaned_data
    booker = bookings.Booker(
        resident_id=visitor.resident_id,
        name=data["name"],
        mail=data["mail"],
        phone=data["phone"],
        language=visitor.language,
    )
    booked = bookings.book_slots(
        slot_ids=[data["slot"]],
        quantity=1,
        booker=booker,
        key=data["key"],
        actor=booker,
        facts={FURTHER: [str(one) for one in data["further"]]},
        **visitor.look,
    )
    visit_id = follow_reservation(reservation_id=booked.id, **visitor.look)
    if visit_id is None:
        raise bookings.ReservationNotFoundError
    return code_of(visit_id=visit_id, **visitor.city)


def _days(slots: Sequence[bookings.SlotView], chosen: str, visitor: Visitor) -> list[dict[str, Any]]:
    return [
        {
            "title": format_date(day, visitor.language),
            "slots": [
                {
                    "id": str(one.id),
                    "time": f"{_clock(one.starts_at)}–{_clock(one.ends_at)}",
                    "is_few": one.state == bookings.SlotState.FEW,
                    "is_chosen": str(one.id) == chosen,
                }
                for one in same
            ],
        }
        for day, same in groupby(slots, key=lambda one: japan_date(one.starts_at))
    ]


def _clock(moment: datetime) -> str:
    local = moment.astimezone(JAPAN)
    return f"{local.hour}:{local.minute:02d}"
