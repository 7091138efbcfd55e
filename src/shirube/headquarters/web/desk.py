"""Who works at a page of the headquarters, and the moment, read once; and what all these pages share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import ALL_ROLES, Role, StaffDesk
from shirube.headquarters.queries.meetings import MeetingLine, get_meeting
from shirube.headquarters.queries.rights import DECIDERS, SECRETARIAT
from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.organizations import interface as organizations
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for, status_of

READERS = ALL_ROLES
KEEPERS = frozenset(SECRETARIAT)
RECORDERS = frozenset(DECIDERS)
# An administrator looks after accounts, an auditor reads: they have no tasks.
WORKERS = ALL_ROLES - {Role.ADMINISTRATOR, Role.AUDITOR}


@dataclass(frozen=True, slots=True)
class Desk(StaffDesk):
    """With the meeting that the page is about."""

    @property
    def look(self) -> dict[str, Any]:
        """What queries are told."""
        return {"municipality_id": self.municipality_id}

    def meeting(self, meeting_id: UUID) -> MeetingLine:
        """MeetingNotFoundError."""
        return get_meeting(meeting_id=meeting_id, **self.look)

    def sections(self) -> Sequence[organizations.SectionSummary]:
        """Those that there are today."""
        found = organizations.list_sections(municipality_id=self.municipality_id)
        return [one for one in found if one.ends_on is None or one.ends_on > self.today]


def desk_of(request: HttpRequest) -> Desk:
    """The desk of a signed-in member of staff; the view's access declaration has made sure of that."""
    return Desk.at(request)


def way(*steps: Link) -> list[Link]:
    return [
        Link(_("仕事の一覧"), reverse("portal:staff-home")),
        Link(_("推進本部"), reverse("headquarters_staff:home")),
        *steps,
    ]


def way_to(meeting: MeetingLine, *steps: Link) -> list[Link]:
    return way(Link(meeting.title, reverse("headquarters_staff:meeting", args=[meeting.id])), *steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """What headquarters/staff/form.html says around a form. `to` is where a person goes when all went well."""

    title: str
    submit: str
    to: str
    breadcrumbs: list[Link]
    lead: str = ""
    submit_kind: str = "primary"
    cancel_url: str = ""
    # Words after the act.
    told: str = ""


def answer_form(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[Mapping[str, Any]], object],
    shown: FormPage,
    fields: Mapping[str, str] | None = None,
    default_field: str = "",
) -> HttpResponse:
    """Show the form; when it is sent and sound, do what it asks. `fields` leads from an error's code to its field."""
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except DomainError as error:
            status = tell(form, error, (fields or {}).get(error.code, default_field))
        else:
            messages.success(request, shown.told or _("保存しました。"))
            return HttpResponseRedirect(shown.to)
    context = {
        "form": form,
        "title": shown.title,
        "lead": shown.lead,
        "submit": shown.submit,
        "submit_kind": shown.submit_kind,
        "cancel_url": shown.cancel_url or shown.to,
        "breadcrumbs": shown.breadcrumbs,
    }
    return page(request, "headquarters/staff/form.html", context, status=status)


def tell(form: forms.Form, error: DomainError, field: str = "") -> int:
    """Say a broken rule at the form; the HTTP status of the answer. Who may not do this gets the error page."""
    if isinstance(error, ForbiddenError | NotFoundError):
        raise error
    form.add_error(field if field in form.fields else None, sentence_for(error))
    return 409 if status_of(error) == 409 else 422
