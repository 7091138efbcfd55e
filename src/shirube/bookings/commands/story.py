"""What is written down, told and ordered whenever a reservation moves. Comes last in its transaction.

Danger: on PostgreSQL the head of a city's audit chain is locked from here to the commit, and every other booking of
the city waits for it. Nothing that takes time may come after.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from shirube.audit import interface as audit
from shirube.bookings.commands.orders import order_letter
from shirube.bookings.events import ReservationEvent
from shirube.bookings.models import Reservation
from shirube.kernel import events
from shirube.kernel.prepared_writes import writes_together


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is recorded, and the event that is told after the commit."""

    act: str
    subject: str
    facts: Mapping[str, object]
    event: ReservationEvent | None = None


@dataclass(slots=True, kw_only=True)
class Story:
    """Collects what happens within one command, to be told at its end."""

    municipality_id: UUID
    actor: str
    now: datetime
    lines: list[Line] = field(default_factory=list)

    def add(
        self,
        row: Reservation,
        act: str,
        *,
        event: type[ReservationEvent] | None = None,
        letter: str = "",
        **facts: object,
    ) -> None:
        """Something happened to a reservation, whose resource is loaded. A letter is ordered at once."""
        if letter and (row.booker or row.resident_id):
            order_letter(row=row, letter=letter)
        happened = None if event is None else self._event(row, event)
        self.lines.append(
            Line(act=act, subject=f"bookings.reservation:{row.pk}", facts=facts, event=happened)
        )

    def note(self, subject: str, act: str, **facts: object) -> None:
        """Something happened to another thing of this room ("bookings.slot:<id>")."""
        self.lines.append(Line(act=act, subject=subject, facts=facts))

    def tell(self) -> None:
        """Write all of it down. Comes last."""
        for line in self.lines:
            with writes_together():
                audit.record(
                    municipality_id=self.municipality_id,
                    actor=self.actor,
                    action=f"bookings.{line.act}",
                    subject=line.subject,
                    now=self.now,
                    facts=dict(line.facts),
                )
            if line.event is not None:
                events.publish(line.event)

    def _event(self, row: Reservation, kind: type[ReservationEvent]) -> ReservationEvent:
        return kind(
            municipality_id=row.municipality_id,
            reservation_id=row.pk,
            owner=row.resource.owner,
            subject_id=row.resource.subject_id,
            at=self.now,
        )
