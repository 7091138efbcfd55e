"""Who works at a staff page, and the moment, read once; and what all these pages share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import ALL_ROLES, StaffDesk
from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for, status_of
from shirube.venues.commands.guards import EDITORS, NotYourVenueError, can_run

# Everybody of the staff may see what there is; who booked and came is for those who run it.
READERS = ALL_ROLES
WRITERS = EDITORS


@dataclass(frozen=True, slots=True)
class Desk(StaffDesk):
    """With the venue's section, which alone may run it."""

    @property
    def look(self) -> dict[str, Any]:
        """What every query is told."""
        return {"municipality_id": self.municipality_id}

    def require(self, section_id: UUID) -> None:
        """NotYourVenueError, before anybody reads names or types in vain."""
        if not can_run(self.actor, section_id):
            raise NotYourVenueError


def desk_of(request: HttpRequest) -> Desk:
    """The desk of a signed-in member of staff; the view's access declaration has made sure of that."""
    return Desk.at(request)


def way(*steps: Link) -> list[Link]:
    return [
        Link(_("仕事の一覧"), reverse("portal:staff-home")),
        Link(_("施設と講座"), reverse("venues_staff:home")),
        *steps,
    ]


def answer(
    request: HttpRequest,
    form: forms.Form,
    save: Callable[[], str],
    *,
    title: str,
    done: str,
    cancel_url: str,
    steps: list[Link],
    lead: str = "",
) -> HttpResponse:
    """Save what is valid and go where `save` says; else the form again, with what is wrong."""
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            address = save()
        except DomainError as error:
            status = _tell(form, error)
        else:
            messages.success(request, done)
            return redirect(address)
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "cancel_url": cancel_url,
        "breadcrumbs": way(*steps, Link(title, "")),
    }
    return page(request, "venues/staff/form.html", context, status=status)


def attempt(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    """Do it, and say what came of it on the next page."""
    try:
        act()
    except DomainError as error:
        if isinstance(error, ForbiddenError | NotFoundError):
            raise
        messages.error(request, sentence_for(error))
    else:
        messages.success(request, done)


def _tell(form: forms.Form, error: DomainError) -> int:
    if isinstance(error, ForbiddenError | NotFoundError):
        raise error
    form.add_error(None, sentence_for(error))
    return 409 if status_of(error) == 409 else 422
