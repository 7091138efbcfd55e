"""Tasks that follow from meetings: the list, one task, adding and ending it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts import interface as accounts
from shirube.headquarters.commands.followups import add_task, change_task, close_task
from shirube.headquarters.domain.terms import TaskState
from shirube.headquarters.queries.decisions import TaskView, get_task, is_task_of, list_open_tasks
from shirube.headquarters.queries.meetings import get_item
from shirube.headquarters.queries.papers import due_words
from shirube.headquarters.queries.rights import can_decide
from shirube.headquarters.web.desk import (
    READERS,
    RECORDERS,
    WORKERS,
    Desk,
    FormPage,
    answer_form,
    desk_of,
    way,
    way_to,
)
from shirube.headquarters.web.forms_items import TaskForm, TaskResultForm
from shirube.headquarters.web.tables import task_table
from shirube.headquarters.web.words import owner_words, task_status
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page


@access(Access.STAFF, roles=READERS)
def show_tasks(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    tasks = list_open_tasks(**desk.look)
    mine = [task for task in tasks if is_task_of(task, desk.actor)]
    context = {
        "mine": task_table(_("あなたの課題"), mine, desk.today),
        "all": task_table(_("すべての課題"), tasks, desk.today),
        "breadcrumbs": way(Link(_("課題"), "")),
    }
    return page(request, "headquarters/staff/tasks.html", context)


@access(Access.STAFF, roles=READERS)
def show_task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    task = get_task(task_id=task_id, **desk.look)
    may_decide = can_decide(desk.actor)
    context = {
        "task": task,
        "status": task_status(task.state, is_late=task.is_late(desk.today)),
        "facts": _facts(task),
        "may_close": task.state is TaskState.OPEN and (may_decide or is_task_of(task, desk.actor)),
        "may_edit": may_decide and task.state in {TaskState.OPEN, TaskState.PROPOSED},
        "breadcrumbs": way(Link(_("課題"), reverse("headquarters_staff:tasks")), Link(task.text, "")),
    }
    return page(request, "headquarters/staff/task.html", context)


@access(Access.STAFF, roles=RECORDERS)
def add(request: HttpRequest, item_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    item = get_item(item_id=item_id, **desk.look)
    meeting = desk.meeting(item.meeting_id)
    form = TaskForm(request.POST or None, **_choices(desk))
    address = reverse("headquarters_staff:item", args=[item_id])
    title = _("課題を加える")
    shown = FormPage(
        title=title,
        lead=item.title,
        submit=_("加える"),
        to=address,
        breadcrumbs=way_to(meeting, Link(item.title, address), Link(title, "")),
        told=_("課題を加えました。"),
    )
    return answer_form(
        request,
        form,
        lambda _data: add_task(item_id=item_id, entry=form.entry(), **desk.act),
        shown,
        {"headquarters.task_owner_missing": "section"},
    )


@access(Access.STAFF, roles=RECORDERS)
def edit(request: HttpRequest, task_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    task = get_task(task_id=task_id, **desk.look)
    form = TaskForm(request.POST or None, task=task, **_choices(desk))
    return answer_form(
        request,
        form,
        lambda data: change_task(
            task_id=task_id, entry=form.entry(), seen_revision=data["revision"] or 0, **desk.act
        ),
        _form_page(task, _("課題を直す"), _("保存する")),
        {"headquarters.task_owner_missing": "section"},
    )


@access(Access.STAFF, roles=WORKERS)
def close(request: HttpRequest, task_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    task = get_task(task_id=task_id, **desk.look)
    form = TaskResultForm(request.POST or None, may_drop=can_decide(desk.actor))
    return answer_form(
        request,
        form,
        lambda data: close_task(
            task_id=task_id, done=data["how"] == "done", result=data["result"], **desk.act
        ),
        _form_page(task, _("課題を終える"), _("終える")),
        {"headquarters.reason_missing": "result"},
    )


def _choices(desk: Desk) -> dict[str, Any]:
    return {"staff": accounts.list_staff(**desk.look), "sections": desk.sections()}


def _form_page(task: TaskView, title: str, submit: str) -> FormPage:
    address = reverse("headquarters_staff:task", args=[task.id])
    steps = (Link(_("課題"), reverse("headquarters_staff:tasks")), Link(task.text, address), Link(title, ""))
    return FormPage(title=title, lead=task.text, submit=submit, to=address, breadcrumbs=way(*steps))


def _facts(task: TaskView) -> list[dict[str, str | None]]:
    return [
        {"term": _("担当"), "text": owner_words(task.section, task.person), "missing": _("資料にない")},
        {"term": _("期限"), "text": due_words(task) or None, "missing": _("期限なし")},
        {
            "term": _("会議"),
            "text": task.meeting_title,
            "url": reverse("headquarters_staff:meeting", args=[task.meeting_id]),
        },
        {
            "term": _("議題"),
            "text": task.item_title,
            "url": reverse("headquarters_staff:item", args=[task.item_id]),
        },
        {"term": _("どうなったか"), "text": task.result or None, "missing": _("まだありません")},
    ]
