"""What bookings ask of a service that can be reserved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from shirube.bookings import interface as bookings
from shirube.visits.commands.reserving import OWNER
from shirube.visits.queries.places import list_services_by_id


@dataclass(frozen=True, slots=True)
class ServicesOwner:
    identifier: str = OWNER

    def describe(
        self, *, municipality_id: UUID, subject_ids: Sequence[UUID]
    ) -> Mapping[UUID, bookings.Subject]:
        found = list_services_by_id(municipality_id=municipality_id, service_ids=subject_ids)
        return {
            service.id: bookings.Subject(
                title=service.title,
                place=branch_title,
                section_id=service.section_id,
                path=f"counter/services/{service.id}/",
                staff_path=f"staff/counter/setup/{branch_code}/services/{service.code}/",
            )
            for service, branch_code, branch_title in found
        }


bookings.owners.register(ServicesOwner())
