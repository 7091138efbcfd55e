"""Choosing a slot, keeping its places while one types, and waiting where it is full."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.bookings.commands.booking import hold_slots
from shirube.bookings.commands.guessing import claim_hold, forgive_hold
from shirube.bookings.commands.turns import TurnNeededError
from shirube.bookings.commands.waiting import join_waiting_list
from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.lotteries import Stage
from shirube.bookings.domain.states import SlotState
from shirube.bookings.models import Resource
from shirube.bookings.queries.groups import GroupView, get_group
from shirube.bookings.queries.lotteries import LotteryView, list_lotteries
from shirube.bookings.queries.rights import find_subject
from shirube.bookings.queries.slots import get_resource_row, get_slot, get_slot_row
from shirube.bookings.queries.turns import find_rush_row
from shirube.bookings.queries.views import Held
from shirube.bookings.queries.wording import place_words, time_words, title_words
from shirube.bookings.web.residents.forms import SlotForm, WaitForm
from shirube.bookings.web.residents.visit import Visit, for_group, groups_of, visit_of
from shirube.bookings.web.weeks import read_day, week_of
from shirube.bookings.web.words import slot_status_of
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import DomainError
from shirube.kernel.ids import new_id
from shirube.ui.access import Access, access
from shirube.ui.kept_codes import keep_code
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for


@access(Access.PUBLIC)
def resource(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """A week of slots; `?day=` begins another one."""
    visit = visit_of(request)
    row = get_resource_row(municipality_id=visit.municipality_id, resource_id=resource_id)
    if (own := _page_of_owner(row)) is not None:
        return own
    day = read_day(request.GET.get("day", ""), visit.now)
    context = {**slots_context(visit, row, day), "groups": choosable_groups(request, visit, row)}
    return page(request, "bookings/resource.html", context)


def slots_context(visit: Visit, row: Resource, day: date) -> dict[str, Any]:
    """What `bookings/_slots.html` draws."""
    subject = find_subject(row)
    week = week_of(
        municipality_id=visit.municipality_id,
        resource_ids=[row.pk],
        day=day,
        now=visit.now,
        language=visit.language,
    )
    return {
        "resource_id": row.pk,
        "title": title_words(subject, visit.language),
        "place": place_words(subject, visit.language),
        "about_path": subject.path if subject else "",
        "week": week,
        "lotteries": _running_lotteries(visit, row),
        "policy": row.policy,
        "rush": find_rush_row(row),
        "key": new_id().hex,
    }


def _running_lotteries(visit: Visit, row: Resource) -> list[LotteryView]:
    """Those that still keep slots from who comes first."""
    found = list_lotteries(municipality_id=visit.municipality_id, now=visit.now, resource_ids=[row.pk])
    return [one for one in found if one.stage is not Stage.SETTLED]


def choosable_groups(request: HttpRequest, visit: Visit, row: Resource) -> list[GroupView]:
    """The registered groups the visitor may book for, where the rules know groups."""
    if not (row.policy.needs_group or row.policy.per_group_max):
        return []
    today = japan_date(visit.now)
    return [one for one in groups_of(request, visit) if one.is_valid_on(today)]


@access(Access.PUBLIC)
@require_POST
def hold(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """Keep the places; what stands in the way is said on the page of slots."""
    visit = visit_of(request)
    row = get_resource_row(municipality_id=visit.municipality_id, resource_id=resource_id)
    if (own := _page_of_owner(row)) is not None:
        return own
    back = reverse("bookings:resource", args=[resource_id])
    form = SlotForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("枠を選んでください。"))
        return redirect(back)
    try:
        held = _keep(request, visit, form)
    except TurnNeededError:
        return redirect("bookings:turn", resource_id)
    except DomainError as error:
        messages.error(request, sentence_for(error))
        return redirect(back)
    response = redirect("bookings:confirm", held.number)
    keep_code(response, held.number, held.secret)
    return response


@access(Access.PUBLIC)
def wait(request: HttpRequest, slot_id: UUID) -> HttpResponse:
    """Join the line of a full slot."""
    visit = visit_of(request)
    slot = get_slot_row(municipality_id=visit.municipality_id, slot_id=slot_id)
    if (own := _page_of_owner(slot.resource)) is not None:
        return own
    form = WaitForm(request.POST or None, initial=_known(visit))
    if request.method == "POST" and form.is_valid():
        entry = join_waiting_list(
            **visit.act,
            slot_id=slot_id,
            quantity=form.cleaned_data["quantity"],
            booker=form.booker(visit.booker),
            key=f"page:{form.cleaned_data['key']}",
        )
        response = redirect("bookings:waiting", entry.code)
        keep_code(response, entry.code, entry.secret)
        return response
    return page(
        request, "bookings/wait.html", _wait_context(visit, slot_id, form), status=422 if form.errors else 200
    )


def _keep(request: HttpRequest, visit: Visit, form: SlotForm) -> Held:
    number = form.cleaned_data["group"]
    booker = for_group(request, visit.booker, number)
    claim_hold(**visit.claim, now=visit.now)
    try:
        return hold_slots(
            **visit.act,
            slot_ids=[form.cleaned_data["slot"]],
            quantity=form.cleaned_data["quantity"] or 1,
            booker=booker,
            group_id=_group_id(visit, number, booker),
            key=f"page:{form.cleaned_data['key']}",
        )
    except DomainError:
        forgive_hold(**visit.claim)
        raise


def _group_id(visit: Visit, number: str, booker: Booker) -> UUID | None:
    """GroupNotFoundError where it is not theirs."""
    if not number:
        return None
    return get_group(municipality_id=visit.municipality_id, number=number, actor=booker).id


def _page_of_owner(row: Resource) -> HttpResponse | None:
    """The way to where one books, if the owner has a page of its own for that."""
    subject = find_subject(row)
    return redirect(get_script_prefix() + subject.path) if subject and subject.has_own_page else None


def _known(visit: Visit) -> dict[str, Any]:
    return {"name": visit.booker.name, "mail": visit.booker.mail, "quantity": 1, "key": new_id().hex}


def _wait_context(visit: Visit, slot_id: UUID, form: WaitForm) -> dict[str, Any]:
    slot = get_slot(municipality_id=visit.municipality_id, slot_id=slot_id, now=visit.now)
    row = get_slot_row(municipality_id=visit.municipality_id, slot_id=slot_id)
    return {
        "form": form,
        "slot": slot,
        "status": slot_status_of(slot.state),
        "can_wait": slot.state == SlotState.FULL and row.resource.policy.waiting_list,
        "title": title_words(find_subject(row.resource), visit.language),
        "time": time_words(slot.starts_at, slot.ends_at, visit.language),
        "resource_id": row.resource_id,
    }
