"""Who works at a page of proposals or of the support desk, the moment, and the way to the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import SECTION_ROLES, Role, StaffDesk
from shirube.headquarters.queries.proposals import sections_of
from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.ui.links import Link
from shirube.ui.sentences import sentence_for, status_of

# An administrator looks after accounts, the headquarters decide in meetings, an auditor reads: they write nothing here.
WRITERS = frozenset({*SECTION_ROLES, Role.DX_PROMOTION})
SECTIONS = frozenset(SECTION_ROLES)
OFFICE = frozenset({Role.DX_PROMOTION})


@dataclass(frozen=True, slots=True)
class Desk(StaffDesk):
    """With the sections that may be chosen."""

    @property
    def look(self) -> dict[str, Any]:
        """What every query is told."""
        return {"municipality_id": self.municipality_id, "actor": self.actor}

    def own_sections(self) -> list[tuple[str, str]]:
        """The sections that the person works in and that exist today, as choices."""
        mine = {section_id for _role, section_id in self.actor.sections}
        sections = sections_of(self.municipality_id).values()
        return [(str(one.id), one.name) for one in sections if one.id in mine and not self.has_ended(one)]

    def open_sections(self) -> list[tuple[str, str]]:
        """Every section that exists today, as choices."""
        sections = sections_of(self.municipality_id).values()
        return [(str(one.id), one.name) for one in sections if not self.has_ended(one)]

    def has_ended(self, section: Any) -> bool:
        return section.ends_on is not None and section.ends_on <= self.today


def desk_of(request: HttpRequest) -> Desk:
    """The desk of a signed-in member of staff; the view's access declaration has made sure of that."""
    return Desk.at(request)


def way(*steps: Link) -> list[Link]:
    home = Link(_("推進本部"), reverse("headquarters_staff:home"))
    return [Link(_("仕事の一覧"), reverse("portal:staff-home")), home, *steps]


def tell(form: forms.Form, error: DomainError, field: str | None = None) -> int:
    """Say a broken rule at the form; the HTTP status of the answer. Who may not do this gets the error page."""
    if isinstance(error, ForbiddenError | NotFoundError):
        raise error
    form.add_error(field if field in form.fields else None, sentence_for(error))
    return 409 if status_of(error) == 409 else 422
