"""The free times of a service, as radio buttons by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from shirube.bookings import interface as bookings
from shirube.kernel.calendar import format_date
from shirube.kernel.clock import JAPAN, japan_date
from shirube.visits.web.visitor import Visitor

SHOWN_DAYS = 10


def slot_field(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("来る時間を選んでください。"),
            # It was free when the page was drawn.
            "invalid_choice": gettext_lazy("選んだ時間は、もう空いていません。ほかの時間を選んでください。"),
        },
    )


def coming_slots(resource_id: UUID, visitor: Visitor) -> list[bookings.SlotView]:
    """All of the next months, the full ones too."""
    return bookings.list_slots(
        municipality_id=visitor.municipality_id,
        resource_ids=[resource_id],
        since=visitor.now,
        until=visitor.now + timedelta(days=120),
        now=visitor.now,
    )


def offer_slots(form: forms.Form, slots: Sequence[bookings.SlotView]) -> None:
    """Full ones are taken too, and judged by bookings: who presses twice has filled it with the first press."""
    form.fields["slot"].choices = [(str(one.id), _clock(one.starts_at)) for one in slots]  # type: ignore[attr-defined]


def free_days(slots: Sequence[bookings.SlotView], chosen: str, visitor: Visitor) -> list[dict[str, Any]]:
    """The free times of the next days that have any; `chosen` is the one that was taken before an error."""
    free = [one for one in slots if one.state in {bookings.SlotState.FREE, bookings.SlotState.FEW}]
    days = [
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
        for day, same in groupby(free, key=lambda one: japan_date(one.starts_at))
    ]
    return days[:SHOWN_DAYS]


def _clock(moment: datetime) -> str:
    local = moment.astimezone(JAPAN)
    return f"{local.hour}:{local.minute:02d}"
