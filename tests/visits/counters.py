"""A counter to play with: a branch with two services and two desks, and people to sit at them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from shirube.accounts.interface import SYSTEM, Actor, Role
from shirube.kernel.clock import japan_date
from shirube.kernel.words import Words
from shirube.organizations.models import Municipality
from shirube.visits import interface as visits
from tests.factories.accounts import UserFactory
from tests.factories.organizations import SectionFactory

# Monday 2026-11-16, 10:00 in Japan.
MORNING = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


@dataclass(slots=True)
class Counter:
    """Both desks serve certificates (A); only the second serves moving (B)."""

    city: Municipality
    branch_id: UUID
    certificates: UUID
    moving: UUID
    desks: tuple[UUID, UUID]
    clerks: tuple[Actor, Actor]
    now: datetime = MORNING
    numbers: list[str] = field(default_factory=list)

    @property
    def branch(self) -> visits.BranchView:
        return visits.get_branch(municipality_id=self.city.pk, code="honcho", on=japan_date(self.now))

    @property
    def line(self) -> visits.Line:
        return visits.get_line(branch=self.branch, municipality_id=self.city.pk, now=self.now)

    @property
    def order(self) -> list[str]:
        return [step.ticket for step in self.line.waiting]

    def later(self, minutes: float) -> Counter:
        self.now += timedelta(minutes=minutes)
        return self

    def take(self, *services: UUID, **facts: Any) -> visits.Ticket:
        holder = visits.Holder(mail=facts.pop("mail", ""), name=facts.pop("name", ""))
        return visits.take_ticket(
            municipality_id=self.city.pk,
            branch_id=self.branch_id,
            service_ids=services or (self.certificates,),
            source=visits.Source.KIOSK,
            holder=holder,
            actor=SYSTEM,
            now=self.now,
            **facts,
        )

    def expect(self, reservation_id: UUID, minutes: float, **facts: Any) -> UUID:
        """Somebody reserved for so many minutes from now."""
        return visits.expect_visit(
            municipality_id=self.city.pk,
            branch_id=self.branch_id,
            service_ids=(self.certificates,),
            reservation_id=reservation_id,
            reserved_for=self.now + timedelta(minutes=minutes),
            holder=visits.Holder(**facts),
        )

    def arrive(self, visit_id: UUID, branch_id: UUID | None = None) -> visits.Ticket:
        return visits.arrive(
            municipality_id=self.city.pk,
            branch_id=branch_id or self.branch_id,
            visit_id=visit_id,
            actor=SYSTEM,
            now=self.now,
        )

    def open(self, *numbers: int) -> Counter:
        for number in numbers or (0, 1):
            visits.open_desk(desk_id=self.desks[number], **self.by(number))
        return self

    def call(self, number: int = 0) -> UUID:
        return visits.call_next(desk_id=self.desks[number], **self.by(number))

    def serve(self, number: int = 0, minutes: float = 5) -> UUID:
        """Call, start and finish; the clock stands at the end of the service."""
        step_id = self.call(number)
        visits.start_service(step_id=step_id, **self.by(number))
        self.later(minutes)
        visits.finish_service(step_id=step_id, **self.by(number))
        return step_id

    def close_day(self, **facts: Any) -> visits.Closing:
        return visits.close_day(branch_id=self.branch_id, day=japan_date(self.now), **self.by(0), **facts)

    def by(self, number: int) -> dict[str, Any]:
        """What a command is told when the clerk of a desk acts."""
        return {"municipality_id": self.city.pk, "actor": self.clerks[number], "now": self.now}


def make_counter(city: Municipality) -> Counter:
    section = SectionFactory(municipality=city)
    act = {"municipality_id": city.pk, "actor": SYSTEM, "now": MORNING}
    branch_id = visits.define_branch(code="honcho", title=Words(ja="市役所本庁"), **act)
    certificates, moving = (
        visits.define_service(
            branch_id=branch_id,
            entry=visits.ServiceEntry(code=code, letter=letter, title=Words(ja=title), position=position),
            section_id=section.pk,
            **act,
        )
        for position, (code, letter, title) in enumerate(
            [("certificates", "A", "証明書の交付"), ("moving", "B", "引っ越しの届出")]
        )
    )
    desks = tuple(
        visits.define_desk(branch_id=branch_id, number=number, service_ids=services, **act)
        for number, services in ((1, [certificates]), (2, [certificates, moving]))
    )
    clerks = tuple(
        Actor(
            staff_id=UserFactory(municipality=city, section_staff=True).pk,
            roles=frozenset({Role.SECTION_STAFF}),
        )
        for _ in desks
    )
    return Counter(city, branch_id, certificates, moving, desks, clerks)
