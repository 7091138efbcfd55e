"""The first page of halls and courses: a question, and what is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from shirube.bookings import interface as bookings
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.tables import Status
from shirube.venues.domain.days import moment_of
from shirube.venues.queries.facilities import FacilityView, RoomView, list_facilities
from shirube.venues.queries.finding import Question, find_rooms, find_sessions
from shirube.venues.web.public.lines import session_lines
from shirube.venues.web.public.reader import Reader, reader_of
from shirube.venues.web.words import TOPICS, plain, say, slot_status

_SHOWN = 6
_BEST_FIRST = (
    bookings.SlotState.FREE,
    bookings.SlotState.FEW,
    bookings.SlotState.LOTTERY,
    bookings.SlotState.NOT_YET,
    bookings.SlotState.FULL,
    bookings.SlotState.OVER,
)
States = Mapping[UUID, set[bookings.SlotState]]


class FindForm(forms.Form):
    """Every part may stay empty."""

    what = forms.CharField(label=gettext_lazy("何をしたいですか（言葉で）"), required=False, max_length=60)
    topic = forms.ChoiceField(label=gettext_lazy("分野"), required=False)
    where = forms.ChoiceField(label=gettext_lazy("場所"), required=False)
    on = forms.DateField(
        label=gettext_lazy("日にち"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, data: Any, *, houses: Sequence[FacilityView], language: str) -> None:
        super().__init__(data)
        anything = ("", _("どれでも"))
        self.fields["topic"].choices = [anything, *TOPICS.items()]  # type: ignore[attr-defined]
        named = [(one.facts.code, plain(one.facts.title, language)) for one in houses]
        self.fields["where"].choices = [anything, *named]  # type: ignore[attr-defined]

    def question(self) -> Question:
        data = self.cleaned_data
        return Question(what=data["what"], topic=data["topic"], where=data["where"], on=data["on"])


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A room in a list. `status` says what is free on the day that was asked for."""

    title: str | SafeString
    house: str | SafeString
    url: str
    people: int
    status: Status | None


@access(Access.PUBLIC)
@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """Halls, courses and events; with a question only what fits."""
    reader = reader_of(request)
    houses = list_facilities(**reader.look)
    form = FindForm(request.GET or None, houses=houses, language=reader.language)
    question = form.question() if form.is_bound and form.is_valid() else Question()
    context = _found(question, reader) if not question.is_empty else _overview(houses, reader)
    shared = {"form": form, "is_search": not question.is_empty, "breadcrumbs": []}
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "venues/home.html", {**shared, **context}, status=status)


def _overview(houses: Sequence[FacilityView], reader: Reader) -> dict[str, Any]:
    sessions = find_sessions(**reader.look, question=Question(), now=reader.now)
    return {
        "sessions": session_lines(sessions[:_SHOWN], reader),
        "houses": [_house_card(one, reader.language) for one in houses],
        "month_url": reverse("venues:month", args=[f"{reader.today:%Y-%m}"]),
    }


def _found(question: Question, reader: Reader) -> dict[str, Any]:
    sessions = find_sessions(**reader.look, question=question, now=reader.now)
    rooms = find_rooms(**reader.look, question=question)
    free = _states_on(question.on, [room for _, room in rooms], reader) if question.on else {}
    return {
        "sessions": session_lines(sessions, reader),
        "rooms": [_room_line(house, room, question.on, free, reader) for house, room in rooms],
    }


def _house_card(house: FacilityView, language: str) -> dict[str, Any]:
    """A card of ui/components/cards.html."""
    return {
        "title": say(house.facts.title, language),
        "url": reverse("venues:facility", args=[house.facts.code]),
        "text": say(house.facts.about, language),
        "note": " / ".join(plain(room.facts.title, language) for room in house.rooms),
    }


def _room_line(
    house: FacilityView, room: RoomView, on: date | None, free: States, reader: Reader
) -> RoomLine:
    url = reverse("venues:room", args=[house.facts.code, room.facts.code])
    return RoomLine(
        title=say(room.facts.title, reader.language),
        house=say(house.facts.title, reader.language),
        url=f"{url}?from={on.isoformat()}" if on else url,
        people=room.facts.people,
        status=_status_on(room, free) if on else None,
    )


def _states_on(on: date, rooms: Sequence[RoomView], reader: Reader) -> States:
    """The states of the blocks of a day by the rooms' resources. One query for all rooms."""
    start = moment_of(on, 0)
    slots = bookings.list_slots(
        municipality_id=reader.municipality_id,
        resource_ids=[room.resource_id for room in rooms if room.resource_id],
        since=start,
        until=start + timedelta(days=1),
        now=reader.now,
    )
    found: dict[UUID, set[bookings.SlotState]] = {}
    for slot in slots:
        found.setdefault(slot.resource_id, set()).add(slot.state)
    return found


def _status_on(room: RoomView, free: States) -> Status:
    states = free.get(room.resource_id, set()) if room.resource_id else set()
    # The best that is left says whether it is worth a look.
    best = next((one for one in _BEST_FIRST if one in states), bookings.SlotState.CLOSED)
    return slot_status(best)
