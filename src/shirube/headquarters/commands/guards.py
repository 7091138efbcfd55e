"""What every write of the headquarters asks first, and what it leaves behind."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.headquarters.domain.terms import MeetingState
from shirube.headquarters.models import AgendaItem, Meeting
from shirube.headquarters.queries.meetings import ItemNotFoundError, MeetingNotFoundError
from shirube.headquarters.queries.rights import can_decide, can_prepare
from shirube.kernel.errors import ConflictError, ForbiddenError
from shirube.organizations.interface import TenantModel

OPEN = (MeetingState.PLANNED, MeetingState.SENT)


class NotSecretariatError(ForbiddenError):
    """Only the section that promotes DX prepares meetings."""

    code = "headquarters.not_secretariat"


class NotDeciderError(ForbiddenError):
    """Decisions are recorded by the headquarters and its secretariat."""

    code = "headquarters.not_decider"


class MeetingOverError(ConflictError):
    """The meeting was held or cancelled: its agenda stays as it is."""

    code = "headquarters.meeting_over"


class ChangedMeanwhileError(ConflictError):
    """Somebody else changed it after the writer looked at it; nothing was written."""

    code = "headquarters.changed_meanwhile"


def demand_secretariat(actor: Actor) -> None:
    if not can_prepare(actor):
        raise NotSecretariatError


def demand_decider(actor: Actor) -> None:
    if not can_decide(actor):
        raise NotDeciderError


def get_meeting_row(municipality_id: UUID, meeting_id: UUID) -> Meeting:
    """MeetingNotFoundError."""
    rows = Meeting.objects.select_related("body").filter(municipality_id=municipality_id, pk=meeting_id)
    row = rows.first()
    if row is None:
        raise MeetingNotFoundError(meeting=str(meeting_id))
    return row


def get_open_meeting(municipality_id: UUID, meeting_id: UUID) -> Meeting:
    """One whose agenda may still change. MeetingNotFoundError, MeetingOverError."""
    row = get_meeting_row(municipality_id, meeting_id)
    if row.state not in OPEN:
        raise MeetingOverError(meeting=row.session)
    return row


def get_item_row(municipality_id: UUID, item_id: UUID) -> AgendaItem:
    """ItemNotFoundError."""
    rows = AgendaItem.objects.select_related("meeting__body", "section")
    row = rows.filter(municipality_id=municipality_id, pk=item_id).first()
    if row is None:
        raise ItemNotFoundError(item=str(item_id))
    return row


def get_open_item(municipality_id: UUID, item_id: UUID) -> AgendaItem:
    """An item of a meeting that is not over. ItemNotFoundError, MeetingOverError."""
    row = get_item_row(municipality_id, item_id)
    if row.meeting.state not in OPEN:
        raise MeetingOverError(meeting=row.meeting.session)
    return row


def record(row: TenantModel, action: str, actor: Actor, now: datetime, **facts: Any) -> None:
    audit.record(
        municipality_id=row.municipality_id,
        actor=actor.log_name,
        action=f"headquarters.{action}",
        subject=f"headquarters.{row._meta.model_name}:{row.pk}",
        now=now,
        facts=facts,
    )
