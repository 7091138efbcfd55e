"""Who works at a page of cases: the person as commands know them, and the moment, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts import interface as accounts
from shirube.accounts.interface import SECTION_ROLES, StaffDesk
from shirube.organizations import interface as organizations
from shirube.ui.access import Access, access

# Personal data: those who handle it and their chiefs; nobody from outside the section (docs/adr on viewing).
handlers = access(Access.STAFF, roles=frozenset(SECTION_ROLES))


@dataclass(frozen=True, slots=True)
class Desk(StaffDesk):
    """With the person's sections, and the names of others."""

    @property
    def look(self) -> dict[str, Any]:
        """What the lists are told."""
        return {"municipality_id": self.municipality_id, "actor": self.actor}

    @property
    def section_ids(self) -> frozenset[UUID]:
        return frozenset(section_id for _role, section_id in self.actor.sections)

    def list_sections(self) -> list[organizations.SectionSummary]:
        """The sections the person works in, in the city's order."""
        everywhere = organizations.list_sections(municipality_id=self.municipality_id, on=self.today)
        return [one for one in everywhere if one.id in self.section_ids]

    def names_of(self, actors: set[str]) -> Mapping[str, str]:
        """Names for "staff:<id>", "resident:<id>" and "system", as the story of a case has them. Cost: one query."""
        ids = {one: UUID(one.removeprefix("staff:")) for one in actors if one.startswith("staff:")}
        known = (
            accounts.names_of(municipality_id=self.municipality_id, user_ids=list(ids.values()))
            if ids
            else {}
        )
        others = {
            one: _("申請した人") if one.startswith("resident") else _("しるべ（自動）") for one in actors
        }
        return {**others, **{one: known.get(user_id, _("不明な職員")) for one, user_id in ids.items()}}

    def list_colleagues(self, section_id: UUID) -> list[accounts.StaffSummary]:
        """The people of a section who may take a case."""
        people = accounts.list_staff(municipality_id=self.municipality_id)
        return [one for one in people if one.is_active and section_id in one.section_ids()]


def desk_of(request: HttpRequest) -> Desk:
    """The desk of a signed-in member of staff; the view's access declaration has made sure of that."""
    return Desk.at(request)


def way(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """Breadcrumbs from the staff's home to a page of cases; the last step is the page itself."""
    start = [
        (_("仕事の一覧"), reverse("portal:staff-home")),
        (_("申請の一覧"), reverse("applications_staff:cases")),
    ]
    return [{"label": label, "url": url} for label, url in (*start, *steps)]
