"""Who works at a page of registers, and the moment, read once; and what all these pages share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import ALL_ROLES, SECTION_ROLES, Role, StaffDesk
from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.registers.domain.values import Office
from shirube.registers.queries.registers import RegisterView, get_register, office_among
from shirube.ui.links import Link
from shirube.ui.sentences import sentence_for, status_of

READERS = ALL_ROLES
# An administrator looks after accounts, headquarters decide and an auditor reads: they write nothing here.
WRITERS = frozenset({*SECTION_ROLES, Role.DX_PROMOTION})
KEEPERS = frozenset({Role.DX_PROMOTION})


@dataclass(frozen=True, slots=True)
class Desk(StaffDesk):
    """With the register that the page is about."""

    @property
    def look(self) -> dict[str, Any]:
        """What every query of registers is told."""
        return {"municipality_id": self.municipality_id, "actor": self.actor, "on": self.today}

    def register(self, code: str) -> RegisterView:
        """RegisterNotFoundError."""
        return get_register(code=code, **self.look)

    def office(self, register: RegisterView) -> Office:
        return office_among(register.sections.values(), self.today)


def desk_of(request: HttpRequest) -> Desk:
    """The desk of a signed-in member of staff; the view's access declaration has made sure of that."""
    return Desk.at(request)


def way(*steps: Link) -> list[Link]:
    return [
        Link(_("仕事の一覧"), reverse("portal:staff-home")),
        Link(_("台帳"), reverse("registers_staff:home")),
        *steps,
    ]


def way_to(register: RegisterView, *steps: Link) -> list[Link]:
    here = Link(register.pack.title, reverse("registers_staff:table", args=[register.code]))
    return way(here, *steps)


def tell(form: forms.Form, error: DomainError, field: str | None = None) -> int:
    """Say a broken rule at the form; the HTTP status of the answer. Who may not do this gets the error page."""
    if isinstance(error, ForbiddenError | NotFoundError):
        raise error
    form.add_error(field if field in form.fields else None, sentence_for(error))
    return 409 if status_of(error) == 409 else 422
