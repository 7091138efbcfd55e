"""Tables that several pages of the headquarters show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.headquarters.queries.decisions import TaskView
from shirube.headquarters.queries.meetings import MeetingLine
from shirube.headquarters.queries.papers import due_words
from shirube.headquarters.web.words import (
    meeting_status,
    minutes_status,
    owner_words,
    task_status,
    when_words,
)
from shirube.ui.tables import Cell, Column, Table


def meeting_table(caption: str, meetings: Sequence[MeetingLine]) -> Table:
    columns = (
        Column(_("会議")),
        Column(_("日時")),
        Column(_("場所")),
        Column(_("議題"), number=True),
        Column(_("状態")),
        Column(_("会議要旨")),
    )
    rows = tuple(
        (
            Cell(one.title, url=reverse("headquarters_staff:meeting", args=[one.id])),
            Cell(when_words(one)),
            Cell(one.place or None, missing=_("未定")),
            Cell(_("%(n)s件") % {"n": one.item_count}),
            Cell(None, status=meeting_status(one.state)),
            Cell(
                None, status=minutes_status(one.minutes) if one.minutes else None, missing=_("まだありません")
            ),
        )
        for one in meetings
    )
    return Table(caption, columns, rows)


def task_table(caption: str, tasks: Sequence[TaskView], today: date) -> Table:
    columns = (Column(_("課題")), Column(_("担当")), Column(_("期限")), Column(_("状態")))
    rows = tuple(
        (
            Cell(task.text, url=reverse("headquarters_staff:task", args=[task.id]), note=task.meeting_title),
            Cell(owner_words(task.section, task.person), missing=_("資料にない")),
            Cell(due_words(task) or None, missing=_("期限なし")),
            Cell(None, status=task_status(task.state, is_late=task.is_late(today)), note=task.result),
        )
        for task in tasks
    )
    return Table(caption, columns, rows)
