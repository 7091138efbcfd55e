"""閲覧と操作の記録: who saw and did what with one case, for those who watch over it. Nothing of its contents is here."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.accounts.interface import Role
from shirube.applications.queries.waiting import find_trail, list_case_trail
from shirube.applications.web.staff.desk import desk_of, way
from shirube.audit import interface as audit
from shirube.ui.access import Access, access
from shirube.ui.actions import action_words
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Table
from shirube.ui.templatetags.ui_text import moment

watchers = access(Access.STAFF, roles=frozenset({Role.AUDITOR, Role.ADMINISTRATOR, Role.SECTION_CHIEF}))
_SEEN: Mapping[str, str | Promise] = {
    "case": gettext_lazy("申請の画面"),
    "opinion": gettext_lazy("意見を求められた課として"),
    "differences": gettext_lazy("補正の前と後"),
    "file": gettext_lazy("ファイル"),
}


@watchers
def trails(request: HttpRequest) -> HttpResponse:
    """Which case? By its receipt number; whoever watches over all sees no list of people."""
    desk = desk_of(request)
    number = request.GET.get("number", "").replace("\0", "")[:40]
    found = find_trail(municipality_id=desk.municipality_id, receipt_number=number) if number else None
    if found is not None:
        return redirect("applications_staff:trail", found)
    context = {
        "number": number,
        "is_missing": bool(number),
        "breadcrumbs": way((_("閲覧と操作の記録"), "")),
    }
    return page(request, "applications/staff/trails.html", context, status=404 if number else 200)


@watchers
def trail(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The entries of the log about one case, the newest first; also of one that was forgotten."""
    desk = desk_of(request)
    found = list_case_trail(**desk.look, case_id=case_id)
    people = desk.names_of({one.actor for one in found.entries})
    context = {
        "number": found.receipt_number,
        "table": _table(found.entries, people),
        "breadcrumbs": way((found.receipt_number or _("消えた申請"), ""), (_("閲覧と操作の記録"), "")),
    }
    return page(request, "applications/staff/trail.html", context)


def _table(entries: tuple[audit.EntryLine, ...], people: Mapping[str, str]) -> Table:
    columns = (Column(_("いつ")), Column(_("だれが")), Column(_("何を")), Column(_("内容")))
    rows = tuple(
        (
            Cell(moment(one.at)),
            Cell(people.get(one.actor, one.actor)),
            Cell(action_words(one.action)),
            Cell(_facts(one.facts) or None, missing=_("なし")),
        )
        for one in entries
    )
    return Table(_("閲覧と操作の記録"), columns, rows)


def _facts(facts: Mapping[str, object]) -> str:
    """What was looked at and what for; everything else of an entry is ids and counts."""
    seen = str(_SEEN.get(str(facts.get("what", "")), ""))
    return "、".join(filter(None, [seen, str(facts.get("purpose", "")), str(facts.get("reason", ""))]))
