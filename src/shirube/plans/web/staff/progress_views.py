"""DX promotion's overview: where each section stands, and the button that asks it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from shirube.accounts.interface import Role
from shirube.kernel.errors import ConflictError
from shirube.plans.commands.reminders import REST, remind_sections
from shirube.plans.domain.waiting import WaitKind
from shirube.plans.queries.documents import get_plan_document
from shirube.plans.queries.staff import SectionProgress, list_section_progress
from shirube.plans.web.staff.desk import EDITORS, OVERSEERS, Desk, desk_of
from shirube.plans.web.staff.inbox import InboxLine, inbox_line
from shirube.plans.web.staff.pages import here, way_to_plan
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.ui.tables import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLine:
    progress: SectionProgress
    name: str
    status: Status
    readings: int
    reports: int
    reviews: int
    lines: tuple[InboxLine, ...]
    can_be_asked: bool
    was_asked_today: bool


@access(Access.STAFF, roles=OVERSEERS)
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """Each section with what is missing from it; those that are late first."""
    desk = desk_of(request)
    document = get_plan_document(slug=slug, **desk.look)
    found = list_section_progress(municipality_id=desk.municipality_id, document=document, on=desk.today)
    lines = sorted((_line(one, desk) for one in found), key=lambda line: -line.progress.late)
    context: dict[str, Any] = {
        "plan": document,
        "late": [line for line in lines if line.progress.waiting],
        "done": [line for line in lines if not line.progress.waiting],
        "may_remind": desk.actor.holds(Role.DX_PROMOTION),
        "can_ask_all": any(line.can_be_asked for line in lines),
        "breadcrumbs": way_to_plan(document.slug, document.name, here(_("課ごとの進み具合"))),
    }
    return page(request, "plans/staff/progress.html", context)


@access(Access.STAFF, roles=EDITORS)
@require_POST
def remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask the sections that were chosen."""
    desk = desk_of(request)
    document = get_plan_document(slug=slug, **desk.look)
    try:
        asked = remind_sections(
            **desk.act,
            plan_id=document.id,
            section_ids=_chosen(request),
            address=request.build_absolute_uri(reverse("portal:staff-home")),
        )
    except ConflictError as error:
        messages.warning(request, sentence_for(error))
    else:
        sent = ngettext("%(n)s課にお知らせを送りました。", "%(n)s課にお知らせを送りました。", len(asked))
        messages.success(request, sent % {"n": len(asked)})
    return redirect("plans_staff:progress", slug)


def _chosen(request: HttpRequest) -> set[UUID]:
    chosen = set()
    for written in request.POST.getlist("section"):
        try:
            chosen.add(UUID(written))
        except ValueError:
            continue
    return chosen


def _line(one: SectionProgress, desk: Desk) -> SectionLine:
    today = one.reminded_at is not None and desk.now - one.reminded_at < REST
    return SectionLine(
        progress=one,
        name=one.section.name if one.section else _("課を特定していない取組"),
        status=_status(one),
        readings=one.count(WaitKind.READING),
        reports=one.count(WaitKind.REPORT),
        reviews=one.count(WaitKind.REVIEW, WaitKind.RETURNED),
        lines=tuple(inbox_line(waiting, desk.today) for waiting in one.waiting),
        can_be_asked=bool(one.waiting) and one.section is not None and not today,
        was_asked_today=today,
    )


def _status(one: SectionProgress) -> Status:
    if one.late:
        return Status(_("期限を過ぎたものがあります"), "warning", "clock")
    if one.waiting:
        return Status(_("まだそろっていません"), "info", "arrow")
    return Status(_("そろっています"), "success", "done")
