"""What the staff views share: the way to a page, telling a broken rule at its field, who may look."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.plans.commands.guards import NotYourSectionError
from shirube.plans.domain.document import InitiativeItem
from shirube.plans.queries.places import Place, can_report
from shirube.plans.web.staff.desk import Desk
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for, status_of

_FIELDS = {
    "plans.reading_in_the_future": "measured_on",
    "plans.reason_missing": "reason",
    "plans.override_reason_missing": "override_reason",
    "plans.change_reason_missing": "reason",
    "plans.comment_missing": "comment",
}


def tell(form: forms.Form, error: DomainError) -> int:
    """Say the error at the form, beside its field where it has one; the HTTP status of the answer.

    Who may not do this, or asks for what is not there, gets the error page instead.
    """
    if isinstance(error, ForbiddenError | NotFoundError):
        raise error
    field = _FIELDS.get(error.code)
    form.add_error(field if field in form.fields else None, sentence_for(error))
    return max(status_of(error), 409) if status_of(error) == 409 else 422


def answer(
    request: HttpRequest, template: str, form: forms.Form, context: dict[str, Any], status: int = 0
) -> HttpResponse:
    """The page with the form; 422 where it came back with errors, unless a rule says 409."""
    invalid = form.is_bound and bool(form.errors)
    return page(request, template, {"form": form, **context}, status=status or (422 if invalid else 200))


def require_report(place: Place, desk: Desk) -> None:
    """NotYourSectionError before anybody types in vain."""
    if not can_report(place.initiative, desk.actor):
        raise NotYourSectionError(initiative=place.initiative.code)


def workbench_url(initiative: InitiativeItem) -> str:
    return reverse("plans_staff:workbench", args=[initiative.id])


def home_step() -> Link:
    return Link(_("仕事の一覧"), reverse("portal:staff-home"))


def way_to_plan(slug: str, name: str, *further: Link) -> list[Link]:
    return [home_step(), Link(name, reverse("plans_staff:plan", args=[slug])), *further]


def way_to(place: Place, *further: Link) -> list[Link]:
    """From the inbox over plan and initiative to a page."""
    item = place.initiative
    step = Link(f"{item.code} {item.title}", workbench_url(item))
    return way_to_plan(place.document.slug, place.document.name, step, *further)


def here(label: str) -> Link:
    return Link(label, "")
