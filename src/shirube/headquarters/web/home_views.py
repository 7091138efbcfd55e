"""The first page of the headquarters: what comes, what was, who sits where."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.headquarters.queries.bodies import BodyLine, list_bodies
from shirube.headquarters.queries.decisions import is_task_of, list_open_tasks
from shirube.headquarters.queries.meetings import list_meetings
from shirube.headquarters.queries.rights import can_prepare
from shirube.headquarters.web.desk import READERS, desk_of, way
from shirube.headquarters.web.tables import meeting_table, task_table
from shirube.headquarters.web.words import BODY_KINDS
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page


@access(Access.STAFF, roles=READERS)
def show_home(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    meetings = list_meetings(**desk.look)
    tasks = list_open_tasks(**desk.look)
    mine = [task for task in tasks if is_task_of(task, desk.actor)]
    late = sum(task.is_late(desk.today) for task in tasks)
    context = {
        "coming": meeting_table(_("これからの会議"), [one for one in reversed(meetings) if not one.is_over]),
        "past": meeting_table(_("これまでの会議"), [one for one in meetings if one.is_over]),
        "mine": task_table(_("あなたの課題"), mine, desk.today),
        "task_words": _tasks_words(len(tasks), late),
        "bodies": [_body_link(body) for body in list_bodies(**desk.look)],
        "may_prepare": can_prepare(desk.actor),
        "breadcrumbs": [*way()[:-1], Link(_("推進本部"), "")],
    }
    return page(request, "headquarters/staff/home.html", context)


def _body_link(body: BodyLine) -> Link:
    return Link(body.name, reverse("headquarters_staff:body", args=[body.code]), str(BODY_KINDS[body.kind]))


def _tasks_words(total: int, late: int) -> str:
    if not total:
        return _("これからの課題はありません。")
    if late:
        return _("これからの課題が%(total)s件あり、うち%(late)s件が期限を過ぎています。") % {
            "total": total,
            "late": late,
        }
    return _("これからの課題が%(total)s件あります。期限を過ぎたものはありません。") % {"total": total}
