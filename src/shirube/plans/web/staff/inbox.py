"""Waiting work as lines: what, of which initiative, by when, and the page on which it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_fiscal_year
from shirube.plans.domain.waiting import Waiting, WaitKind
from shirube.plans.web.staff.words import WAIT_WORDS, deadline_words, lateness
from shirube.ui.tables import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxLine:
    title: str
    url: str
    place: str
    deadline: str
    status: Status
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxGroup:
    kind: WaitKind
    label: str
    lines: tuple[InboxLine, ...]


def inbox_groups(waiting: Iterable[Waiting], today: date) -> list[InboxGroup]:
    """Grouped by kind, what was returned first, then in the order of the year's work."""
    found = list(waiting)
    order = [WaitKind.RETURNED, WaitKind.CONFIRM, WaitKind.DECIDE]
    kinds = [*order, *(kind for kind in WaitKind if kind not in order)]
    groups = ((kind, tuple(inbox_line(one, today) for one in found if one.kind is kind)) for kind in kinds)
    return [
        InboxGroup(kind=kind, label=str(WAIT_WORDS[kind]), lines=lines) for kind, lines in groups if lines
    ]


def inbox_line(one: Waiting, today: date) -> InboxLine:
    return InboxLine(
        title=_("%(year)s %(name)s")
        % {"year": format_fiscal_year(one.fiscal_year), "name": one.subject_name},
        url=_url(one),
        place=f"{one.initiative_code} {one.initiative_title}"
        if one.subject_id != one.initiative_id
        else one.plan_name,
        deadline=deadline_words(one.due_on, today),
        status=lateness(one, today),
        comment=one.comment,
    )


def _url(one: Waiting) -> str:
    if one.kind is WaitKind.READING:
        return reverse("plans_staff:reading", args=[one.subject_id])
    if one.kind is WaitKind.REPORT:
        return reverse("plans_staff:report", args=[one.subject_id, one.fiscal_year])
    return reverse("plans_staff:review", args=[one.initiative_id, one.fiscal_year])
