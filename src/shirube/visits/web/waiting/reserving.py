"""Reserving a time at the counter: days and times as radio buttons, then who comes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.accounts import interface as accounts
from shirube.bookings import interface as bookings
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.visits.commands.interviews.meeting import bring_preparation
from shirube.visits.commands.reserving import reserve_time
from shirube.visits.queries.interviews.reading import InterviewNotFoundError, get_preparation
from shirube.visits.queries.interviews.sealing import InterviewForgottenError
from shirube.visits.queries.places import BranchView, ServiceView
from shirube.visits.queries.visits import code_of
from shirube.visits.web.interviews.cookies import kept_code, kept_ids
from shirube.visits.web.limits import count_begun
from shirube.visits.web.visitor import Visitor, visitor_of
from shirube.visits.web.waiting.counter import bring_list, find_service
from shirube.visits.web.waiting.slots import coming_slots, free_days, offer_slots, slot_field


class ReserveForm(forms.Form):
    """`key` is the page's own: pressing twice makes one reservation."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    slot = slot_field(gettext_lazy("来る時間"))
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
    slots = coming_slots(chosen.resource_id, visitor)
    if slots:
        # Leads to the waiting room where one is open, and from there back to this page.
        turns = bookings.read_turns(request.COOKIES)
        bookings.require_turn(**visitor.look, slot_id=slots[0].id, turns=turns)
    form = _form(request, slots, branch, chosen, visitor)
    if form.is_valid():
        try:
            count_begun(request, "reservation", **visitor.look)
            visit_id = _book(request, form, visitor)
        except bookings.TurnNeededError:
            # Leads to the waiting room, and from there back to this page.
            raise
        except DomainError as error:
            form.add_error(None, sentence_for(error))
        else:
            _bring_what_is_prepared(request, visit_id, visitor)
            messages.success(request, _("予約ができました。当日は、この番号だけを持ってきてください。"))
            return redirect("visits:ticket", code_of(visit_id=visit_id, **visitor.city))
    context = {
        "form": form,
        "title": visitor.say(chosen.title),
        "branch_title": visitor.say(branch.title),
        "bring": bring_list(chosen, visitor),
        "days": free_days(slots, str(form["slot"].value() or ""), visitor),
        "breadcrumbs": [
            {"label": visitor.say(chosen.title), "url": reverse("visits:service", args=[chosen.id])},
            {"label": _("予約")},
        ],
    }
    return page(request, "visits/counter/reserve.html", context, status=422 if form.is_bound else 200)


def _form(
    request: HttpRequest,
    slots: Sequence[bookings.SlotView],
    branch: BranchView,
    chosen: ServiceView,
    visitor: Visitor,
) -> ReserveForm:
    form = ReserveForm(request.POST or None, initial={"key": uuid4().hex, **_known(visitor)})
    offer_slots(form, slots)
    others = [(str(one.id), visitor.say(one.title)) for one in branch.offered if one.id != chosen.id]
    form.fields["further"].choices = others  # type: ignore[attr-defined]
    return form


def _known(visitor: Visitor) -> dict[str, str]:
    """A signed-in resident types nothing anew."""
    if visitor.resident_id is None:
        return {}
    found = accounts.find_resident(resident_id=visitor.resident_id, **visitor.city)
    return {"name": found.name, "mail": found.email} if found else {}


def _book(request: HttpRequest, form: ReserveForm, visitor: Visitor) -> UUID:
    """The expected visit. Errors of bookings."""
    data = form.cleaned_data
    booker = bookings.Booker(
        resident_id=visitor.resident_id,
        name=data["name"],
        mail=data["mail"],
        phone=data["phone"],
        language=visitor.language,
        turns=bookings.read_turns(request.COOKIES),
    )
    return reserve_time(
        slot_id=data["slot"], further=data["further"], booker=booker, key=data["key"], **visitor.look
    )


def _bring_what_is_prepared(request: HttpRequest, visit_id: UUID, visitor: Visitor) -> None:
    """Answers that were written in this browser before reserving go with the visit: one code for both."""
    for interview_id in kept_ids(request):
        place = {"interview_id": interview_id, **visitor.look}
        with suppress(InterviewNotFoundError, InterviewForgottenError):
            get_preparation(code=kept_code(request, interview_id), **place)
            bring_preparation(visit_id=visit_id, **place)
