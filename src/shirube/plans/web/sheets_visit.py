"""Who works on update sheets here: the desk, the plan whose sheets they are, and the sections they are for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import Role
from shirube.organizations import interface as organizations
from shirube.plans.commands.guards import NotYourSectionError
from shirube.plans.domain.document import PlanDocument
from shirube.plans.queries.documents import get_plan_document
from shirube.plans.queries.sheets import list_sheet_sections
from shirube.plans.web.staff.desk import WRITERS, Desk, desk_of
from shirube.ui.access import Access, access

readable = access(Access.STAFF, roles=WRITERS | {Role.AUDITOR})
writable = access(Access.STAFF, roles=WRITERS)


@dataclass(frozen=True, slots=True)
class Visit:
    desk: Desk
    document: PlanDocument
    sections: Sequence[organizations.SectionSummary]

    def find_section(self, code: str) -> organizations.SectionSummary:
        """The section by its code. SectionNotFoundError, NotYourSectionError."""
        found = [section for section in self.sections if section.code == code]
        if found:
            return found[0]
        everywhere = organizations.list_sections(**self.desk.look)
        if any(section.code == code for section in everywhere):
            raise NotYourSectionError(section=code)
        raise organizations.SectionNotFoundError(section=code)

    def section_name(self, section_id: UUID) -> str:
        """The section's name, also after it was closed."""
        named = {section.id: section.name for section in self.sections}
        if section_id in named:
            return named[section_id]
        section = organizations.get_section(municipality_id=self.desk.municipality_id, section_id=section_id)
        return section.name

    def way(self, *steps: tuple[str, str]) -> list[dict[str, str]]:
        """Breadcrumbs from the plan to a page of its sheets."""
        slug = self.document.slug
        start = [
            (self.document.name, reverse("plans:plan", args=[slug])),
            (_("更新シート"), reverse("plans:sheets", args=[slug])),
        ]
        return [{"label": label, "url": url} for label, url in (*start, *steps)]


def visit_of(request: HttpRequest, slug: str) -> Visit:
    """Reads the clock, once. PlanNotFoundError."""
    desk = desk_of(request)
    return Visit(
        desk=desk,
        document=get_plan_document(slug=slug, **desk.look),
        sections=list_sheet_sections(actor=desk.actor, **desk.look),
    )
