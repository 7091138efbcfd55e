"""Where a letter sends people: the page of a reservation, as an address or, where none is known, in words."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from shirube.kernel.languages import BY_CODE, JAPANESE
from shirube.organizations import interface as organizations


def address_of(*, municipality_id: UUID, number: str, language: str) -> str:
    """A letter is written by a worker, who knows no request: the city's host, or the installation's first origin."""
    city = organizations.get_municipality(municipality_id)
    front = f"https://{city.host}/" if city.host else _at_origin(city.slug)
    if not front:
        return _("市のサイトの「予約の確認・変更」")
    segment = BY_CODE.get(language, JAPANESE).segment
    return f"{front}{segment}/reservations/{number}/" if segment else f"{front}reservations/{number}/"


def _at_origin(slug: str) -> str:
    origins: list[str] = settings.CSRF_TRUSTED_ORIGINS
    return f"{origins[0].rstrip('/')}/{slug}/" if origins else ""
