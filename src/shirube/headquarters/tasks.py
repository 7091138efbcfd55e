"""The room's background work."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.mail import send_mail
from django.template.loader import render_to_string

from shirube.accounts import interface as accounts
from shirube.accounts.interface import SYSTEM
from shirube.headquarters.commands.followups import remind_due_tasks
from shirube.headquarters.commands.proposals_deciding import (
    AlreadyPlacedError,
    note_placing_fault,
    place_in_plan,
)
from shirube.headquarters.commands.proposals_opinions import remind_due_opinions
from shirube.headquarters.domain.terms import MeetingState, SendingKind, TaskState
from shirube.headquarters.queries.decisions import TaskView, get_task
from shirube.headquarters.queries.meetings import get_meeting
from shirube.headquarters.queries.papers import due_words, get_sending
from shirube.headquarters.queries.proposals import find_opinion, find_proposal
from shirube.jobs import interface as jobs
from shirube.kernel.clock import japan_date, read_clock
from shirube.kernel.errors import DomainError
from shirube.organizations import interface as organizations


@jobs.task(title="決定した提案を計画に載せる")
def place_decided(*, municipality_id: UUID, proposal_id: str) -> None:
    """A plan that changed meanwhile keeps it out: that is noted for the office, and not tried again by itself."""
    facts: dict[str, Any] = {
        "municipality_id": municipality_id,
        "proposal_id": UUID(proposal_id),
        "now": read_clock(),
    }
    try:
        place_in_plan(actor=SYSTEM, **facts)
    except AlreadyPlacedError:
        # The office was faster, or the job runs a second time.
        return
    except DomainError as error:
        note_placing_fault(fault=error.code, **facts)


@jobs.task(title="提案への意見のお願いを課へ送る")
def send_opinion_letter(*, municipality_id: UUID, opinion_id: str, address: str) -> None:
    """To everybody of the section; nothing where it has answered since, or the proposal has gone on."""
    opinion, proposal_id = find_opinion(municipality_id=municipality_id, opinion_id=UUID(opinion_id))
    proposal = proposal_id and find_proposal(municipality_id=municipality_id, proposal_id=proposal_id)
    if not opinion or not proposal or opinion.answered_at or not proposal.can_be_answered:
        return
    city = organizations.get_municipality(municipality_id).name
    path = f"staff/headquarters/proposals/opinions/{opinion.id}/"
    known = organizations.find_address(municipality_id=municipality_id, path=path) or address
    context = {"opinion": opinion, "title": proposal.content.title, "city": city, "address": known}
    subject = " ".join(render_to_string("headquarters/proposals/letter_subject.txt", context).split())
    body = render_to_string("headquarters/proposals/letter.txt", context)
    for email in _addresses(municipality_id, opinion.section_id):
        send_mail(subject, body, None, [email])


@jobs.task(title="提案への意見の期限を知らせる")
def remind_opinions(*, municipality_id: UUID, due_at: str) -> None:  # noqa: ARG001 — every scheduled task is told its hour.
    remind_due_opinions(municipality_id=municipality_id, now=read_clock())


@jobs.task(title="会議の資料ができたことを委員に知らせる")
def send_papers_letter(*, municipality_id: UUID, meeting_id: str, number: int, email: str) -> None:
    """To one member; nothing where the meeting has been held or called off before the letter was written."""
    meeting = get_meeting(municipality_id=municipality_id, meeting_id=UUID(meeting_id))
    if meeting.state is not MeetingState.SENT:
        return
    sending = get_sending(municipality_id=municipality_id, meeting_id=meeting.id, number=number)
    path = f"staff/headquarters/meetings/{meeting.id}/papers/"
    context = {
        "meeting": meeting,
        "sending": sending,
        "is_supplement": sending.kind is SendingKind.SUPPLEMENT,
        "address": organizations.find_address(municipality_id=municipality_id, path=path),
        "city": organizations.get_municipality(municipality_id).name,
    }
    subject = " ".join(render_to_string("headquarters/mail/papers_subject.txt", context).split())
    send_mail(subject, render_to_string("headquarters/mail/papers.txt", context), None, [email])


@jobs.task(title="会議の課題の期限を知らせる")
def remind_tasks(*, municipality_id: UUID, due_at: str) -> None:  # noqa: ARG001 — every scheduled task is told its hour.
    remind_due_tasks(municipality_id=municipality_id, now=read_clock())


@jobs.task(title="会議の課題のお知らせを担当へ送る")
def send_task_letter(*, municipality_id: UUID, task_id: str) -> None:
    """To the person of the task, else to everybody of its section; nothing where it was done since."""
    task = get_task(municipality_id=municipality_id, task_id=UUID(task_id))
    if task.state is not TaskState.OPEN:
        return
    context = {
        "task": task,
        "due": due_words(task),
        "is_late": task.is_late(japan_date(read_clock())),
        "address": organizations.find_address(
            municipality_id=municipality_id, path=f"staff/headquarters/tasks/{task.id}/"
        ),
        "city": organizations.get_municipality(municipality_id).name,
    }
    subject = " ".join(render_to_string("headquarters/mail/task_subject.txt", context).split())
    body = render_to_string("headquarters/mail/task.txt", context)
    for email in _owners(municipality_id, task):
        send_mail(subject, body, None, [email])


def _owners(municipality_id: UUID, task: TaskView) -> list[str]:
    if task.staff_id is not None:
        person = accounts.find_staff(municipality_id=municipality_id, user_id=task.staff_id)
        return [person.email] if person and person.is_active else []
    return _addresses(municipality_id, task.section_id) if task.section_id else []


def _addresses(municipality_id: UUID, section_id: UUID) -> list[str]:
    held = [
        accounts.list_staff_with_role(municipality_id=municipality_id, role=role, section_id=section_id)
        for role in sorted(accounts.SECTION_ROLES)
    ]
    return list(dict.fromkeys(person.email for people in held for person in people))
