"""Reading who may act for whom."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from shirube.accounts.domain.mandates import (
    OPEN_STATES,
    MandateBasis,
    MandateKind,
    MandateRefusal,
    MandateState,
    RepresentedPerson,
    address_digest,
    end_of,
)
from shirube.accounts.models import Mandate, Resident
from shirube.accounts.queries.residents import open_sealed
from shirube.kernel.errors import NotFoundError


class MandateNotFoundError(NotFoundError):
    """There is none, or it is not one of this person's."""

    code = "accounts.mandate_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateSummary:
    """A mandate in full. `person` is the represented one; `represented_id` only where that person has an account and
    confirmed. `procedures` empty: all. [starts_on, ends_on), None: no end."""

    id: UUID
    representative_id: UUID
    representative_name: str
    representative_email: str
    represented_id: UUID | None
    person: RepresentedPerson
    kind: MandateKind
    basis: MandateBasis
    state: MandateState
    procedures: tuple[str, ...]
    starts_on: date
    ends_on: date | None
    requested_at: datetime
    decided_at: datetime | None
    note: str
    paper_file_id: UUID | None
    ended_at: datetime | None

    @property
    def holds_until(self) -> date | None:
        """The first day on which it does not hold any more, None: no end."""
        return end_of(self.basis, self.person.born_on, self.ends_on)

    def is_in_force(self, on: date) -> bool:
        return self._refusal_on(on) is None

    def refusal_for(self, procedure_code: str, on: date) -> MandateRefusal | None:
        """Why nobody may act under it in this procedure on the day; None: they may."""
        refusal = self._refusal_on(on)
        return refusal if refusal or self.covers(procedure_code) else MandateRefusal.OTHER_PROCEDURE

    def is_for_same_person(self, other: MandateSummary) -> bool:
        if self.represented_id is not None and self.represented_id == other.represented_id:
            return True
        return (self.person.name, self.person.born_on) == (other.person.name, other.person.born_on)

    def _refusal_on(self, on: date) -> MandateRefusal | None:
        if self.state is MandateState.ENDED or (self.holds_until is not None and self.holds_until <= on):
            return MandateRefusal.OVER
        if self.state is not MandateState.CONFIRMED:
            return MandateRefusal.NOT_CONFIRMED
        return MandateRefusal.NOT_BEGUN if on < self.starts_on else None

    def concerns(self, resident_id: UUID) -> bool:
        """Whether it is open, and the resident stands on one of its sides."""
        return self.state in OPEN_STATES and resident_id in {self.representative_id, self.represented_id}

    def covers(self, procedure_code: str) -> bool:
        return not self.procedures or procedure_code in self.procedures


def list_held_mandates(*, municipality_id: UUID, representative_id: UUID) -> Sequence[MandateSummary]:
    """All under which the resident acts or acted for others, whatever became of them. Newest first; one query."""
    return _summaries(_of(municipality_id).filter(representative_id=representative_id))


def list_mandates(*, municipality_id: UUID, resident_id: UUID) -> Sequence[MandateSummary]:
    """All that the resident holds or has given, and those that wait for the reader of the resident's address. Newest first."""
    resident = Resident.objects.get(municipality_id=municipality_id, pk=resident_id)
    return _summaries(_visible_to(municipality_id, resident))


def get_own_mandate(*, municipality_id: UUID, mandate_id: UUID, resident_id: UUID) -> MandateSummary:
    """One of the resident's, on whichever side; MandateNotFoundError."""
    resident = Resident.objects.get(municipality_id=municipality_id, pk=resident_id)
    return _one(_visible_to(municipality_id, resident).filter(pk=mandate_id))


def get_mandate(*, municipality_id: UUID, mandate_id: UUID) -> MandateSummary:
    """Any, for staff; MandateNotFoundError."""
    return _one(_of(municipality_id).filter(pk=mandate_id))


def list_open_mandates(*, municipality_id: UUID, limit: int = 200) -> Sequence[MandateSummary]:
    """For staff: what waits first, then what is in force; the newest of each."""
    waiting = _of(municipality_id).filter(state__in=OPEN_STATES).order_by("-state", "-requested_at", "pk")
    return _summaries(waiting[:limit])


def _of(municipality_id: UUID) -> QuerySet[Mandate]:
    rows = Mandate.objects.filter(
        municipality_id=municipality_id, representative__municipality_id=municipality_id
    )
    return rows.select_related("representative").order_by("-requested_at", "pk")


def _visible_to(municipality_id: UUID, resident: Resident) -> QuerySet[Mandate]:
    sides = Q(representative=resident) | Q(represented=resident)
    if resident.email:
        sides |= Q(address_digest=address_digest(resident.email), state=MandateState.REQUESTED)
    return _of(municipality_id).filter(sides)


def _one(rows: QuerySet[Mandate]) -> MandateSummary:
    row = rows.first()
    if row is None:
        raise MandateNotFoundError
    return _summary(row)


def _summaries(rows: Iterable[Mandate]) -> list[MandateSummary]:
    return [_summary(row) for row in rows]


def _summary(row: Mandate) -> MandateSummary:
    person = open_sealed(row.person)
    unknown = {"name": "", "kana": "", "born_on": ""}
    return MandateSummary(
        id=row.pk,
        representative_id=row.representative_id,
        representative_name=open_sealed(row.representative.name),
        representative_email=row.representative.email,
        represented_id=row.represented_id,
        person=RepresentedPerson(**(json.loads(person) if person else unknown)),
        kind=MandateKind(row.kind),
        basis=MandateBasis(row.basis),
        state=MandateState(row.state),
        procedures=tuple(row.procedures),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        requested_at=row.requested_at,
        decided_at=row.decided_at,
        note=row.note,
        paper_file_id=row.paper_file_id,
        ended_at=row.ended_at,
    )
