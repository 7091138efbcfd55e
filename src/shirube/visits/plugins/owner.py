"""What bookings ask of a service that can be reserved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from shirube.bookings import interface as bookings
from shirube.visits.commands.reserving import OWNER
from shirube.visits.queries.places import list_services_by_id
from shirube.visits.queries.visits import code_of, find_visit_of_reservation


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
                has_own_page=True,
            )
            for service, branch_code, branch_title in found
        }


@dataclass(frozen=True, slots=True)
class TicketPage:
    """Who reserved a time has one code for everything: that of the visit."""

    identifier: str = OWNER

    @property
    def label(self) -> str:
        return _("当日見せるQRコード")

    def find_path(self, *, municipality_id: UUID, reservation_id: UUID) -> str:
        visit = find_visit_of_reservation(municipality_id=municipality_id, reservation_id=reservation_id)
        return f"tickets/{code_of(municipality_id=municipality_id, visit_id=visit.id)}/" if visit else ""


bookings.owners.register(ServicesOwner())
bookings.holder_pages.register(TicketPage())
