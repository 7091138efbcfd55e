"""A hall of 港市 and what happens there: the owner of what the tests book, and ways to book it in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.bookings import interface as bookings
from shirube.bookings.models import Resource, Slot
from shirube.kernel.clock import JAPAN
from shirube.kernel.words import Words

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
TOMORROW = datetime(2026, 11, 21, 9, 0, tzinfo=JAPAN)
_clicks = count(1)


class Halls:
    """Stands for a room above. Sections of subjects are told to it by the tests."""

    identifier = "tests.hall"

    def __init__(self) -> None:
        self.sections: dict[UUID, UUID] = {}

    def describe(
        self, *, municipality_id: UUID, subject_ids: Sequence[UUID]
    ) -> Mapping[UUID, bookings.Subject]:
        del municipality_id
        return {one: self._subject(one) for one in subject_ids if one in self.sections}

    def _subject(self, subject_id: UUID) -> bookings.Subject:
        return bookings.Subject(
            title=Words(ja="みなとホール", en="Minato Hall", **{"ja-easy": "みなとホール"}),
            place=Words(ja="港市中央1-1", en="1-1 Chuo, Minato"),
            section_id=self.sections[subject_id],
            path="halls/minato/",
            staff_path="staff/halls/minato/",
        )


HALLS = Halls()


def person(number: int = 1, **facts: Any) -> bookings.Booker:
    known = {"name": f"山田 花子{number}", "mail": f"yamada{number}@resident.example"}
    return bookings.Booker(**{**known, **facts})


@dataclass(kw_only=True)
class Desk:
    """Books in one city; each booking is a new person's first click unless told otherwise."""

    municipality_id: UUID
    clerk: Actor
    now: datetime = NOW
    clicks: Any = field(default_factory=lambda: _clicks)

    def resource(
        self, *, capacity: int = 1, subject_id: UUID, calendar_id: UUID | None = None, **rules: Any
    ) -> Resource:
        rules = {"quantity_max": 10, **rules}
        resource_id = bookings.define_resource(
            municipality_id=self.municipality_id,
            owner=HALLS.identifier,
            subject_id=subject_id,
            calendar_id=calendar_id,
            capacity=capacity,
            policy=bookings.Policy(**rules),
            actor=self.clerk,
            now=self.now,
        )
        return Resource.objects.get(pk=resource_id)

    def slot(self, resource: Resource, *, capacity: int = 1, starts_at: datetime = TOMORROW) -> Slot:
        spec = bookings.SlotSpec(
            starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), capacity=capacity
        )
        bookings.open_slots(
            municipality_id=self.municipality_id,
            resource_id=resource.pk,
            slots=[spec],
            actor=self.clerk,
            now=self.now,
        )
        return Slot.objects.get(resource=resource, starts_at=starts_at)

    def book(
        self, *slots: Slot, booker: bookings.Booker | None = None, **facts: Any
    ) -> bookings.ReservationView:
        return bookings.book_slots(**self._wish(slots, booker, facts))

    def hold(self, *slots: Slot, booker: bookings.Booker | None = None, **facts: Any) -> bookings.Held:
        return bookings.hold_slots(**self._wish(slots, booker, facts))

    def wait(
        self, slot: Slot, *, booker: bookings.Booker | None = None, **facts: Any
    ) -> bookings.WaitingView:
        wish = self._wish((slot,), booker, facts)
        wish.pop("slot_ids")
        return bookings.join_waiting_list(**wish, slot_id=slot.pk)

    def deed(self, command: Any, **facts: Any) -> Any:
        """Any command, as the clerk and now unless told otherwise."""
        usual = {"municipality_id": self.municipality_id, "actor": self.clerk, "now": self.now}
        return command(**{**usual, **facts})

    def _wish(
        self, slots: Sequence[Slot], booker: bookings.Booker | None, facts: Mapping[str, Any]
    ) -> dict[str, Any]:
        click = next(self.clicks)
        who = person(click) if booker is None else booker
        usual = {
            "municipality_id": self.municipality_id,
            "slot_ids": [slot.pk for slot in slots],
            "quantity": 1,
            "booker": who,
            "actor": who,
            "key": f"click-{click}",
            "now": self.now,
        }
        return {**usual, **facts}
