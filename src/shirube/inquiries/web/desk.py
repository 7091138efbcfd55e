"""Who works at a page of inquiries, and the moment, read once; and what all these pages share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import ALL_ROLES, SECTION_ROLES, Role, StaffDesk
from shirube.inquiries.queries.inquiries import AskedView, InquiryView
from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.ui.links import Link
from shirube.ui.sentences import sentence_for, status_of

READERS = ALL_ROLES
# An administrator looks after accounts, headquarters decide and an auditor reads: they write nothing here.
WRITERS = frozenset({*SECTION_ROLES, Role.DX_PROMOTION})


@dataclass(frozen=True, slots=True)
class Desk(StaffDesk):
    """What is seen depends on who looks."""

    @property
    def look(self) -> dict[str, Any]:
        """What every query is told that asks who looks."""
        return {"municipality_id": self.municipality_id, "actor": self.actor}


def desk_of(request: HttpRequest) -> Desk:
    """The desk of a signed-in member of staff; the view's access declaration has made sure of that."""
    return Desk.at(request)


def way(*steps: Link) -> list[Link]:
    return [
        Link(_("仕事の一覧"), reverse("portal:staff-home")),
        Link(_("照会・回答"), reverse("inquiries:home")),
        *steps,
    ]


def way_to(inquiry: InquiryView, *steps: Link) -> list[Link]:
    return way(Link(inquiry.title, reverse("inquiries:inquiry", args=[inquiry.id])), *steps)


def way_to_answer(inquiry: InquiryView, asked: AskedView, *steps: Link) -> list[Link]:
    return way(Link(inquiry.title, reverse("inquiries:answer", args=[asked.id])), *steps)


def tell(form: forms.Form, error: DomainError, field: str | None = None) -> int:
    """Say a broken rule at the form; the HTTP status of the answer. Who may not do this gets the error page."""
    if isinstance(error, ForbiddenError | NotFoundError):
        raise error
    form.add_error(field if field in form.fields else None, sentence_for(error))
    return 409 if status_of(error) == 409 else 422


def attempt(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Do it, and say what came of it on the next page; whether it was done."""
    try:
        act()
    except DomainError as error:
        if isinstance(error, ForbiddenError | NotFoundError):
            raise
        messages.error(request, sentence_for(error))
        return False
    messages.success(request, done)
    return True
