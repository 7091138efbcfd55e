"""What waits for somebody from the headquarters' meetings: tasks of one's own, and minutes to be approved."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import SECTION_ROLES, Actor, Role
from shirube.headquarters import interface as headquarters
from shirube.kernel.calendar import format_date
from shirube.ui.links import Link


def list_headquarters_ways(municipality_id: UUID, actor: Actor, today: date) -> list[Link]:
    """One query for whoever may have tasks, one more for those who approve minutes."""
    if not actor.holds(*SECTION_ROLES, Role.DX_PROMOTION, Role.HEADQUARTERS):
        return []
    tasks = headquarters.list_tasks_of(municipality_id=municipality_id, actor=actor)
    ways = [
        Link(task.text, reverse("headquarters_staff:task", args=[task.id]), _note(task, today))
        for task in tasks
    ]
    return [*ways, *_minutes_ways(municipality_id, actor)]


def _minutes_ways(municipality_id: UUID, actor: Actor) -> list[Link]:
    if not actor.holds(Role.HEADQUARTERS):
        return []
    waiting = [
        meeting
        for meeting in headquarters.list_meetings(municipality_id=municipality_id)
        if meeting.minutes is headquarters.MinutesState.SUBMITTED
    ]
    return [
        Link(_("会議要旨の承認"), reverse("headquarters_staff:minutes", args=[meeting.id]), meeting.title)
        for meeting in waiting
    ]


def _note(task: headquarters.TaskView, today: date) -> str:
    if task.due_on is None:
        return task.due_words or task.meeting_title
    due = format_date(task.due_on)
    if task.is_late(today):
        return _("%(due)sの期限を過ぎています。%(meeting)s") % {"due": due, "meeting": task.meeting_title}
    return _("%(due)sまで。%(meeting)s") % {"due": due, "meeting": task.meeting_title}
