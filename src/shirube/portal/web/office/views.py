"""The office at a glance, the most urgent first; and what of one section is late."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import Role
from shirube.kernel.clock import japan_date, read_clock
from shirube.portal.queries.office import OfficeStanding, get_office_standing, get_section_standing
from shirube.portal.web.office.tables import (
    inquiry_table,
    items_table,
    proposal_ways,
    register_table,
    task_table,
)
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page

# They look at all sections; a section sees its own work on its first page.
OVERSEERS = frozenset({Role.DX_PROMOTION, Role.HEADQUARTERS, Role.AUDITOR})


@access(Access.STAFF, roles=OVERSEERS)
def show_office(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, what is late by section, meeting and tasks, inquiries, indicators and registers."""
    office = _office(request)
    context = {
        "office": office,
        "lead": _lead(office),
        "proposals": proposal_ways(office.proposals),
        "sections": office.troubled,
        "tasks": task_table(office.tasks, office.on),
        "inquiries": inquiry_table(office.inquiries),
        "registers": register_table(office.registers),
        "more": [
            Link(_("DXのいま"), reverse("portal:now"), _("市民と議会が見るページ")),
            Link(_("会議と決定"), reverse("headquarters_staff:home"), _("議題、資料、議事録")),
            Link(_("照会・回答"), reverse("inquiries:home"), _("すべての照会")),
        ],
        "breadcrumbs": _way(),
    }
    return page(request, "portal/office/office.html", context)


@access(Access.STAFF, roles=OVERSEERS)
def show_section(request: HttpRequest, section: str) -> HttpResponse:
    """Everything that is late or missing in a section, each with the way to it."""
    office = _office(request)
    standing = get_section_standing(office, section)
    name = standing.section.name if standing.section else ""
    context = {
        "standing": standing,
        "name": name,
        "today": office.on,
        "tasks": task_table(standing.tasks, office.on),
        "items": items_table(standing.items),
        "breadcrumbs": [*_way(), {"label": name, "url": ""}],
    }
    return page(request, "portal/office/section.html", context)


def _office(request: HttpRequest) -> OfficeStanding:
    visit = cast("Any", request)
    return get_office_standing(
        municipality_id=visit.municipality.id, actor=visit.user.as_actor(), on=japan_date(read_clock())
    )


def _way() -> list[dict[str, str]]:
    return [
        {"label": _("仕事の一覧"), "url": reverse("portal:staff-home")},
        {"label": _("推進本部のいま"), "url": reverse("portal:office")},
    ]


def _lead(office: OfficeStanding) -> str:
    facts = {
        "late": office.late,
        "sections": office.unreported,
        "decide": len(office.to_decide) + len(office.proposals),
    }
    return (
        _(
            "遅れている仕事が%(late)s件、まだ報告のない課が%(sections)s課、決定や確認を待つものが%(decide)s件あります。"
        )
        % facts
    )
