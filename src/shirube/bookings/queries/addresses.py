"""Where a letter sends people: the page of a reservation, as an address or, where none is known, in words."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from shirube.bookings.models import Reservation
from shirube.bookings.registry import holder_pages
from shirube.kernel.languages import BY_CODE, JAPANESE
from shirube.organizations import interface as organizations


def address_of(row: Reservation, language: str) -> str:
    """The page of a reservation: its owner's own one, or the engine's."""
    path = own_path(row.municipality_id, row.resource.owner, row.pk) or f"reservations/{row.number}/"
    return address_at(municipality_id=row.municipality_id, path=path, language=language)


def own_path(municipality_id: UUID, owner: str, reservation_id: UUID) -> str:
    """The owner's page of a reservation; empty where the engine's is the place."""
    if owner not in holder_pages:
        return ""
    return holder_pages[owner].find_path(municipality_id=municipality_id, reservation_id=reservation_id)


def group_address_of(*, municipality_id: UUID, number: str, language: str) -> str:
    """The page of a registered group."""
    return _address(municipality_id, f"groups/{number}/", language) or _("市のサイトの「団体の登録」")


def address_at(*, municipality_id: UUID, path: str, language: str) -> str:
    """A page inside the city."""
    return _address(municipality_id, path, language) or _("市のサイトの「予約の確認・変更」")


def _address(municipality_id: UUID, path: str, language: str) -> str:
    segment = BY_CODE.get(language, JAPANESE).segment
    inside = f"{segment}/{path}" if segment else path
    return organizations.find_address(municipality_id=municipality_id, path=inside)
